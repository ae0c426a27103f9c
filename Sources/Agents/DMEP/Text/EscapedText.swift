/// Writes what a list or XML 1.0 cannot hold as `_xHHHH_`, and reads it back.
///
/// XML 1.0 has no way to write most control characters, not even as a reference, and a list whose items are
/// separated by white space cannot hold an item with white space in it. The form is that of the spreadsheet
/// formats (ECMA-376 part 1, 22.9.2.19): an underscore, `x`, four upper-case hexadecimal digits, an underscore. An
/// underscore that stands before `x` and four such digits is itself written as `_x005F_`, so nothing is lost and
/// nothing is ambiguous. Only the characters that need it are written, and only they are read, this way.
enum EscapedText {
    private static let underscore = UInt8(ascii: "_")

    /// Whether XML 1.0 forbids the character of that code below U+0080 (section 2.2).
    static func isForbidden(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
    }

    /// Whether the byte is white space as of XML 1.0, section 2.3.
    static func isWhiteSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }

    /// Adds an item of a list to `output`, with what would end the item escaped.
    static func appendItem(_ item: String, to output: inout [UInt8]) {
        var bytes = Array(item.utf8)
        bytes.withUnsafeMutableBufferPointer { pointer in
            for index in pointer.indices {
                let byte = pointer[index]
                if isWhiteSpace(byte) || byte == UInt8(ascii: "|") || byte == UInt8(ascii: ",") {
                    append(UInt16(byte), to: &output)
                } else if startsEscape(UnsafeBufferPointer(pointer), at: index) {
                    append(UInt16(underscore), to: &output)
                } else {
                    output.append(byte)
                }
            }
        }
    }

    /// Adds the escape of a code unit to `output`.
    static func append(_ code: UInt16, to output: inout [UInt8]) {
        output.append(underscore)
        output.append(UInt8(ascii: "x"))
        for shift in [12, 8, 4, 0] as [UInt16] {
            let digit = UInt8((code >> shift) & 15)
            output.append(digit < 10 ? 48 + digit : 55 + digit)
        }
        output.append(underscore)
    }

    /// Whether an underscore, `x` and four upper-case hexadecimal digits stand at `index`.
    static func startsEscape(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard bytes[index] == underscore, index + 5 < bytes.count,
            bytes[index + 1] == UInt8(ascii: "x")
        else { return false }
        return (2...5).allSatisfy { digit(bytes[index + $0]) != nil }
    }

    /// The text that `bytes`, in UTF-8, stand for.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard let first = bytes.firstIndex(of: underscore),
            bytes[first...].contains(UInt8(ascii: "x"))
        else { return String(decoding: bytes, as: UTF8.self) }
        var output = [UInt8]()
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if let character = escaped(bytes, at: index) {
                output.append(contentsOf: String(character).utf8)
                index += 7
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// The text that an item of a list stands for.
    static func read(_ item: Substring) -> String {
        var item = item
        return item.withUTF8 { read($0) }
    }

    private static func escaped(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int)
        -> Unicode.Scalar?
    {
        guard startsEscape(bytes, at: index), index + 6 < bytes.count,
            bytes[index + 6] == underscore
        else { return nil }
        var code: UInt32 = 0
        for offset in 2...5 { code = code << 4 | UInt32(digit(bytes[index + offset]) ?? 0) }
        switch code {
        case 0...0x20, 0x2C, 0x5F, 0x7C, 0xFFFE, 0xFFFF: return Unicode.Scalar(code)
        default: return nil
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        default: nil
        }
    }
}
