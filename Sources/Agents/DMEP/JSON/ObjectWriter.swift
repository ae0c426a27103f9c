import Ontology

/// Writes a JSON object key by key; nil and empty lists are left out.
struct ObjectWriter {
    private var container: KeyedEncodingContainer<DocumentKey>

    /// Opens an object in `encoder`.
    init(_ encoder: any Encoder) { container = encoder.container(keyedBy: DocumentKey.self) }

    /// Writes a value when there is one.
    mutating func write(_ key: DocumentKey, _ value: (some Encodable)?) throws {
        if let value { try container.encode(value, forKey: key) }
    }

    /// Writes a list unless it is empty.
    mutating func write(_ key: DocumentKey, list: [some Encodable]) throws {
        if !list.isEmpty { try container.encode(list, forKey: key) }
    }

    /// Writes a text unless it is empty.
    mutating func write(_ key: DocumentKey, text: String) throws {
        if !text.isEmpty { try container.encode(text, forKey: key) }
    }

    /// Writes property paths unless there are none.
    mutating func write(_ key: DocumentKey, paths: [PropertyPath]) throws {
        try write(key, list: paths.map { ListText.path($0) })
    }
}
