import Foundation
import SwiftASN1
import X509

/// Certificates made on the spot: a root, an intermediate under it, and leaves of all kinds.
struct TestCertificates {
    /// A key with the certificate for it and the way to sign with it.
    struct Identity {
        let certificate: Certificate
        let key: Certificate.PrivateKey
        let keyPEM: String

        var encoded: [UInt8] {
            get throws {
                var serializer = DER.Serializer()
                try serializer.serialize(certificate)
                return serializer.serializedBytes
            }
        }
    }

    let root: Identity
    let intermediate: Identity
    let now = Date()

    init() throws {
        let start = Date().addingTimeInterval(-10 * 86_400)
        root = try Self.make(
            "Test Root", issuer: nil, authority: true, from: start,
            to: start.addingTimeInterval(1000 * 86_400))
        intermediate = try Self.make(
            "Test Intermediate", issuer: root, authority: true, from: start,
            to: start.addingTimeInterval(900 * 86_400))
    }

    /// A leaf under the intermediate.
    func leaf(
        _ names: [GeneralName], from: Double = -5, to: Double = 5, issuerURL: String? = nil,
        issuer: Identity? = nil
    ) throws -> Identity {
        try Self.make(
            "leaf", issuer: issuer ?? intermediate, authority: false, names: names,
            from: now.addingTimeInterval(from * 86_400), to: now.addingTimeInterval(to * 86_400),
            issuerURL: issuerURL)
    }

    static func make(
        _ name: String, issuer: Identity?, authority: Bool, names: [GeneralName] = [],
        from: Date, to: Date, issuerURL: String? = nil
    ) throws -> Identity {
        let (key, pem) = try freshKey()
        let subject = try DistinguishedName { CommonName(name) }
        let extensions = try Certificate.Extensions {
            if authority {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
            } else {
                Critical(BasicConstraints.notCertificateAuthority)
                try ExtendedKeyUsage([.serverAuth])
            }
            if !names.isEmpty { SubjectAlternativeNames(names) }
            if let issuerURL {
                AuthorityInformationAccess([
                    .init(method: .issuingCA, location: .uniformResourceIdentifier(issuerURL))
                ])
            }
        }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: from, notValidAfter: to,
            issuer: issuer?.certificate.subject ?? subject, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions,
            issuerPrivateKey: issuer?.key ?? key)
        return Identity(certificate: certificate, key: key, keyPEM: pem)
    }

    /// A fresh P-256 key: a random scalar in the structure of RFC 5915.
    private static func freshKey() throws -> (Certificate.PrivateKey, String) {
        var generator = SystemRandomNumberGenerator()
        // The first byte stays below the group order's 0xff.
        let scalar =
            [UInt8.random(in: 1...0x7f, using: &generator)]
            + (0..<31).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let curve: [UInt8] = [0xa0, 0x0a, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7]
        let encoded: [UInt8] = [0x30, 0x31, 2, 1, 1, 4, 32] + scalar + curve
        let pem = PEMDocument(type: "EC PRIVATE KEY", derBytes: encoded).pemString
        return (try Certificate.PrivateKey(pemEncoded: pem), pem)
    }
}
