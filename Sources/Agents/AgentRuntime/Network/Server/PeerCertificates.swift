import NIOCore
import NIOSSL
import Synchronization
import X509

/// Reads the URIs of agents from the certificates that clients show.
final class PeerCertificates: Sendable {
    private static let capacity = 1_024
    private let known = Mutex<[[UInt8]: [String]]>([:])

    /// The URIs of the certificate of a connection's other end, which TLS has verified; empty when it has none.
    func agentURIs(of channel: any Channel) async -> [String] {
        guard let certificate = try? await channel.nioSSL_peerCertificate().get(),
            let bytes = try? certificate.toDERBytes()
        else { return [] }
        if let uris = known.withLock({ $0[bytes] }) { return uris }
        let uris = Self.agentURIs(of: bytes)
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[bytes] = uris
        }
        return uris
    }

    /// The URIs among the subject alternative names of a certificate (RFC 5280, section 4.2.1.6).
    static func agentURIs(of bytes: [UInt8]) -> [String] {
        guard let certificate = try? Certificate(derEncoded: bytes),
            let names = try? certificate.extensions.subjectAlternativeNames
        else { return [] }
        return names.compactMap { name in
            if case .uniformResourceIdentifier(let uri) = name { uri } else { nil }
        }
    }
}
