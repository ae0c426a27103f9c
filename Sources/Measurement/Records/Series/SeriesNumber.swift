/// Reads the values of a series.
enum SeriesNumber {
    /// The number; nan for one that is missing; nil for what is none.
    static func parse(_ field: ByteSlice) -> Double? {
        if let plain = DecimalText.parse(field) { return plain }
        if field.count == 0 || field.isAbsent { return .nan }
        guard field.count <= 64 else { return nil }
        let text = String(decoding: field.buffer, as: UTF8.self)
        if ["nan", "na", "null", "none"].contains(text.lowercased()) { return .nan }
        guard
            field[field.count - 1].isDigit || field[field.count - 1] == 0x2e
                || text.lowercased().hasSuffix("inf") || text.lowercased().hasSuffix("infinity"),
            let number = Double(text)
        else { return nil }
        return number.isFinite ? number : .nan
    }

    /// Whether bytes are those of a decimal number.
    static func isPlain(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.contains { $0.isDigit }
            && bytes.allSatisfy { $0.isDigit || [0x2b, 0x2d, 0x2e, 0x45, 0x65].contains($0) }
    }
}
