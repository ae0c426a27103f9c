import Foundation
import InternetProtocols
import SwiftASN1
import X509

extension Certificate {
    /// What it is for, as the subject alternative names of RFC 5280, section 4.2.1.6: host names as
    /// A-labels, a wildcard in the first label if there is one (RFC 6125), addresses as bytes.
    var alternativeNames: [GeneralName] {
        get throws(LabError) {
            var names = [GeneralName]()
            for subject in subjects { names.append(try generalName(subject)) }
            let domain = names.lazy.compactMap(\.hostName).first ?? "example.com"
            for number in 0..<max(0, furtherNames) {
                let digits = String(number)
                let padding = String(repeating: "0", count: max(0, 3 - digits.count))
                names.append(.dnsName("host-number-\(padding)\(digits).\(domain)"))
            }
            return names
        }
    }

    /// A name with one part, the first host or address, unless that is too long for it (X.520).
    func distinguishedName(_ names: [GeneralName]) throws -> DistinguishedName {
        var common = subjects.first ?? name
        if case .dnsName(let host)? = names.first { common = host }
        if common.unicodeScalars.count > 64 { common = name }
        return try DistinguishedName { CommonName(common) }
    }

    /// The time so many days from `now`.
    func date(_ days: Double, from now: Date) throws(LabError) -> Date {
        let date = now.addingTimeInterval(days * 86_400)
        // What X.509 can write: four digits for the year.
        let writable =
            Date(
                timeIntervalSince1970: -62_135_596_800)...Date(
                timeIntervalSince1970: 253_402_300_799)
        guard days.isFinite, writable.contains(date) else {
            throw .unsupported(
                what: "the certificate \(name) begins or ends \(days) days from now, which is "
                    + "outside the years 1 to 9999 that certificates can name")
        }
        return date
    }

    private func generalName(_ subject: String) throws(LabError) -> GeneralName {
        if let address = IPAddress(subject) {
            return .ipAddress(ASN1OctetString(contentBytes: address.bytes[...]))
        }
        let isWildcard = subject.hasPrefix("*.")
        do {
            let host = try DomainName(isWildcard ? String(subject.dropFirst(2)) : subject)
            return .dnsName((isWildcard ? "*." : "") + host.text)
        } catch {
            throw .unsupported(
                what: "the certificate \(name) cannot be for \(subject): \(error.description)")
        }
    }
}

extension GeneralName {
    /// The host name without its wildcard, if it is one.
    fileprivate var hostName: String? {
        guard case .dnsName(let name) = self else { return nil }
        return name.hasPrefix("*.") ? String(name.dropFirst(2)) : name
    }
}
