import Foundation
import InternetProtocols

/// What a certificate says, as far as people and comparisons need it.
public struct CertificateSummary: Hashable, Codable, Sendable {
    /// The subject, as `CN=example.com`.
    public var subject: String
    /// The issuer, in the same form.
    public var issuer: String
    /// The common name of the issuer, or its organization, or the issuer in full.
    public var issuerName: String
    /// The DNS names of the subject alternative name, as they stand.
    public var names: [String]
    /// The addresses of the subject alternative name.
    public var addresses: [IPAddress]
    /// The first moment of validity.
    public var notBefore: Date
    /// The last moment of validity.
    public var notAfter: Date
    /// The serial number, in hexadecimal.
    public var serialNumber: String
    /// SHA-256 of the DER encoding, in hexadecimal.
    public var fingerprint: String
    /// The kind of key, as `P256` or `RSA2048`.
    public var keyType: String
    /// Whether subject and issuer are the same.
    public var isSelfIssued: Bool
    /// Where the issuer's certificate can be had (authority information access, caIssuers).
    public var issuerURLs: [String]

    /// A summary of these parts.
    public init(
        subject: String, issuer: String, issuerName: String, names: [String],
        addresses: [IPAddress], notBefore: Date, notAfter: Date, serialNumber: String,
        fingerprint: String, keyType: String, isSelfIssued: Bool, issuerURLs: [String]
    ) {
        self.subject = subject
        self.issuer = issuer
        self.issuerName = issuerName
        self.names = names
        self.addresses = addresses
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.serialNumber = serialNumber
        self.fingerprint = fingerprint
        self.keyType = keyType
        self.isSelfIssued = isSelfIssued
        self.issuerURLs = issuerURLs
    }
}

/// One thing that keeps a certificate chain from proving the server's name.
public enum CertificateFinding: Hashable, Codable, Sendable {
    /// A certificate is past its time; of the leaf, or of another with its subject.
    case expired(notAfter: Date, subject: String)
    /// A certificate is before its time.
    case notYetValid(notBefore: Date, subject: String)
    /// The leaf is for other names than the one asked for.
    case nameMismatch(names: [String])
    /// The leaf is signed by its own key and is not a trust root.
    case selfSigned
    /// The chain leads to an issuer that is not a trust root.
    case unknownIssuer(name: String)
    /// The server left out an issuer that the certificate says where to fetch.
    case incompleteChain(missingIssuer: String)
    /// The chain breaks another rule (RFC 5280), as a bad signature or constraint.
    case other(reason: String)
}
