/// Numbers and ranges of numbers as text; refused where a looser reader would guess.
enum NumberText {
    /// An integer in decimal digits, with a sign at most before it.
    static func integer<Number: FixedWidthInteger>(_ text: String, of what: String)
        throws(DocumentError) -> Number
    {
        let text = ListText.trimmed(text)
        guard !text.utf8.starts(with: "+".utf8), let number = Number(text) else {
            throw .invalid(
                what: what, value: text,
                reason: "a whole number of at most \(Number.bitWidth) bits is needed")
        }
        return number
    }

    /// A decimal number, with an exponent where needed; may be out of any range, but is never hexadecimal.
    static func decimal(_ text: String, of what: String) throws(DocumentError) -> Double {
        let text = ListText.trimmed(text)
        guard !text.utf8.contains(where: { $0 | 32 == UInt8(ascii: "x") }),
            let number = Double(text)
        else { throw .invalid(what: what, value: text, reason: "a decimal number is needed") }
        return number
    }

    /// A truth: `true`, `false`, `1` or `0`.
    static func truth(_ text: String, of what: String) throws(DocumentError) -> Bool {
        switch ListText.trimmed(text) {
        case "true", "1": true
        case "false", "0": false
        default: throw .invalid(what: what, value: text, reason: "true or false is needed")
        }
    }

    /// The ranges of a list such as `3, 10-19` (CAPRI thesis, 5.1.3).
    static func ranges<Number: FixedWidthInteger>(_ text: String, of what: String)
        throws(DocumentError) -> [ClosedRange<Number>]
    {
        var ranges = [ClosedRange<Number>]()
        for item in text.utf8.split(separator: UInt8(ascii: ",")) {
            let bounds = item.split(
                separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
            var numbers = [Number]()
            for bound in bounds {
                numbers.append(try integer(String(Substring(bound)), of: what))
            }
            guard let first = numbers.first, let last = numbers.last, first <= last else {
                throw .invalid(
                    what: what, value: text, reason: "a range goes from the smaller to the larger")
            }
            ranges.append(first...last)
        }
        return ranges
    }

    /// Ranges as text; a range of one number is written as that number.
    static func ranges<Number: FixedWidthInteger>(_ ranges: [ClosedRange<Number>]) -> String {
        ranges.map {
            $0.lowerBound == $0.upperBound
                ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
        }.joined(separator: ",")
    }
}
