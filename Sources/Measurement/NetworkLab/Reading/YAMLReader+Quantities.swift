import YAMLDocuments

extension YAMLReader {
    /// A duration such as `300ms`, `2s`, `3m`, `4h`, `40d`, in the unit given; a number alone is in it too.
    func duration(in unit: TimeUnit) throws(YAMLDocumentError) -> Double {
        let text = try string()
        let written = TimeUnit.allCases.first { text.hasSuffix($0.rawValue) }
        guard let value = Self.decimal(text.dropLast(written?.rawValue.count ?? 0)) else {
            throw problem("`\(text)` is no duration; write 300ms, 2s, 3m, 4h or 40d")
        }
        return (written ?? unit).convert(value, to: unit)
    }

    /// A duration that is not negative.
    func positiveDuration(in unit: TimeUnit) throws(YAMLDocumentError) -> Double {
        let value = try duration(in: unit)
        guard value >= 0 else { throw problem("a duration here cannot be negative") }
        return value
    }

    /// A share such as `8%` or `0.08`, from 0 to 1.
    func share() throws(YAMLDocumentError) -> Double {
        let text = try string()
        let isPercentage = text.hasSuffix("%")
        guard let value = Self.decimal(text.dropLast(isPercentage ? 1 : 0)) else {
            throw problem("`\(text)` is no share; write 8% or 0.08")
        }
        guard (0...(isPercentage ? 100 : 1)).contains(value) else {
            throw problem("`\(text)` is no share; it goes from 0% to 100%, or from 0 to 1")
        }
        return isPercentage ? value / 100 : value
    }

    /// A rate such as `10mbit`, in bits a second.
    func rate() throws(YAMLDocumentError) -> Double {
        let text = try string()
        let unit = RateUnit.allCases.first { text.hasSuffix($0.rawValue) }
        guard let value = Self.decimal(text.dropLast(unit?.rawValue.count ?? 0)) else {
            throw problem("`\(text)` is no rate; write 600kbit, 10mbit or bits a second")
        }
        guard value > 0 else { throw problem("a rate is more than 0") }
        return value * (unit ?? .bits).bitsPerSecond
    }

    /// A whole number within limits.
    func integer(in range: ClosedRange<Int>, _ what: String) throws(YAMLDocumentError) -> Int {
        let value = try integer()
        guard range.contains(value) else {
            throw problem(
                "\(value) is no \(what); it goes from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// A port of TCP or UDP.
    func port() throws(YAMLDocumentError) -> Int { try integer(in: 1...65535, "port") }

    /// The largest packet of a link: from what IPv4 demands (RFC 791) to what its header can say.
    func packetSize() throws(YAMLDocumentError) -> Int {
        try integer(in: 68...65535, "packet size in bytes")
    }

    /// A number written in decimal, with an exponent perhaps; nil for anything else.
    ///
    /// Stricter than `Double.init`, which takes `0x1p3`, `inf` and `nan` too.
    private static func decimal(_ text: Substring) -> Double? {
        guard text.utf8.contains(where: { (0x30...0x39).contains($0) }),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
            let value = Double(text), value.isFinite
        else { return nil }
        return value
    }
}
