/// A line of the neutral form: outcome, weight perhaps, and the faults that could be to blame.
///
/// `1 *12 as:7018 server:a:0.5` says that 12 requests failed that either fault can have failed, the second
/// in half of the cases where it is there. The outcome is 1 for a failure and 0 for a success. What stands
/// behind the last colon of a word is its strength if it is a decimal fraction with a point, above 0 and at
/// most 1; a line that begins with `#` is a remark. So `version:1.0` needs a strength (`version:1.0:1.0`), and `as:7018` does not.
enum ObservationLine {
    /// Whether a line begins as an observation does.
    static func isOne(_ line: ByteSlice) -> Bool {
        let line = line.trimmed
        guard line.count > 0, line[0] == 0x30 || line[0] == 0x31 else { return false }
        return line.count == 1 || isBlank(line[1])
    }

    /// Whether a line is a remark, which says nothing.
    @inline(__always)
    static func isRemark(_ line: ByteSlice) -> Bool { line.count > 0 && line[0] == 0x23 }

    /// Takes the next word off the line; nil at its end.
    @inline(__always)
    static func nextWord(_ line: inout ByteSlice) -> ByteSlice? {
        var start = 0
        while start < line.count, isBlank(line[start]) { start += 1 }
        guard start < line.count else { return nil }
        var end = start
        while end < line.count, !isBlank(line[end]) { end += 1 }
        let word = ByteSlice(line.start + start, count: end - start)
        line = line.dropping(end)
        return word
    }

    /// A word's name and its strength; nil for a strength of nothing.
    @inline(__always)
    static func fault(_ word: ByteSlice) -> (name: ByteSlice, strength: Float)? {
        var colon = word.count - 1
        // A strength is digits and a point; anything else ends the search at once.
        while colon > 0, word[colon].isDigit || word[colon] == 0x2e { colon -= 1 }
        guard colon > 0, word[colon] == 0x3a else { return (word, 1) }
        let digits = word.dropping(colon + 1)
        guard digits.firstIndex(of: 0x2e) != nil, let value = DecimalText.parse(digits), value <= 1
        else { return (word, 1) }
        guard value > 0 else { return nil }
        return (word.prefix(colon), Float(value))
    }

    @inline(__always)
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
