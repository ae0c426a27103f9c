import Crypto
import Foundation
import SwiftASN1
import X509

/// A key that signs certificates, with the certificate that says so (RFC 5280).
struct CertificateAuthority: Sendable {
    /// The key that it signs with.
    let key: P256.Signing.PrivateKey
    /// Its own certificate.
    let certificate: X509.Certificate

    /// How long authorities are valid before and after they are made, in days: longer than any wrong
    /// clock of a scenario, so that only the certificate of a server can be out of date.
    static let validity = 3650.0

    /// An authority with a certificate of its own, or under another one.
    ///
    /// - Throws: What swift-certificates says of a certificate that cannot be encoded.
    init(_ name: String, under parent: CertificateAuthority? = nil, now: Date) throws {
        let key = P256.Signing.PrivateKey()
        let publicKey = X509.Certificate.PublicKey(key.publicKey)
        let subject = try DistinguishedName {
            OrganizationName("Laboratory")
            CommonName(name)
        }
        let identifier = SubjectKeyIdentifier(hash: publicKey)
        let extensions = try X509.Certificate.Extensions {
            Critical(
                BasicConstraints.isCertificateAuthority(maxPathLength: parent == nil ? nil : 0))
            Critical(KeyUsage(keyCertSign: true, cRLSign: true))
            identifier
            AuthorityKeyIdentifier(
                keyIdentifier: try parent?.keyIdentifier ?? identifier.keyIdentifier)
        }
        self.key = key
        certificate = try X509.Certificate(
            version: .v3, serialNumber: .init(), publicKey: publicKey,
            notValidBefore: now.addingTimeInterval(-Self.validity * 86_400),
            notValidAfter: now.addingTimeInterval(Self.validity * 86_400),
            issuer: parent?.certificate.subject ?? subject, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions,
            issuerPrivateKey: .init(parent?.key ?? key))
    }

    /// The authority as it was written to two PEM files.
    init(certificatePEM: String, keyPEM: String) throws {
        key = try P256.Signing.PrivateKey(pemRepresentation: keyPEM)
        certificate = try X509.Certificate(pemEncoded: certificatePEM)
    }

    /// The identifier of its key (RFC 5280, section 4.2.1.2).
    var keyIdentifier: ArraySlice<UInt8>? {
        get throws { try certificate.extensions.subjectKeyIdentifier?.keyIdentifier }
    }
}
