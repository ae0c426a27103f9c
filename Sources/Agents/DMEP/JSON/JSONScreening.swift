/// Measures JSON before it is parsed, so that no values are built of what is refused anyway.
///
/// It follows strings and brackets only; what stands between them is the parser's to judge. Keys that come
/// twice in an object are refused, because readers differ in which one they believe (RFC 8259, section 4).
struct JSONScreening {
    /// The keys of one object; the protocol's objects have less than twenty.
    static let keys = 64
    private let bytes: [UInt8]
    private let limits: DocumentLimits
    private var index = 0
    private var values = 0
    /// For each object or array that is open, the keys that it has so far; nil for an array.
    private var open = [[ArraySlice<UInt8>]?]()

    /// Refuses a document that is too large, has a key twice, or is not in UTF-8.
    ///
    /// Time is linear in the number of bytes.
    static func screen(_ bytes: [UInt8], limits: DocumentLimits) throws(DocumentError) {
        if bytes.count > limits.bytes { throw .tooLarge(what: "bytes", limit: limits.bytes) }
        if bytes.contains(0) { throw .notWellFormed(line: nil, reason: "a NUL byte") }
        if String(validating: bytes, as: UTF8.self) == nil {
            throw .notWellFormed(line: nil, reason: "the bytes are not UTF-8")
        }
        var screening = JSONScreening(bytes: bytes, limits: limits)
        try screening.walk()
    }

    private init(bytes: [UInt8], limits: DocumentLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    private mutating func walk() throws(DocumentError) {
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                try countValue()
                open.append(byte == UInt8(ascii: "{") ? [] : nil)
                if open.count > limits.depth {
                    throw .tooLarge(what: "values in one another", limit: limits.depth)
                }
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
            case UInt8(ascii: ","): try countValue()
            case UInt8(ascii: "\""): try passString()
            default: break
            }
        }
    }

    private mutating func countValue() throws(DocumentError) {
        values += 1
        if values > limits.elements { throw .tooLarge(what: "values", limit: limits.elements) }
    }

    private mutating func passString() throws(DocumentError) {
        let start = index
        var saved = 0
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\\") {
                // At least so many of the bytes stand for none in the text.
                saved += index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "u") ? 5 : 1
                index += 1
            }
            index += 1
        }
        guard index < bytes.count else {
            throw .notWellFormed(line: line(of: start), reason: "a text has no end")
        }
        let text = bytes[start..<index]
        index += 1
        if text.count - saved > limits.textBytes {
            throw .tooLarge(what: "bytes in one text", limit: limits.textBytes)
        }
        if isKey { try note(key: text) }
    }

    /// Whether a colon comes next.
    private var isKey: Bool {
        var next = index
        while next < bytes.count, EscapedText.isWhiteSpace(bytes[next]) { next += 1 }
        return next < bytes.count && bytes[next] == UInt8(ascii: ":")
    }

    private mutating func note(key: ArraySlice<UInt8>) throws(DocumentError) {
        guard let last = open.indices.last, open[last] != nil else { return }
        let name = String(decoding: key, as: UTF8.self)
        // Written in another way, one key could come twice unnoticed.
        if key.contains(UInt8(ascii: "\\")) {
            throw .unexpected(
                element: "a key with a backslash, \(name),", within: "line \(line(of: index))")
        }
        if open[last]?.contains(key) == true {
            throw .notWellFormed(line: line(of: index), reason: "the key \(name) comes twice")
        }
        open[last]?.append(key)
        if open[last]?.count ?? 0 > Self.keys {
            throw .tooLarge(what: "keys in an object", limit: Self.keys)
        }
    }

    private func line(of index: Int) -> Int {
        bytes[..<index].reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    }
}
