import Crypto
import Foundation

/// Hashes names so that agents of one network can tell whether they speak of the same, and others learn nothing.
///
/// HMAC-SHA256 (RFC 2104) under the network's key, the first 16 bytes in base64. Whoever has the key can try
/// names that it guesses, every IPv4 address among them: a hash hides what is unusual from members, and
/// everything from everybody else.
public struct NameHash: Sendable {
    /// The key.
    private let key: SymmetricKey

    /// Hashes under `key`, of 16 bytes or more; nil for a shorter one.
    public init?(key: [UInt8]) {
        guard key.count >= 16 else { return nil }
        self.key = SymmetricKey(data: key)
    }

    /// Hashes under the key that a service map carries; nil when it is not 16 bytes or more in base64.
    public init?(base64Key text: String) {
        guard let data = Data(base64Encoded: text) else { return nil }
        self.init(key: [UInt8](data))
    }

    /// The hash of a host name or an address, 24 characters; upper and lower case and a dot at the end are one.
    ///
    /// IPv6 addresses are hashed as they are written, so they are to be written as RFC 5952 says.
    public func hash(host: String) -> String {
        hash(Self.canonical(host: host))
    }

    /// The hash of a URL, 24 characters.
    ///
    /// Upper and lower case of scheme and host are one (RFC 3986, 6.2.2.1); of the rest they are not, for two
    /// paths may differ in nothing else.
    public func hash(url: String) -> String {
        guard let mark = url.range(of: "://") else { return hash(url) }
        let end = url[mark.upperBound...].firstIndex { "/?#".contains($0) } ?? url.endIndex
        return hash(url[..<end].lowercased() + url[end...])
    }

    private func hash(_ text: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
        return Data(code.prefix(16)).base64EncodedString()
    }

    private static func canonical(host: String) -> String {
        let lower = host.lowercased()
        return lower.count > 1 && lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }
}
