import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// A connection that carries HTTP, secured or in clear text.
///
/// It runs on SwiftNIO's event loops over a second descriptor of the same socket, so that the
/// statistics of the connection stay readable. It closes when nobody holds it any more.
public final class ApplicationChannel: Sendable {
    /// The connection underneath.
    public let connection: TCPConnection
    /// Whether TLS protects it.
    public let isSecured: Bool
    let channel: any Channel
    let watch: ChannelWatch

    /// What the stack knows of the connection; nil once it is closed.
    public var statistics: TCPStatistics? { connection.statistics }

    private init(
        connection: TCPConnection, isSecured: Bool, channel: any Channel, watch: ChannelWatch
    ) {
        self.connection = connection
        self.isSecured = isSecured
        self.channel = channel
        self.watch = watch
    }

    deinit { close() }

    /// Closes now, without waiting for the peer.
    public func close() {
        connection.socket.shutDown()
        channel.close(promise: nil)
        connection.close()
    }

    /// Hands a connection to an event loop, with these handlers before the watch.
    static func open(
        over connection: TCPConnection, isSecured: Bool,
        handlers: @escaping @Sendable () throws -> [any ChannelHandler]
    ) async throws -> ApplicationChannel {
        guard let descriptor = connection.socket.duplicate()
        else { throw ProbeError.connectionUnavailable }
        let watch = ChannelWatch()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    for handler in try handlers() {
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        ChannelWatchHandler(watch: watch))
                }
            }
            .withConnectedSocket(descriptor).get()
        return ApplicationChannel(
            connection: connection, isSecured: isSecured, channel: channel, watch: watch)
    }
}

extension ProbeSocket {
    /// Ends both directions at once for every descriptor of the socket.
    func shutDown() {
        _ = call({ shutdown($0, Int32(SHUT_RDWR)) }, closed: -1)
    }
}
