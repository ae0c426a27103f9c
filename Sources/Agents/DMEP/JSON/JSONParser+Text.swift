extension JSONParser {
    /// The text that begins with the quotation mark at `index`.
    mutating func text() throws(DocumentError) -> String {
        index += 1
        let start = index
        passPlain()
        guard index < bytes.count else { throw error("a text has no end") }
        guard bytes[index] != UInt8(ascii: "\"") else {
            index += 1
            try check(size: index - 1 - start)
            return String(decoding: bytes[start..<(index - 1)], as: UTF8.self)
        }
        var content = Array(bytes[start..<index])
        while index < bytes.count, bytes[index] == UInt8(ascii: "\\") {
            content.append(contentsOf: try escape().utf8)
            let start = index
            passPlain()
            content.append(contentsOf: bytes[start..<index])
            try check(size: content.count)
        }
        guard passesNext(UInt8(ascii: "\"")) else {
            throw error(index < bytes.count ? "a control character in a text" : "a text has no end")
        }
        return String(decoding: content, as: UTF8.self)
    }

    /// Passes what stands for itself in a text.
    private mutating func passPlain() {
        while index < bytes.count, bytes[index] >= 0x20, bytes[index] != UInt8(ascii: "\""),
            bytes[index] != UInt8(ascii: "\\")
        {
            index += 1
        }
    }

    /// The character that an escape stands for (section 7).
    private mutating func escape() throws(DocumentError) -> String {
        index += 2
        guard index <= bytes.count else { throw error("a text has no end") }
        switch bytes[index - 1] {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try codedCharacter()
        default: throw error("no such escape")
        }
    }

    private mutating func codedCharacter() throws(DocumentError) -> String {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return String(scalar) }
        guard first < 0xDC00, passesNext(UInt8(ascii: "\\")), passesNext(UInt8(ascii: "u")) else {
            throw error("half a character")
        }
        let second = try codeUnit()
        let code = 0x10000 + ((UInt32(first) & 0x3FF) << 10) + (UInt32(second) & 0x3FF)
        guard second & 0xFC00 == 0xDC00, let scalar = Unicode.Scalar(code) else {
            throw error("half a character")
        }
        return String(scalar)
    }

    private mutating func codeUnit() throws(DocumentError) -> UInt16 {
        let end = index + 4
        guard end <= bytes.count, !bytes[index..<end].contains(UInt8(ascii: "+")),
            let unit = UInt16(String(decoding: bytes[index..<end], as: UTF8.self), radix: 16)
        else { throw error("four hexadecimal digits are missing") }
        index = end
        return unit
    }

    private func check(size: Int) throws(DocumentError) {
        let limit = validation.limits.textBytes
        if size > limit { throw .tooLarge(what: "bytes in one text", limit: limit) }
    }
}
