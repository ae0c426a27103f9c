import Foundation
import InternetProtocols
import NIOCore
import NIOSSL
import Synchronization

/// Agrees on TLS over an open connection and says how that ended.
public enum TLSProbe {
    /// Shakes hands, whatever the certificate, and then says what keeps it from proving the name.
    ///
    /// The handshake is not broken off over a certificate, so that version, chain and findings
    /// are all seen; it is for the caller not to send anything where ``TLSOutcome/isTrusted``
    /// is false. The connection belongs to the channel of the outcome afterwards.
    ///
    /// - Parameters:
    ///   - connection: The open connection.
    ///   - serverName: The name for SNI and for the certificate; an address goes without SNI.
    ///   - timeout: The limit of the handshake.
    ///   - minimumVersion: The oldest version to offer.
    ///   - maximumVersion: The newest version to offer.
    ///   - applicationProtocols: The protocols to offer (ALPN).
    ///   - trust: Whose signatures count.
    ///   - date: The moment at which the certificates must be valid.
    /// - Throws: `CancellationError`, or ``ProbeError`` when TLS could not be tried.
    public static func handshake(
        over connection: TCPConnection, serverName: TargetURL.Host,
        timeout: Duration = .seconds(6), minimumVersion: TLSVersion = .tls12,
        maximumVersion: TLSVersion = .tls13, applicationProtocols: [String] = ["http/1.1"],
        trust: TrustRoots, date: Date = Date()
    ) async throws -> TLSOutcome {
        try Task.checkCancellation()
        let context = try context(minimumVersion, maximumVersion, applicationProtocols)
        let serverNameIndication: String? =
            if case .name(let name) = serverName { name.text } else { nil }
        let served = Served()
        let first = FirstBytes()
        let start = ContinuousClock.now
        let channel: ApplicationChannel
        do {
            channel = try await ApplicationChannel.open(over: connection, isSecured: true) {
                let handler = try NIOSSLClientHandler(
                    context: context, serverHostname: serverNameIndication,
                    customVerificationCallback: { chain, promise in
                        served.keep(chain)
                        promise.succeed(.certificateVerified)
                    })
                return [FirstBytesHandler(first: first), handler]
            }
        } catch let error as ProbeError {
            throw error
        } catch {
            // The peer may be gone before the event loop takes the socket over.
            if Task.isCancelled { throw CancellationError() }
            var outcome = TLSOutcome(
                serverName: serverName, failure: nil, elapsed: ContinuousClock.now - start)
            outcome.record(ChannelEnd(error))
            return outcome
        }
        let timer = Task {
            try await Task.sleep(for: timeout - (ContinuousClock.now - start))
            channel.watch.ended(ChannelEnd(failure: .timeout))
        }
        defer { timer.cancel() }
        let ended: Result<String?, ChannelFailure>
        do {
            ended = try await channel.watch.handshake.value()
        } catch {
            channel.close()
            throw error
        }
        var outcome = TLSOutcome(
            serverName: serverName, failure: nil, elapsed: ContinuousClock.now - start)
        outcome.encodedChain = served.chain
        switch ended {
        case .success(let negotiated):
            outcome.applicationProtocol = negotiated
            outcome.version = await version(of: channel)
            outcome.channel = channel
        case .failure(let failure):
            outcome.record(failure.end)
            if outcome.failure == .tlsProtocolError { outcome.foreignBytes = first.foreign }
            channel.close()
        }
        if !outcome.encodedChain.isEmpty {
            let judged = await CertificateChain.examine(
                outcome.encodedChain, host: serverName, trust: trust, date: date)
            outcome.chain = judged.chain
            outcome.findings = judged.findings
        }
        return outcome
    }

    private final class Served: Sendable {
        private let held = Mutex<[[UInt8]]>([])
        var chain: [[UInt8]] { held.withLock { $0 } }

        func keep(_ certificates: [NIOSSLCertificate]) {
            let encoded = certificates.compactMap { try? $0.toDERBytes() }
            held.withLock { $0 = encoded }
        }
    }

    private static func context(
        _ minimum: TLSVersion, _ maximum: TLSVersion, _ protocols: [String]
    ) throws(ProbeError) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        // The library's own roots stay unread: the chain is examined after the handshake.
        configuration.trustRoots = .certificates([])
        configuration.certificateVerification = .noHostnameVerification
        configuration.minimumTLSVersion = minimum.library
        configuration.maximumTLSVersion = maximum.library
        configuration.applicationProtocols = protocols
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw .tlsConfiguration(String(describing: error))
        }
    }

    private static func version(of channel: ApplicationChannel) async -> TLSVersion? {
        let version = try? await channel.channel.nioSSL_tlsVersion().get()
        return switch version {
        case .tlsv1: .tls10
        case .tlsv11: .tls11
        case .tlsv12: .tls12
        case .tlsv13: .tls13
        default: nil
        }
    }
}

extension TLSOutcome {
    fileprivate mutating func record(_ end: ChannelEnd) {
        failure = end.failure
        errorNumber = end.errorNumber
        alert = end.alert
        reason = end.reason
    }
}

extension TLSVersion {
    fileprivate var library: NIOSSL.TLSVersion {
        switch self {
        case .tls10: .tlsv1
        case .tls11: .tlsv11
        case .tls12: .tlsv12
        case .tls13: .tlsv13
        }
    }
}
