import Ontology

extension ComponentDescription: JSONObject {
    private static let keys: [String] = ["kind", "id", "classes", "properties"]

    /// Reads `{"id": "com1", "classes": [...], "properties": [...]}`, with `"kind": "test"` for a test.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        try self.init(from: object)
    }

    init(from object: ObjectReader) throws(DocumentError) {
        self.init(
            kind: try Self.kind(of: object), id: try object.optional("id"),
            classes: try object.uris("classes").map { OntologyURI($0) },
            properties: try object.list("properties"))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    private static func kind(of object: ObjectReader) throws(DocumentError) -> Kind {
        let name = try object.optional("kind") ?? Kind.component.rawValue
        guard let kind = Kind(rawValue: name) else {
            throw .invalid(
                what: "kind in \(object.place)", value: name, reason: "it is component or test")
        }
        return kind
    }

    /// Writes the description as an object.
    func write(to json: inout JSONWriter) {
        if kind == .test { json.write("kind", kind.rawValue) }
        json.write("id", id)
        json.write("classes", list: classes)
        json.write("properties", list: properties)
    }
}

extension ComponentDescription.Property: JSONObject {
    private static let keys: [String] = ["name", "value", "ref"]

    /// Reads `{"name": URI, "value": TEXT}` or `{"name": URI, "ref": ID}`.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        if let reference: String = try object.optional("ref") {
            if object.has("value") {
                throw .unexpected(element: "value beside ref", within: object.place)
            }
            self.init(name: try object.trimmed("name"), value: .reference(reference))
        } else {
            self.init(
                name: try object.trimmed("name"), value: .text(try object.trimmed("value")))
        }
    }

    /// Writes the property as an object.
    func write(to json: inout JSONWriter) {
        json.write("name", name)
        switch value {
        case .text(let text): json.write("value", text)
        case .reference(let id): json.write("ref", id)
        }
    }
}

extension ComponentMention: JSONObject {
    private static let keys: [String] = ["ref", "kind", "id", "classes", "properties"]

    /// Reads a component, or `{"ref": ID}` for one that is described elsewhere.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        guard let reference: String = try object.optional("ref") else {
            self = .described(try ComponentDescription(from: object))
            return
        }
        if object.has("classes") || object.has("properties") {
            throw .unexpected(
                element: "a description beside ref", within: object.place)
        }
        self = .reference(reference)
    }

    /// Writes the component or the reference as an object.
    func write(to json: inout JSONWriter) {
        switch self {
        case .described(let component): component.write(to: &json)
        case .reference(let id):
            json.write("ref", id)
        }
    }
}
