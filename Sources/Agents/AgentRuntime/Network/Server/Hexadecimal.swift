/// Bytes as hexadecimal digits.
enum Hexadecimal {
    /// The two digits of a byte.
    static func text(of byte: UInt8) -> String {
        let text = String(byte, radix: 16)
        return byte < 16 ? "0" + text : text
    }

    /// The bytes of a text of digits; nil when it holds anything else.
    static func bytes(of text: some StringProtocol) -> [UInt8]? {
        let digits = text.utf8.map { character -> UInt8? in
            switch character {
            case 48...57: character - 48
            case 65...70: character - 55
            case 97...102: character - 87
            default: nil
            }
        }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
