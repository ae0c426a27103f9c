import Ontology

/// Reads a JSON object by its keys, with the rules of the protocol.
///
/// A key that is not known is ignored when its value is a text, a number or a truth, as an unknown attribute is
/// in XML, and refused when it is an object or an array, as an unknown element is.
struct ObjectReader {
    private let container: KeyedDecodingContainer<DocumentKey>
    private let decoder: any Decoder

    /// Opens the object that `decoder` stands at.
    init(_ decoder: any Decoder, keys: [DocumentKey]) throws {
        container = try decoder.container(keyedBy: DocumentKey.self)
        self.decoder = decoder
        for key in container.allKeys where !keys.contains(key) {
            let isNested =
                (try? container.nestedContainer(keyedBy: DocumentKey.self, forKey: key)) != nil
                || (try? container.nestedUnkeyedContainer(forKey: key)) != nil
            if isNested { throw DocumentError.unexpected(element: key.stringValue, within: place) }
        }
    }

    /// What must hold of the values.
    var validation: DocumentValidation { JSONText.validation(of: decoder) }

    /// The keys and indices that lead here.
    var place: String { DocumentError.place(container.codingPath) }

    /// Whether there is a value other than null under the key.
    func has(_ key: DocumentKey) -> Bool {
        container.contains(key) && (try? container.decodeNil(forKey: key)) != true
    }

    /// A value that must be there.
    func value<Value: Decodable>(_ key: DocumentKey) throws -> Value {
        try container.decode(Value.self, forKey: key)
    }

    /// A value that may be left out.
    func optional<Value: Decodable>(_ key: DocumentKey) throws -> Value? {
        try container.decodeIfPresent(Value.self, forKey: key)
    }

    /// A list that may be left out when it is empty.
    func list<Value: Decodable>(_ key: DocumentKey) throws -> [Value] {
        try container.decodeIfPresent([Value].self, forKey: key) ?? []
    }

    /// A name or a value, without white space at its ends.
    func trimmed(_ key: DocumentKey) throws -> String {
        ListText.trimmed(try container.decode(String.self, forKey: key))
    }

    /// URIs without white space at their ends; they may be left out.
    func uris(_ key: DocumentKey) throws -> [String] {
        try (list(key) as [String]).map { ListText.trimmed($0) }
    }

    /// A property path.
    func path(_ key: DocumentKey) throws -> PropertyPath { ListText.path(try value(key)) }

    /// A list of property paths, which may be left out.
    func paths(_ key: DocumentKey) throws -> [PropertyPath] {
        try (list(key) as [String]).map { ListText.path($0) }
    }

    /// The value of `responseStatus`: 1 for success, 0 otherwise.
    func responseStatus() throws -> Bool {
        let status: Int = try value("responseStatus")
        guard status == 0 || status == 1 else {
            throw DocumentError.invalid(
                what: "responseStatus in \(place)", value: "\(status)", reason: "1 or 0 is needed")
        }
        return status == 1
    }

    /// Does what may be refused, and adds to the error where it was.
    func located<Value>(_ make: () throws(DocumentError) -> Value) throws -> Value {
        do { return try make() } catch { throw error.at(place) }
    }
}
