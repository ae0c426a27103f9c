extension XMLWriter {
    /// Where a text is written, which decides what has to be escaped.
    enum Context {
        /// Between tags.
        case text
        /// Within quotation marks.
        case attribute
        /// Within quotation marks or between tags, where items are escaped already.
        case list
    }

    /// Adds a text with markup, and what XML 1.0 cannot hold, escaped.
    mutating func append(escaped text: String, in context: Context) {
        var text = text
        text.withUTF8 { input in
            var start = 0
            for index in input.indices {
                let byte = input[index]
                // Letters, digits and most else: nothing to do.
                if byte > 0x3E && byte != 0x5F && byte != 0xEF { continue }
                if byte > 0x26 && byte < 0x3C { continue }
                guard escapes(input, at: index, in: context) else { continue }
                bytes.append(contentsOf: input[start..<index])
                start = index + (byte == 0xEF ? 3 : 1)
                append(escapeOf: byte, at: index, in: input)
            }
            bytes.append(contentsOf: input[start...])
        }
    }

    private func escapes(_ input: UnsafeBufferPointer<UInt8>, at index: Int, in context: Context)
        -> Bool
    {
        switch input[index] {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0x0D: true
        case UInt8(ascii: "\""), 0x09, 0x0A: context != .text
        case UInt8(ascii: "_"): context != .list && EscapedText.startsEscape(input, at: index)
        // U+FFFE and U+FFFF.
        case 0xEF: input[index + 1] == 0xBF && input[index + 2] >= 0xBE
        default: EscapedText.isForbidden(input[index])
        }
    }

    private mutating func append(
        escapeOf byte: UInt8, at index: Int, in input: UnsafeBufferPointer<UInt8>
    ) {
        switch byte {
        case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
        case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
        case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
        case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
        // As references they survive the parser's treatment of line ends and attributes.
        case 0x09, 0x0A, 0x0D: bytes.append(contentsOf: "&#\(byte);".utf8)
        case 0xEF: EscapedText.append(0xFF00 | (input[index + 2] == 0xBE ? 0xFE : 0xFF), to: &bytes)
        default: EscapedText.append(UInt16(byte), to: &bytes)
        }
    }
}
