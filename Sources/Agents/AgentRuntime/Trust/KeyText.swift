import Foundation

/// Ed25519 keys as text: PEM blocks (RFC 7468, RFC 8410) or the 32 bytes in base64.
///
/// The DER of such a key is constant up to the 32 bytes at its end, so that no parser is needed.
enum KeyText {
    /// SubjectPublicKeyInfo up to the key (RFC 8410, section 4).
    static let publicPrefix: [UInt8] = [
        0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]
    /// PrivateKeyInfo up to the seed (RFC 8410, section 7).
    static let privatePrefix: [UInt8] = [
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ]
    /// The longest text that is looked at.
    static let longestText = 4096

    /// The 32 bytes of the key in `text`.
    static func bytes(
        of text: String, label: String, prefix: [UInt8], expected: String
    ) throws(TrustError) -> [UInt8] {
        func refusal(_ reason: String) -> TrustError {
            .unreadableKey(expected: expected, reason: reason)
        }
        guard text.utf8.count <= longestText else {
            throw refusal("it is longer than \(longestText) bytes")
        }
        let lines = text.split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        guard lines.contains(where: { $0.hasPrefix("-----") }) else {
            guard let data = Data(base64Encoded: lines.joined()), data.count == 32 else {
                throw refusal("it is neither a PEM block nor 32 bytes in base64")
            }
            return [UInt8](data)
        }
        guard lines.first == "-----BEGIN \(label)-----", lines.last == "-----END \(label)-----"
        else {
            throw refusal("it is not one PEM block '\(label)'")
        }
        guard let data = Data(base64Encoded: lines.dropFirst().dropLast().joined()) else {
            throw refusal("the PEM block does not hold base64")
        }
        guard data.count == prefix.count + 32, data.starts(with: prefix) else {
            throw refusal("the PEM block holds another kind of key than Ed25519")
        }
        return [UInt8](data.suffix(32))
    }

    /// The PEM block of a key.
    static func pem(_ bytes: some Sequence<UInt8>, label: String, prefix: [UInt8]) -> String {
        let body = Data(prefix + Array(bytes)).base64EncodedString()
        return "-----BEGIN \(label)-----\n\(body)\n-----END \(label)-----\n"
    }
}
