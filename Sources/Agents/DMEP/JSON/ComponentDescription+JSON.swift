import Ontology

extension ComponentDescription {
    private static let keys: [DocumentKey] = ["kind", "id", "classes", "properties"]

    /// Reads `{"id": "com1", "classes": [...], "properties": [...]}`, with `"kind": "test"` for a test.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        try self.init(from: object)
    }

    init(from object: ObjectReader) throws {
        self.init(
            kind: try object.optional("kind") ?? .component, id: try object.optional("id"),
            classes: try object.uris("classes").map { OntologyURI($0) },
            properties: try object.list("properties"))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the description as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        if kind == .test { try object.write("kind", kind) }
        try object.write("id", id)
        try object.write("classes", list: classes)
        try object.write("properties", list: properties)
    }
}

extension ComponentDescription.Property {
    private static let keys: [DocumentKey] = ["name", "value", "ref"]

    /// Reads `{"name": URI, "value": TEXT}` or `{"name": URI, "ref": ID}`.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        if let reference: String = try object.optional("ref") {
            if object.has("value") {
                throw DocumentError.unexpected(element: "value beside ref", within: object.place)
            }
            self.init(name: try object.trimmed("name"), value: .reference(reference))
        } else {
            self.init(
                name: try object.trimmed("name"), value: .text(try object.trimmed("value")))
        }
    }

    /// Writes the property as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("name", name)
        switch value {
        case .text(let text): try object.write("value", text)
        case .reference(let id): try object.write("ref", id)
        }
    }
}

extension ComponentMention {
    private static let keys: [DocumentKey] = ["ref", "kind", "id", "classes", "properties"]

    /// Reads a component, or `{"ref": ID}` for one that is described elsewhere.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        guard let reference: String = try object.optional("ref") else {
            self = .described(try ComponentDescription(from: object))
            return
        }
        if object.has("classes") || object.has("properties") {
            throw DocumentError.unexpected(
                element: "a description beside ref", within: object.place)
        }
        self = .reference(reference)
    }

    /// Writes the component or the reference as an object.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .described(let component): try component.encode(to: encoder)
        case .reference(let id):
            var object = ObjectWriter(encoder)
            try object.write("ref", id)
        }
    }
}
