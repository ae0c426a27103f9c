#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads decimal numbers such as `12`, `0.25` and `.5`.
enum DecimalText {
    /// The number, which may have a sign and an exponent as in `-1.5e-3`; nil for any other text.
    ///
    /// Infinity and what is no number are other texts; so are more than 18 digits before the point.
    @inline(__always)
    static func signed(_ text: ByteSlice) -> Double? {
        parse(text) ?? written(text.trimmed)
    }

    @inline(never)
    private static func written(_ whole: ByteSlice) -> Double? {
        var text = whole
        guard text.count > 0, text.count <= 64 else { return nil }
        let isNegative = text[0] == 0x2d
        if isNegative || text[0] == 0x2b { text = text.dropping(1) }
        var exponent = 0
        if let mark = text.firstIndex(of: 0x65) ?? text.firstIndex(of: 0x45) {
            var digits = text.dropping(mark + 1)
            text = text.prefix(mark)
            guard digits.count > 0 else { return nil }
            let isFraction = digits[0] == 0x2d
            if isFraction || digits[0] == 0x2b { digits = digits.dropping(1) }
            guard (1...4).contains(digits.count) else { return nil }
            for index in 0..<digits.count {
                guard digits[index].isDigit else { return nil }
                exponent = exponent * 10 + Int(digits[index] - 0x30)
            }
            if isFraction { exponent = -exponent }
        }
        guard let value = parse(text) else { return nil }
        return (isNegative ? -value : value) * (exponent == 0 ? 1 : pow(10, Double(exponent)))
    }

    /// The number, without sign and exponent; nil for any other text and for more than 18 digits before the point.
    @inline(__always)
    static func parse(_ text: ByteSlice) -> Double? {
        var whole: Int64 = 0
        var fraction: Int64 = 0
        var scale = 1.0
        var index = 0
        while index < text.count, text[index].isDigit {
            guard index < 18 else { return nil }
            whole = whole * 10 + Int64(text[index] - 0x30)
            index += 1
        }
        var digits = index
        if index < text.count, text[index] == 0x2e {
            index += 1
            let start = index
            while index < text.count, text[index].isDigit {
                // Digits beyond these change nothing that a double could hold.
                if index - start < 15 {
                    fraction = fraction * 10 + Int64(text[index] - 0x30)
                    scale *= 10
                }
                index += 1
            }
            digits += index - start
        }
        guard digits > 0, index == text.count else { return nil }
        return Double(whole) + Double(fraction) / scale
    }
}
