/// Reads decimal numbers such as `12`, `0.25` and `.5`, without sign and exponent.
enum DecimalText {
    /// The number; nil for any other text and for more than 18 digits before the point.
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
