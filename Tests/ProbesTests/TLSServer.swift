import Foundation
import InternetProtocols
import NIOCore
import NIOPosix
import NIOSSL

/// A TLS server on the loopback that shows what the test gives it.
final class TLSServer: Sendable {
    let endpoint: IPEndpoint

    init(
        _ identity: TestCertificates.Identity, chain: [TestCertificates.Identity] = [],
        minimum: NIOSSL.TLSVersion = .tlsv12, maximum: NIOSSL.TLSVersion = .tlsv13,
        response: String = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    ) async throws {
        let certificates = try ([identity] + chain).map {
            NIOSSLCertificateSource.certificate(
                try NIOSSLCertificate(bytes: $0.encoded, format: .der))
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates,
            privateKey: .privateKey(
                try NIOSSLPrivateKey(bytes: Array(identity.keyPEM.utf8), format: .pem)))
        configuration.minimumTLSVersion = minimum
        configuration.maximumTLSVersion = maximum
        configuration.applicationProtocols = ["http/1.1"]
        let context = try NIOSSLContext(configuration: configuration)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([
                        NIOSSLServerHandler(context: context), Answer(response: response),
                    ])
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        endpoint = IPEndpoint(
            IPAddress(127, 0, 0, 1), port: UInt16(channel.localAddress?.port ?? 0))
    }

    private final class Answer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let response: String

        init(response: String) { self.response = response }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let channel = context.channel
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: response)))
                .whenComplete { _ in channel.close(promise: nil) }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }
    }
}
