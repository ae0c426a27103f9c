import Ontology

/// What can be read from JSON.
protocol JSONReadable {
    /// Reads a value, or says why it is none.
    init(json: JSONNode) throws(DocumentError)
}

/// What is an object in JSON.
protocol JSONObject: JSONReadable {
    /// Writes its keys into the object that was begun for it.
    func write(to json: inout JSONWriter)
}

/// What is a text, a number or a truth in JSON.
protocol JSONScalar: JSONReadable {
    /// Adds its JSON to the end.
    func append(to bytes: inout [UInt8])
}

extension String: JSONScalar {
    init(json: JSONNode) throws(DocumentError) {
        guard case .text(let text) = json.value else { throw json.mismatch("a text") }
        self = text
    }

    func append(to bytes: inout [UInt8]) {
        var text = self
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { input in
            var start = 0
            for index in input.indices {
                let byte = input[index]
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                    continue
                }
                bytes.append(contentsOf: input[start..<index])
                start = index + 1
                Self.append(escapeOf: byte, to: &bytes)
            }
            bytes.append(contentsOf: input[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func append(escapeOf byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case 0x0A: bytes += "\\n".utf8
        case 0x0D: bytes += "\\r".utf8
        case 0x09: bytes += "\\t".utf8
        default:
            bytes += byte < 0x10 ? "\\u000".utf8 : "\\u00".utf8
            bytes += String(byte, radix: 16).utf8
        }
    }
}

extension Bool: JSONScalar {
    init(json: JSONNode) throws(DocumentError) {
        guard case .truth(let truth) = json.value else { throw json.mismatch("true or false") }
        self = truth
    }

    func append(to bytes: inout [UInt8]) { bytes += description.utf8 }
}

extension Double: JSONScalar {
    init(json: JSONNode) throws(DocumentError) {
        guard case .number(let text) = json.value else { throw json.mismatch("a number") }
        self = try NumberText.decimal(text, of: json.place)
    }

    /// A text where it is no number: readers refuse it, and nothing is lost without a word.
    func append(to bytes: inout [UInt8]) {
        if isFinite { bytes += description.utf8 } else { description.append(to: &bytes) }
    }
}

extension FixedWidthInteger {
    init(json: JSONNode) throws(DocumentError) {
        guard case .number(let text) = json.value else { throw json.mismatch("a whole number") }
        self = try NumberText.integer(text, of: json.place)
    }

    func append(to bytes: inout [UInt8]) { bytes += String(self).utf8 }
}

extension Int: JSONScalar {}
extension Int64: JSONScalar {}
extension UInt32: JSONScalar {}

extension OntologyURI: JSONScalar {
    init(json: JSONNode) throws(DocumentError) {
        self.init(ListText.trimmed(try String(json: json)))
    }

    func append(to bytes: inout [UInt8]) { text.append(to: &bytes) }
}
