import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOTLS
import Synchronization

/// How a channel ended: the first error, or the peer's close.
struct ChannelEnd: Sendable {
    var failure: NetworkFailure
    var errorNumber: Int32 = 0
    var alert: TLSAlert?
    var reason: String?
}

/// Remembers what became of a channel, for whoever asks first or later.
final class ChannelWatch: Sendable {
    /// Given at the end of the TLS handshake, or at the end of the channel before it.
    let handshake = OneAnswer<Result<String?, ChannelFailure>>()
    private let held = Mutex<ChannelEnd?>(nil)

    /// How the channel ended; nil while it stands.
    var end: ChannelEnd? { held.withLock { $0 } }

    /// Remembers an end unless there was one before.
    func ended(_ end: ChannelEnd) {
        held.withLock { $0 = $0 ?? end }
        handshake.give(.failure(ChannelFailure(end: end)))
    }
}

/// The end of a channel as an error.
struct ChannelFailure: Error {
    let end: ChannelEnd
}

/// Tells the watch what passes; the last handler before those of a request.
final class ChannelWatchHandler: ChannelInboundHandler {
    typealias InboundIn = Any

    private let watch: ChannelWatch

    init(watch: ChannelWatch) { self.watch = watch }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted(let negotiated) = event as? TLSUserEvent {
            watch.handshake.give(.success(negotiated))
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        watch.ended(ChannelEnd(error))
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        watch.ended(ChannelEnd(failure: .connectionClosed))
        context.fireChannelInactive()
    }
}

extension ChannelEnd {
    /// What an error of a channel means.
    init(_ error: any Error) {
        switch error {
        case let error as IOError:
            self.init(
                failure: NetworkFailure(errorNumber: error.errnoCode, icmpError: nil),
                errorNumber: error.errnoCode)
        case NIOSSLError.handshakeFailed(let inner), NIOSSLError.shutdownFailed(let inner):
            self.init(inner)
        case let error as BoringSSLError:
            self.init(error)
        case NIOSSLError.uncleanShutdown, is ChannelError:
            self.init(failure: .connectionClosed)
        case HTTPParserError.headerOverflow:
            self.init(failure: .headerTooLarge)
        case HTTPParserError.invalidEOFState:
            self.init(failure: .connectionClosed)
        case let error as HTTPParserError:
            self.init(failure: .malformedResponse, reason: String(describing: error))
        default:
            self.init(failure: .other, reason: String(describing: error))
        }
    }

    /// What the TLS library's error stack means; alerts stand in it as 1000 plus their number.
    private init(_ error: BoringSSLError) {
        switch error {
        case .sslError(let stack), .unknownError(let stack):
            if stack.contains(.eofDuringHandshake) {
                self.init(failure: .connectionClosed)
                return
            }
            let reasons = stack.map(\.description)
            for text in reasons {
                guard
                    let code = text.split(separator: " ").dropFirst().first.flatMap({
                        UInt32($0)
                    })
                else { continue }
                // BoringSSL packs the library in the high byte (16 is SSL), the reason below.
                let reason = code & 0xfff
                if code >> 24 == 16, (1000...1255).contains(reason) {
                    self.init(
                        failure: .tlsAlert, alert: TLSAlert(number: UInt8(reason - 1000)))
                    return
                }
            }
            self.init(
                failure: .tlsProtocolError,
                reason: reasons.map { Self.readable($0) }.joined(separator: "; "))
        case .zeroReturn, .syscallError:
            self.init(failure: .connectionClosed)
        default:
            self.init(failure: .tlsProtocolError, reason: String(describing: error))
        }
    }

    /// `WRONG_VERSION_NUMBER` out of `Error: 1 error:2:SSL routines:OPENSSL_internal:… at file:1`.
    private static func readable(_ text: String) -> String {
        let fields = text.split(separator: ":")
        let reason = fields.count > 5 ? fields[5] : fields.last ?? ""
        return reason.split(separator: " at ").first.map { String($0) } ?? text
    }
}
