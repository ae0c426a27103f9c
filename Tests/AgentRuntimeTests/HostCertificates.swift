import Crypto
import Foundation
import NIOSSL
import X509

@testable import AgentRuntime

/// An authority made for one test, in a folder of its own, that issues certificates.
final class TestAuthority: Sendable {
    let folder: URL
    private let key = P256.Signing.PrivateKey()
    private let name: DistinguishedName

    init(_ commonName: String = "Authority of a test") throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("agent-certificates-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        name = try DistinguishedName { CommonName(commonName) }
        let certificate = try Self.certificate(
            of: Certificate.PrivateKey(key).publicKey, subject: name, issuer: name,
            signedBy: Certificate.PrivateKey(key),
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                Critical(KeyUsage(keyCertSign: true))
            })
        try write(try certificate.serializeAsPEM().pemString, "authority.pem")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The path of the authority's certificate.
    var path: String { folder.appendingPathComponent("authority.pem").path }

    /// Issues a certificate for the names given and writes it beside its key.
    func issue(_ names: [GeneralName], file: String) throws -> ServerCredentials {
        let own = P256.Signing.PrivateKey()
        let certificate = try Self.certificate(
            of: Certificate.PrivateKey(own).publicKey,
            subject: try DistinguishedName { CommonName(file) }, issuer: name,
            signedBy: Certificate.PrivateKey(key),
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                KeyUsage(digitalSignature: true)
                SubjectAlternativeNames(names)
            })
        return ServerCredentials(
            certificateChain: try write(
                try certificate.serializeAsPEM().pemString, file + ".pem"),
            privateKey: try write(own.pemRepresentation, file + ".key"))
    }

    private static func certificate(
        of key: Certificate.PublicKey, subject: DistinguishedName, issuer: DistinguishedName,
        signedBy signer: Certificate.PrivateKey, extensions: Certificate.Extensions
    ) throws -> Certificate {
        try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key,
            notValidBefore: Date(timeIntervalSinceNow: -3_600),
            notValidAfter: Date(timeIntervalSinceNow: 86_400), issuer: issuer, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions, issuerPrivateKey: signer)
    }

    @discardableResult
    private func write(_ text: String, _ file: String) throws -> String {
        let url = folder.appendingPathComponent(file)
        try text.write(to: url, atomically: true, encoding: .utf8)
        return url.path
    }
}
