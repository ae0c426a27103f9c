import NIOCore

/// One connection to the agent under load; it carries one request at a time.
final class LoadConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let answered: (LoadConnection, HTTPAnswer) -> Void
    private let closed: (LoadConnection) -> Void
    private var reader = HTTPAnswerReader()
    private var channel: (any Channel)?
    private var isOver = false
    /// The place of the request under way; nil when there is none.
    var request: Int?

    /// - Parameters:
    ///   - answered: told of each answer.
    ///   - closed: told once, when the connection is over for whatever reason.
    init(
        answered: @escaping (LoadConnection, HTTPAnswer) -> Void,
        closed: @escaping (LoadConnection) -> Void
    ) {
        self.answered = answered
        self.closed = closed
    }

    /// Sends a request.
    func send(_ bytes: [UInt8], as request: Int?) {
        guard let channel else { return }
        self.request = request
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
    }

    /// Ends the connection.
    func close() { channel?.close(promise: nil) }

    // Whoever connects hears of it before the channel tells its handlers that it is active.
    func handlerAdded(context: ChannelHandlerContext) { channel = context.channel }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        do {
            guard let answer = try reader.take(&bytes) else { return }
            answered(self, answer)
            if answer.closes { context.close(promise: nil) }
        } catch {
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        channel = nil
        guard !isOver else { return }
        isOver = true
        closed(self)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
