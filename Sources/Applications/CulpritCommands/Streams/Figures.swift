import Foundation

/// Figures as people read them.
enum Figures {
    /// A whole number with its thousands apart: `100,000`; one decimal where it is small and not whole.
    static func count(_ value: Double) -> String {
        guard value.isFinite else { return "?" }
        if value < 99.95, value != value.rounded() { return String(format: "%.1f", value) }
        let digits = String(format: "%.0f", value)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3), text != "-" { text += "," }
            text.append(digit)
        }
        return text
    }

    /// A rate in per cent with two significant digits, without the sign.
    static func percent(_ rate: Double) -> String {
        let value = 100 * rate
        switch value {
        case 99.95...: return value == 100 ? "100" : String(format: "%.1f", min(value, 99.9))
        case 9.95...: return String(format: "%.0f", value)
        case 0.995...: return String(format: "%.1f", value)
        case 0.0995...: return String(format: "%.2f", value)
        case 0.00995...: return String(format: "%.3f", value)
        case 0: return "0"
        default: return "<0.01"
        }
    }

    /// Odds as `12:1`, `1:30` or `10⁹:1`.
    static func odds(_ odds: Double) -> String {
        odds < 1 ? "1:" + size(ofOdds: 1 / odds) : size(ofOdds: odds) + ":1"
    }

    private static func size(ofOdds size: Double) -> String {
        if size < 9.95 { return String(format: "%.1f", size) }
        if size < 99_999.5 { return count(size.rounded()) }
        let superscripts = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        let exponent = String(Int(log10(size).rounded(.down)))
        return "10" + String(exponent.compactMap { $0.wholeNumberValue.map { superscripts[$0] } })
    }

    /// A time of UTC as `2015-05-17 10:05:03`.
    static func time(_ microseconds: Int64) -> String {
        String(JSONText.time(microseconds).prefix(19)).replacingOccurrences(
            of: "T", with: " ")
    }

    /// Begin and end; the day once if it is the same.
    static func times(_ times: ClosedRange<Int64>) -> String {
        let begin = time(times.lowerBound)
        let end = time(times.upperBound)
        if begin == end { return begin }
        return begin + " – " + (begin.prefix(10) == end.prefix(10) ? String(end.suffix(8)) : end)
    }

    /// A bar, solid to the low end of an interval and shaded to its high end, of a rate that fills it at `full`.
    static func bar(low: Double, high: Double, full: Double, width: Int) -> String {
        let cells = Double(width)
        let scale = full > 0 ? cells / full : 0
        let solid = min(width, max(0, Int((low * scale).rounded())))
        let shaded = min(width, max(solid, Int((high * scale).rounded(.up)), 1))
        return String(repeating: "█", count: solid)
            + String(repeating: "▒", count: shaded - solid)
            + String(repeating: " ", count: width - shaded)
    }

    /// A course in one line, the largest value highest; a dot where there was nothing.
    static func sparkline(_ course: [Double?]) -> String {
        let steps = Array("▁▂▃▄▅▆▇█")
        let most = course.compactMap { $0 }.max() ?? 0
        return String(
            course.map { value in
                guard let value else { return "·" }
                guard most > 0 else { return steps[0] }
                return steps[min(7, max(0, Int(value / most * 8)))]
            })
    }

    /// A message that holds text of a log, fit for a terminal: without control characters, and not too long.
    static func message(_ text: String) -> String {
        let safe = text.unicodeScalars.prefix(1_000).map { scalar -> Character in
            scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value)
                ? "\u{FFFD}" : Character(scalar)
        }
        return String(safe) + (text.unicodeScalars.count > 1_000 ? "…" : "")
    }

    /// Columns that a text takes on a terminal, as long as no character is wider than one.
    static func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - text.count))
        return right ? blanks + text : text + blanks
    }

    /// The text, cut in the middle where it is too long: prefixes of URLs are alike.
    static func shortened(_ text: String, _ width: Int) -> String {
        guard text.count > width, width >= 8 else { return text }
        let tail = (width - 1) / 3
        return text.prefix(width - 1 - tail) + "…" + text.suffix(tail)
    }
}
