/// How wide words are, without a font: an upper estimate over the usual sans-serif fonts.
///
/// The figures are those of DejaVu Sans, which is wider than Helvetica, Segoe UI, Roboto and San
/// Francisco; drawings that hold with it hold with them.
enum TextMeasure {
    /// The width of a line of words in pixels.
    static func width(_ text: String, size: Double, isBold: Bool = false) -> Double {
        text.reduce(0) { $0 + share(of: $1) } * size * (isBold ? 1.1 : 1)
    }

    private static func share(of character: Character) -> Double {
        switch character {
        case "i", "j", "l", "I", "'", "|": 0.3
        case " ", ".", ",", ":", ";", "t", "f", "r", "(", ")", "[", "]", "/", "-", "·": 0.4
        case "m", "w", "M", "W", "@", "%", "\u{2026}": 0.98
        case "A"..."Z", "+", "<", ">", "±": 0.78
        default: 0.635
        }
    }

    /// The text in lines no wider than given, broken at spaces.
    static func lines(_ text: String, width limit: Double, size: Double) -> [String] {
        var lines = [String]()
        for word in text.split(separator: " ") {
            if let last = lines.last, width("\(last) \(word)", size: size) <= limit {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }

    /// The text, cut with an ellipsis where it is wider than given.
    static func shortened(_ text: String, width limit: Double, size: Double) -> String {
        guard width(text, size: size) > limit else { return text }
        var cut = text
        while !cut.isEmpty, width(cut + "\u{2026}", size: size) > limit { cut.removeLast() }
        return cut + "\u{2026}"
    }
}
