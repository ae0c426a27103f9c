extension BIFLexer {
    /// Powers of ten that a double holds exactly.
    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]

    /// The longest word that is tried as a number, in bytes.
    static let longestNumber = 1024

    /// The value of a token as a finite number of at least zero, correctly rounded.
    ///
    /// Digits with an optional point and exponent, as in BIF 0.15, and an optional sign; names of
    /// numbers such as `nan` and `inf`, hexadecimal forms, negative numbers and what overflows are
    /// refused. When the digits fit 53 bits and the power of ten is exact, one multiplication or
    /// division rounds correctly (Clinger, How to Read Floating Point Numbers Accurately, 1990);
    /// the rest goes through the standard library.
    func probability(_ token: Token) throws(Failure) -> Double {
        guard token.kind == .word, token.end - token.start <= Self.longestNumber,
            let parts = decimalParts(token)
        else { throw refusal(token) }
        let isSmall = parts.digits < 1 << 53 && !parts.isTruncated
        if isSmall, parts.exponent <= 0, parts.exponent >= -22 {
            return Double(parts.digits) / Self.powersOfTen[-parts.exponent]
        }
        if isSmall, parts.exponent > 0, parts.exponent <= 22 {
            return Double(parts.digits) * Self.powersOfTen[parts.exponent]
        }
        guard let value = Double(text(token)), value.isFinite, value >= 0 else {
            throw refusal(token)
        }
        return value
    }

    private func refusal(_ token: Token) -> Failure {
        Failure(offset: token.start, problem: .notAProbability(excerpt(token)))
    }

    /// The number as `digits × 10^exponent`, or nothing when the token is no decimal number.
    private func decimalParts(
        _ token: Token
    ) -> (digits: UInt64, exponent: Int, isTruncated: Bool)? {
        var index = token.start
        if bytes[index] == UInt8(ascii: "+") { index += 1 }
        var digits: UInt64 = 0
        var exponent = 0
        var count = 0
        var isTruncated = false
        var hasPoint = false
        while index < token.end {
            let byte = bytes[index]
            if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                count += 1
                if digits < 1_000_000_000_000_000_000 {
                    digits = digits * 10 + UInt64(byte - UInt8(ascii: "0"))
                } else {
                    isTruncated = true
                }
                if hasPoint { exponent -= 1 }
            } else if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else {
                break
            }
            index += 1
        }
        guard count > 0 else { return nil }
        guard index < token.end else { return (digits, exponent, isTruncated) }
        guard bytes[index] == UInt8(ascii: "e") || bytes[index] == UInt8(ascii: "E") else {
            return nil
        }
        index += 1
        var isNegative = false
        if index < token.end,
            bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+")
        {
            isNegative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        guard index < token.end else { return nil }
        var power = 0
        while index < token.end {
            let byte = bytes[index]
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            // Far beyond the range of a double already: the value no longer matters, only overflow.
            if power < 100_000 { power = power * 10 + Int(byte - UInt8(ascii: "0")) }
            index += 1
        }
        return (digits, exponent + (isNegative ? -power : power), isTruncated)
    }

    /// The start of a token's text, short enough for a message.
    func excerpt(_ token: Token) -> String {
        let longest = 60
        guard token.end - token.start > longest else { return text(token) }
        let head = Token(kind: .word, start: token.start, end: token.start + longest)
        return text(head) + "..."
    }
}
