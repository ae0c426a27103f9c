import Ontology

/// Lists of names and property paths as one text (CAPRI thesis, A.2.1, A.3.1).
///
/// Names of a path are joined by `|`; white space around the bar is optional when reading and never written.
/// Everything is separated byte by byte, so no combining character can hide a separator.
enum ListText {
    /// The items of a list that are separated by white space.
    static func words(_ text: String) -> [String] {
        text.utf8.split(whereSeparator: EscapedText.isWhiteSpace).map { item($0) }
    }

    /// Items joined by single spaces.
    static func words(_ items: [String]) -> String { joined(items, by: UInt8(ascii: " ")) }

    /// The items of a list that are separated by commas; white space around them is ignored.
    static func commaSeparated(_ text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: ",")).compactMap { part in
            let item = item(trimmed(part))
            return item.isEmpty ? nil : item
        }
    }

    /// Items joined by commas.
    static func commaSeparated(_ items: [String]) -> String { joined(items, by: UInt8(ascii: ",")) }

    /// The path of names that are separated by `|`, white space or both.
    static func path(_ text: String) -> PropertyPath {
        PropertyPath(
            names: text.utf8.split { $0 == UInt8(ascii: "|") || EscapedText.isWhiteSpace($0) }
                .map { item($0) })
    }

    /// The names of a path joined by `|`.
    static func path(_ path: PropertyPath) -> String { joined(path.names, by: UInt8(ascii: "|")) }

    /// The paths of a list that are separated by white space without a `|` in it.
    static func paths(_ text: String) -> [PropertyPath] {
        var paths = [PropertyPath](), names = [String](), continues = false
        var rest = Substring(text).utf8
        while let start = rest.firstIndex(where: { !EscapedText.isWhiteSpace($0) }) {
            rest = rest[start...]
            if rest.first == UInt8(ascii: "|") {
                continues = true
                rest = rest.dropFirst()
                continue
            }
            let end =
                rest.firstIndex { $0 == UInt8(ascii: "|") || EscapedText.isWhiteSpace($0) }
                ?? rest.endIndex
            if !continues, !names.isEmpty {
                paths.append(PropertyPath(names: names))
                names = []
            }
            names.append(item(rest[..<end]))
            continues = false
            rest = rest[end...]
        }
        if !names.isEmpty { paths.append(PropertyPath(names: names)) }
        return paths
    }

    /// Paths joined by single spaces.
    static func paths(_ paths: [PropertyPath]) -> String {
        paths.map { path($0) }.joined(separator: " ")
    }

    /// The text without white space at its ends.
    static func trimmed(_ text: String) -> String {
        guard let first = text.utf8.first, let last = text.utf8.last,
            EscapedText.isWhiteSpace(first) || EscapedText.isWhiteSpace(last)
        else { return text }
        return String(Substring(trimmed(Substring(text).utf8)))
    }

    private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
        let start = text.drop(while: EscapedText.isWhiteSpace)
        guard let last = start.lastIndex(where: { !EscapedText.isWhiteSpace($0) }) else {
            return start
        }
        return start[...last]
    }

    private static func item(_ part: Substring.UTF8View) -> String {
        EscapedText.read(Substring(part))
    }

    private static func joined(_ items: [String], by separator: UInt8) -> String {
        var bytes = [UInt8]()
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(separator) }
            EscapedText.appendItem(item, to: &bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
