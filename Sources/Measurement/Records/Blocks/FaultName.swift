/// What names of faults may hold: text that can be printed, of limited length.
enum FaultName {
    /// How many bytes of a value go into a name; what is cut off is lost, so names that differ only behind
    /// it are one fault.
    static let limit = 200

    /// Whether all bytes are printable ASCII, as they nearly always are.
    @inline(__always)
    static func isPlain(_ bytes: ByteSlice) -> Bool {
        var worst: UInt8 = 0
        // Without a branch in it the loop is done on many bytes at once.
        for index in 0..<bytes.count { worst = max(worst, bytes[index] &- 0x20) }
        return worst < 0x5f
    }

    /// Whether all bytes are printable text in UTF-8.
    static func isPrintable(_ bytes: ArraySlice<UInt8>) -> Bool {
        var isASCII = true
        for byte in bytes {
            if byte < 0x20 || byte == 0x7f { return false }
            if byte >= 0x80 { isASCII = false }
        }
        guard !isASCII else { return true }
        // The control characters of Latin 1 (C1) move the cursor of a terminal as well.
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        return text.unicodeScalars.allSatisfy { !(0x80..<0xa0).contains($0.value) }
    }

    /// The bytes with `\xHH` for each that is no printable text.
    static func printable(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard !isPrintable(bytes) else { return Array(bytes) }
        var output = [UInt8]()
        func escape(_ byte: UInt8) {
            let digits = Array("0123456789abcdef".utf8)
            output += [0x5c, 0x78, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        var rest = bytes
        while let byte = rest.first {
            let length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
            let character = rest.prefix(length)
            if byte >= 0x20, byte != 0x7f, character.count == length, isPrintable(character) {
                output += character
                rest = rest.dropFirst(length)
            } else {
                escape(byte)
                rest = rest.dropFirst()
            }
        }
        return output
    }

    /// A value cut to the limit, at the border of a character.
    @inline(__always)
    static func cut(_ value: ByteSlice) -> ByteSlice {
        guard value.count > limit else { return value }
        var end = limit
        while end > limit - 4, value[end] & 0xc0 == 0x80 { end -= 1 }
        return value.prefix(end)
    }
}
