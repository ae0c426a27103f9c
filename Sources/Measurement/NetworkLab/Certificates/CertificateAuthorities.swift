import Crypto
import Foundation
import InternetProtocols
import SwiftASN1
import X509

/// All the authorities of a lab, and what they sign for its servers.
struct CertificateAuthorities: Sendable {
    /// The one that the lab's clients trust.
    let trusted: CertificateAuthority
    /// One under the trusted one.
    let intermediate: CertificateAuthority
    /// One that nobody trusts.
    let stranger: CertificateAuthority

    /// Three authorities with new keys.
    init(now: Date) throws {
        trusted = try CertificateAuthority("Laboratory Root", now: now)
        intermediate = try CertificateAuthority(
            "Laboratory Intermediate", under: trusted, now: now)
        stranger = try CertificateAuthority("Unknown Root", now: now)
    }

    /// Three authorities that there were before.
    init(
        trusted: CertificateAuthority, intermediate: CertificateAuthority,
        stranger: CertificateAuthority
    ) {
        self.trusted = trusted
        self.intermediate = intermediate
        self.stranger = stranger
    }

    /// Makes a certificate with a key of its own.
    ///
    /// - Parameters:
    ///   - certificate: What it shall say, and who shall sign it.
    ///   - now: The time from which its days count.
    ///   - issuerURL: Where it says that its issuer's certificate can be had (caIssuers, RFC 5280,
    ///     section 4.2.2.1); nil to say nothing, as all certificates do that `CertificateFiles` writes.
    /// - Throws: ``LabError/unsupported(what:)`` for a subject that is neither a host name nor an
    ///   address and for dates outside the years 1 to 9999, or what swift-certificates says.
    func issue(
        _ certificate: Certificate, now: Date, issuerURL: String? = nil
    ) throws -> IssuedCertificate {
        let issuer = issuer(of: certificate)
        let key = P256.Signing.PrivateKey()
        let publicKey = X509.Certificate.PublicKey(key.publicKey)
        let names = try certificate.alternativeNames
        let subject = try certificate.distinguishedName(names)
        let identifier = SubjectKeyIdentifier(hash: publicKey)
        let extensions = try X509.Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([.serverAuth])
            identifier
            AuthorityKeyIdentifier(
                keyIdentifier: try issuer?.keyIdentifier ?? identifier.keyIdentifier)
            SubjectAlternativeNames(names)
            if let issuerURL {
                AuthorityInformationAccess([
                    .init(method: .issuingCA, location: .uniformResourceIdentifier(issuerURL))
                ])
            }
        }
        let leaf = try X509.Certificate(
            version: .v3, serialNumber: .init(), publicKey: publicKey,
            notValidBefore: try certificate.date(certificate.begins, from: now),
            notValidAfter: try certificate.date(certificate.ends, from: now),
            issuer: issuer?.certificate.subject ?? subject, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions,
            issuerPrivateKey: .init(issuer?.key ?? key))
        let above = certificate.issuer == .intermediate ? [intermediate.certificate] : []
        return IssuedCertificate(key: key, chain: [leaf] + above)
    }

    /// Who signs it; nil for itself.
    private func issuer(of certificate: Certificate) -> CertificateAuthority? {
        switch certificate.issuer {
        case .trusted: trusted
        case .intermediate, .missingIntermediate: intermediate
        case .stranger: stranger
        case .itself: nil
        }
    }
}
