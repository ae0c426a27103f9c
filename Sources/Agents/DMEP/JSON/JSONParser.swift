/// Reads JSON (RFC 8259) within limits that are met while reading, before memory is spent.
///
/// An object with the same key twice is refused, because readers differ in which one they believe (section 4).
struct JSONParser {
    /// The keys of one object; the protocol's objects have less than twenty.
    static let keys = 64
    let bytes: [UInt8]
    let validation: DocumentValidation
    var index = 0
    private var line = 1
    private var values = 0
    private var depth = 0

    /// Reads the one value of a text in UTF-8.
    ///
    /// Time is linear in the number of bytes, and the stack that is used is bounded by the limit of depth.
    static func parse(_ bytes: [UInt8], validation: DocumentValidation)
        throws(DocumentError) -> JSONNode
    {
        let limit = validation.limits.bytes
        if bytes.count > limit { throw .tooLarge(what: "bytes", limit: limit) }
        if String(validating: bytes, as: UTF8.self) == nil {
            throw .notWellFormed(line: nil, reason: "the bytes are not UTF-8")
        }
        var parser = JSONParser(bytes: bytes, validation: validation)
        let node = try parser.value(name: "the document")
        parser.skipSpace()
        if parser.index < bytes.count { throw parser.error("more follows behind the document") }
        return node
    }

    private init(bytes: [UInt8], validation: DocumentValidation) {
        self.bytes = bytes
        self.validation = validation
    }

    private mutating func value(name: String) throws(DocumentError) -> JSONNode {
        skipSpace()
        values += 1
        if values > validation.limits.elements {
            throw .tooLarge(what: "values", limit: validation.limits.elements)
        }
        let start = line
        return JSONNode(
            value: try content(name: name), name: name, line: start, validation: validation)
    }

    private mutating func content(name: String) throws(DocumentError) -> JSONNode.Value {
        guard index < bytes.count else { throw error("a value is missing at the end") }
        switch bytes[index] {
        case UInt8(ascii: "{"):
            return .object(try nested { (parser) throws(DocumentError) in try parser.members() })
        case UInt8(ascii: "["):
            return .array(
                try nested { (parser) throws(DocumentError) in
                    try parser.items(name: name)
                })
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "-"), 48...57: return .number(try number())
        case UInt8(ascii: "t"): return try word("true", .truth(true))
        case UInt8(ascii: "f"): return try word("false", .truth(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw error("a value cannot begin like this")
        }
    }

    private mutating func nested<Content>(
        _ read: (inout JSONParser) throws(DocumentError) -> Content
    ) throws(DocumentError) -> Content {
        depth += 1
        if depth > validation.limits.depth {
            throw .tooLarge(what: "values in one another", limit: validation.limits.depth)
        }
        index += 1
        let content = try read(&self)
        depth -= 1
        return content
    }

    private mutating func members() throws(DocumentError) -> [(key: String, value: JSONNode)] {
        var members = [(key: String, value: JSONNode)]()
        if passes(UInt8(ascii: "}")) { return members }
        repeat {
            skipSpace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
                throw error("a key is missing")
            }
            let key = try text()
            if members.contains(where: { $0.key == key }) {
                throw error("the key \(key) comes twice")
            }
            if members.count == Self.keys {
                throw .tooLarge(what: "keys in an object", limit: Self.keys)
            }
            guard passes(UInt8(ascii: ":")) else { throw error("a colon is missing behind \(key)") }
            members.append((key: key, value: try value(name: key)))
        } while passes(UInt8(ascii: ","))
        guard passes(UInt8(ascii: "}")) else { throw error("a comma or } is missing") }
        return members
    }

    private mutating func items(name: String) throws(DocumentError) -> [JSONNode] {
        var items = [JSONNode]()
        if passes(UInt8(ascii: "]")) { return items }
        repeat { items.append(try value(name: name)) } while passes(UInt8(ascii: ","))
        guard passes(UInt8(ascii: "]")) else { throw error("a comma or ] is missing") }
        return items
    }

    private mutating func word(_ word: StaticString, _ value: JSONNode.Value)
        throws(DocumentError) -> JSONNode.Value
    {
        let end = index + word.utf8CodeUnitCount
        guard end <= bytes.count, bytes[index..<end].elementsEqual("\(word)".utf8) else {
            throw error("a value cannot begin like this")
        }
        index = end
        return value
    }

    /// A number as it is written, once its form is checked (section 6).
    private mutating func number() throws(DocumentError) -> String {
        let start = index
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        let first = index
        guard passDigits() else { throw error("a number has no digits") }
        if bytes[first] == UInt8(ascii: "0"), index > first + 1 {
            throw error("a number begins with 0")
        }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            guard passDigits() else { throw error("digits are missing behind a point") }
        }
        if index < bytes.count, bytes[index] | 32 == UInt8(ascii: "e") {
            index += 1
            if index < bytes.count, bytes[index] == 43 || bytes[index] == 45 { index += 1 }
            guard passDigits() else { throw error("digits are missing in an exponent") }
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func passDigits() -> Bool {
        let start = index
        while index < bytes.count, (48...57).contains(bytes[index]) { index += 1 }
        return index > start
    }

    /// Passes `byte`, if it is next.
    mutating func passesNext(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Passes white space and `byte`, if it is next.
    private mutating func passes(_ byte: UInt8) -> Bool {
        skipSpace()
        return passesNext(byte)
    }

    private mutating func skipSpace() {
        while index < bytes.count, EscapedText.isWhiteSpace(bytes[index]) {
            if bytes[index] == UInt8(ascii: "\n") { line += 1 }
            index += 1
        }
    }

    func error(_ reason: String) -> DocumentError {
        .notWellFormed(line: line, reason: reason)
    }
}
