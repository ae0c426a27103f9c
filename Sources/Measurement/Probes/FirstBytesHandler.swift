import NIOCore
import Synchronization

/// Keeps the first bytes that a peer sent, whatever they are.
final class FirstBytes: Sendable {
    /// How many bytes are kept.
    static let limit = 64
    private let held = Mutex<[UInt8]>([])

    /// The bytes so far.
    var bytes: [UInt8] { held.withLock { $0 } }

    /// The bytes when they cannot be TLS: its records begin with 20 to 24 (RFC 8446, 5.1).
    var foreign: [UInt8] {
        let bytes = bytes
        return bytes.first.map { (20...24).contains($0) } == false ? bytes : []
    }

    func append(_ more: some Sequence<UInt8>) {
        held.withLock { $0 += more.prefix(max(0, Self.limit - $0.count)) }
    }
}

/// Copies the first bytes aside before TLS reads them.
final class FirstBytesHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let first: FirstBytes

    init(first: FirstBytes) { self.first = first }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        first.append(unwrapInboundIn(data).readableBytesView)
        context.fireChannelRead(data)
    }
}
