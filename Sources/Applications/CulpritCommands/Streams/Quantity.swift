/// Quantities with a unit as they are written on the command line.
enum Quantity {
    /// Seconds, minutes, hours or days: `90`, `30s`, `5m`, `1h`, `1d`; nil for anything else.
    static func duration(_ text: String) -> Duration? {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        return number(text, units).map { Duration.seconds($0) }
    }

    /// Bytes: `65536`, `64K`, `512M`, `2G`; nil for anything else.
    static func bytes(_ text: String) -> Int? {
        number(text, ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30])
    }

    private static func number(_ text: String, _ units: [Character: Int]) -> Int? {
        var digits = Substring(text)
        var unit = 1
        if let last = digits.last, let factor = units[last] ?? units[Character(last.uppercased())] {
            unit = factor
            digits.removeLast()
        }
        guard !digits.isEmpty, digits.utf8.count <= 12,
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(digits)
        else { return nil }
        let (product, overflows) = count.multipliedReportingOverflow(by: unit)
        return overflows ? nil : product
    }
}
