/// Measures XML before it is parsed, so that no tree is built of what is refused anyway.
///
/// It follows well-formed markup byte by byte and counts what a parser would build; the parser stops where
/// markup ceases to be well-formed, so it never builds more than was counted.
struct XMLScreening {
    /// The attributes and namespace declarations of one element; parsers take quadratic time to compare them.
    static let attributes = 128
    /// The namespaces declared at one place; a parser looks through them for every name.
    static let namespaces = 256
    private let limits: DocumentLimits
    private var elements = 0
    /// For each element that is open, the namespaces that it declares.
    private var open = [Int]()
    /// The namespaces that are declared where the walk stands.
    private var namespaces = 0

    /// Refuses a document that is too large, declares anything, or is not in UTF-8.
    ///
    /// Time is linear in the number of bytes.
    static func screen(_ bytes: [UInt8], limits: DocumentLimits) throws(DocumentError) {
        if bytes.count > limits.bytes { throw .tooLarge(what: "bytes", limit: limits.bytes) }
        if let index = bytes.firstIndex(of: 0) {
            throw .notWellFormed(line: line(of: index, in: bytes), reason: "a NUL byte")
        }
        if String(validating: bytes, as: UTF8.self) == nil {
            throw .notWellFormed(line: nil, reason: "the bytes are not UTF-8")
        }
        try checkDeclaration(bytes)
        var screening = XMLScreening(limits: limits)
        try screening.walk(bytes)
    }

    private init(limits: DocumentLimits) { self.limits = limits }

    private mutating func walk(_ bytes: [UInt8]) throws(DocumentError) {
        var index = 0
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            index = start + 1
            guard index < bytes.count else { return }
            switch bytes[index] {
            case UInt8(ascii: "!"):
                if Self.starts(bytes, at: index, with: "!DOCTYPE")
                    || Self.starts(bytes, at: index, with: "!ENTITY")
                {
                    throw .declaresEntities
                }
                if Self.starts(bytes, at: index, with: "![CDATA[") {
                    index = try skip(bytes, from: index + 8, past: "]]>")
                } else {
                    index = try skip(bytes, from: index + 3, past: "-->")
                }
            case UInt8(ascii: "?"): index = try skip(bytes, from: index + 1, past: "?>")
            case UInt8(ascii: "/"): close()
            default:
                elements += 1
                open.append(0)
                if elements > limits.elements {
                    throw .tooLarge(what: "elements", limit: limits.elements)
                }
                if open.count > limits.depth {
                    throw .tooLarge(what: "elements in one another", limit: limits.depth)
                }
                index = try passTag(bytes, from: index)
            }
        }
    }

    /// The index behind the start tag whose name begins at `start`.
    private mutating func passTag(_ bytes: [UInt8], from start: Int) throws(DocumentError) -> Int {
        var index = start, attributes = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: ">"):
                if bytes[index - 1] == UInt8(ascii: "/") { close() }
                return index + 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                attributes += 1
                if attributes > Self.attributes {
                    throw .tooLarge(what: "attributes of an element", limit: Self.attributes)
                }
                guard let end = bytes[(index + 1)...].firstIndex(of: bytes[index]) else {
                    throw .notWellFormed(
                        line: Self.line(of: index, in: bytes), reason: "a value has no end")
                }
                index = end + 1
            case UInt8(ascii: "x") where Self.starts(bytes, at: index, with: "xmlns"):
                try declareNamespace()
                index += 5
            default: index += 1
            }
        }
        return index
    }

    private mutating func declareNamespace() throws(DocumentError) {
        namespaces += 1
        open[open.count - 1] += 1
        if namespaces > Self.namespaces {
            throw .tooLarge(what: "namespaces at one place", limit: Self.namespaces)
        }
    }

    private mutating func close() { namespaces -= open.popLast() ?? 0 }

    /// The index behind the end of a comment, section or instruction; entities are declared in none of them.
    private func skip(_ bytes: [UInt8], from start: Int, past end: StaticString)
        throws(DocumentError) -> Int
    {
        var index = start
        while index < bytes.count {
            if Self.starts(bytes, at: index, with: end) { return index + end.utf8CodeUnitCount }
            if Self.starts(bytes, at: index, with: "<!DOCTYPE")
                || Self.starts(bytes, at: index, with: "<!ENTITY")
            {
                throw .declaresEntities
            }
            index += 1
        }
        throw .notWellFormed(
            line: Self.line(of: min(start, bytes.count), in: bytes),
            reason: "\(end) is missing behind it")
    }

    private static func checkDeclaration(_ bytes: [UInt8]) throws(DocumentError) {
        guard starts(bytes, at: 0, with: "<?xml"),
            let end = bytes.firstIndex(of: UInt8(ascii: ">"))
        else { return }
        // Names and values by turns: `<?xml version=`, `1.0`, ` encoding=`, `UTF-8`, `?`.
        let parts = bytes[..<end]
            .split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: "\"") || $0 == 39 }
            .map { String(decoding: $0, as: UTF8.self) }
        for (name, value) in zip(parts, parts.dropFirst()) where name.contains("encoding") {
            if value.lowercased() != "utf-8" {
                throw .notWellFormed(line: 1, reason: "the encoding is \(value), not UTF-8")
            }
        }
    }

    private static func starts(_ bytes: [UInt8], at index: Int, with text: StaticString) -> Bool {
        guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { text in
            for offset in text.indices where bytes[index + offset] != text[offset] { return false }
            return true
        }
    }

    private static func line(of index: Int, in bytes: [UInt8]) -> Int {
        bytes[..<index].reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    }
}
