/// Numbers as people write them, and as the reader reads them back without loss.
enum NumberText {
    /// The shortest text that means exactly this number, without the `.0` of whole ones.
    static func of(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
