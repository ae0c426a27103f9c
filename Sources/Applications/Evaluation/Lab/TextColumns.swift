/// Colours and columns for a terminal.
struct TextColumns: Sendable {
    /// Whether colours may be used.
    let usesColour: Bool

    private func wrap(_ text: String, _ code: String) -> String {
        usesColour && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    func bold(_ text: String) -> String { wrap(text, "1") }
    func dim(_ text: String) -> String { wrap(text, "2") }
    func red(_ text: String) -> String { wrap(text, "31") }
    func green(_ text: String) -> String { wrap(text, "32") }
    func yellow(_ text: String) -> String { wrap(text, "33") }

    /// The text, filled with spaces on the right, or cut, to a width in characters.
    static func left(_ text: String, _ width: Int) -> String {
        let cut = shortened(text, width)
        return cut + String(repeating: " ", count: max(0, width - cut.count))
    }

    /// The text, filled with spaces on the left, never cut: figures stay whole.
    static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    /// The text, cut with an ellipsis where it is longer than a width.
    static func shortened(_ text: String, _ width: Int) -> String {
        text.count <= width ? text : text.prefix(max(0, width - 1)) + "\u{2026}"
    }
}
