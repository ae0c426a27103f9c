import Foundation
import X509

/// The certificates of a lab on disk, where its services and clients look for them.
enum CertificateFiles {
    /// Writes every certificate that the scenario names, and the authority that clients trust.
    ///
    /// The authorities are made once for a folder and kept in it: writing again, with faults in force
    /// that were not before, signs anew, and what servers already show stays trusted.
    ///
    /// - Throws: ``LabError/unsupported(what:)`` for a certificate that cannot be made, or what the
    ///   file system says.
    static func write(in context: ServiceContext, now: Date = Date()) throws {
        let folder = "\(context.folder)/authorities"
        for path in [folder, "\(context.folder)/certificates"] {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        }
        let authorities = try authorities(in: folder, now: now)
        try write(try authorities.trusted.certificate.pem, to: context.trustedRoots)
        for certificate in context.scenario.certificates {
            let issued = try authorities.issue(certificate, now: now)
            let path = context.certificatePath(certificate.name)
            try write(try issued.chainPEM, to: path + ".pem")
            try write(issued.keyPEM, to: path + ".key", isSecret: true)
        }
    }

    private static func authorities(in folder: String, now: Date) throws -> CertificateAuthorities {
        if let trusted = try read("\(folder)/trusted"),
            let intermediate = try read("\(folder)/intermediate"),
            let stranger = try read("\(folder)/stranger")
        {
            return CertificateAuthorities(
                trusted: trusted, intermediate: intermediate, stranger: stranger)
        }
        let made = try CertificateAuthorities(now: now)
        for (name, authority) in [
            ("trusted", made.trusted), ("intermediate", made.intermediate),
            ("stranger", made.stranger),
        ] {
            try write(try authority.certificate.pem, to: "\(folder)/\(name).pem")
            try write(
                authority.key.pemRepresentation + "\n", to: "\(folder)/\(name).key", isSecret: true)
        }
        return made
    }

    private static func read(_ path: String) throws -> CertificateAuthority? {
        guard FileManager.default.fileExists(atPath: path + ".key") else { return nil }
        return try CertificateAuthority(
            certificatePEM: String(contentsOfFile: path + ".pem", encoding: .utf8),
            keyPEM: String(contentsOfFile: path + ".key", encoding: .utf8))
    }

    /// Replaces the file as a whole, so that a service that starts meanwhile never reads half of it.
    private static func write(_ text: String, to path: String, isSecret: Bool = false) throws {
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        if isSecret {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: path)
        }
    }
}

extension X509.Certificate {
    /// The certificate in PEM (RFC 7468).
    var pem: String { get throws { try serializeAsPEM().pemString + "\n" } }
}
