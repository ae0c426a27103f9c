import Foundation
import InternetProtocols
import SwiftASN1
import X509

extension CertificateSummary {
    /// What this certificate says.
    init(_ certificate: Certificate, encoded: [UInt8]) {
        let alternatives =
            (try? certificate.extensions.subjectAlternativeNames)
            .map { Array($0) } ?? []
        var names: [String] = []
        var addresses: [IPAddress] = []
        for alternative in alternatives {
            switch alternative {
            case .dnsName(let name): names.append(name)
            case .ipAddress(let octets):
                if let address = IPAddress(bytes: octets.bytes) { addresses.append(address) }
            default: break
            }
        }
        self.init(
            subject: certificate.subject.description, issuer: certificate.issuer.description,
            issuerName: certificate.issuer.briefName, names: names, addresses: addresses,
            notBefore: certificate.notValidBefore, notAfter: certificate.notValidAfter,
            serialNumber: MessageDigest.hexadecimal(certificate.serialNumber.bytes),
            fingerprint: MessageDigest.hexadecimal(MessageDigest.sha256(encoded)),
            keyType: certificate.publicKey.description.replacing(".PublicKey", with: ""),
            isSelfIssued: certificate.subject == certificate.issuer,
            issuerURLs: certificate.issuerURLs)
    }

    /// Whether the certificate is for this host (RFC 9525, section 6).
    ///
    /// A `*` stands for one whole leftmost label and never above a name of one label. The common
    /// name is not looked at.
    public func proves(_ host: TargetURL.Host) -> Bool {
        switch host {
        case .address(let address): return addresses.contains(address.withoutZone)
        case .name(let name):
            return names.contains { pattern in
                let pattern = pattern.lowercased()
                guard pattern.hasPrefix("*.") else { return pattern == name.text }
                let base = pattern.dropFirst(2)
                guard base.contains("."), let dot = name.text.firstIndex(of: ".")
                else { return false }
                return name.text[name.text.index(after: dot)...] == base
            }
        }
    }
}

extension DistinguishedName {
    /// The common name, else the organization, else the whole name.
    var briefName: String {
        for wanted in [
            ASN1ObjectIdentifier.RDNAttributeType.commonName,
            ASN1ObjectIdentifier.RDNAttributeType.organizationName,
        ] {
            for part in self {
                for attribute in part where attribute.type == wanted {
                    return attribute.value.description
                }
            }
        }
        return description
    }
}

extension Certificate {
    /// Where the issuer's certificate can be fetched by HTTP.
    var issuerURLs: [String] {
        guard let access = try? extensions.authorityInformationAccess else { return [] }
        return access.compactMap { description in
            guard description.method == .issuingCA,
                case .uniformResourceIdentifier(let url) = description.location,
                url.utf8.count <= 2048
            else { return nil }
            return url
        }
    }
}
