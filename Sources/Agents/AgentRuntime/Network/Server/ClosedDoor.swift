import NIOCore

/// Closes the connections that a listening channel still accepts, before anything is set up for them.
///
/// A listening channel that is closed while a connection is being set up drops what stands so far, which
/// NIO takes for a mistake and ends the process. So the door is closed first, and the channel when all who
/// came through are inside.
final class ClosedDoor: ChannelInboundHandler, Sendable {
    typealias InboundIn = any Channel

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        unwrapInboundIn(data).close(promise: nil)
    }

    /// Closes the door of a listening channel and then the channel.
    static func close(_ listening: any Channel, loops: any EventLoopGroup) async {
        try? await listening.pipeline.addHandler(ClosedDoor(), position: .first).get()
        // To set a connection up takes two ways from the listening channel's loop to its own and back.
        for _ in 1...4 {
            for loop in loops.makeIterator() { try? await loop.submit {}.get() }
        }
        try? await listening.close().get()
    }
}
