import Crypto
import Foundation
import SwiftASN1
import X509

/// What a server needs to show a certificate: its key, and the chain as it sends it.
struct IssuedCertificate: Sendable {
    /// The server's key.
    let key: P256.Signing.PrivateKey
    /// The server's certificate, then those above it that it sends along.
    let chain: [X509.Certificate]

    /// The chain, the server's own certificate first.
    var chainPEM: String {
        get throws {
            try chain.map { try $0.pem }.joined()
        }
    }

    /// The key, not encrypted (PKCS #8, RFC 5958).
    var keyPEM: String { key.pemRepresentation + "\n" }
}
