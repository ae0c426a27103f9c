import Ontology

extension OntologyDocument {
    private static let keys: [DocumentKey] = ["classes", "properties"]

    /// Reads the definitions.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(
            classes: try object.list("classes"),
            properties: try (object.list("properties") as [PropertyText]).map(\.definition))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the definitions as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("classes", list: classes)
        try object.write("properties", list: properties.map(PropertyText.init))
    }

    /// A property as JSON: with a list of `values`, or with the class of its `range`.
    private struct PropertyText: Codable {
        let definition: PropertyDefinition

        init(definition: PropertyDefinition) { self.definition = definition }

        init(from decoder: any Decoder) throws {
            let object = try ObjectReader(
                decoder, keys: ["name", "values", "range", "symmetricProp"])
            let range: String? = try object.optional("range")
            if range != nil, object.has("values") {
                throw DocumentError.unexpected(element: "values beside range", within: object.place)
            }
            definition = PropertyDefinition(
                name: try object.trimmed("name"),
                kind: try range.map {
                    .relationship(
                        range: OntologyURI(ListText.trimmed($0)),
                        symmetric: try object.has("symmetricProp")
                            ? object.trimmed("symmetricProp") : nil)
                } ?? .descriptive(range: try object.list("values")))
        }

        func encode(to encoder: any Encoder) throws {
            var object = ObjectWriter(encoder)
            try object.write("name", definition.name)
            switch definition.kind {
            case .descriptive(let range): try object.write("values", list: range)
            case .relationship(let range, let symmetric):
                try object.write("range", range)
                try object.write("symmetricProp", symmetric)
            }
        }
    }
}

extension OntologyDocument.Class {
    private static let keys: [DocumentKey] = ["name", "subclassOf", "idProperties"]

    /// Reads the class.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(
            name: OntologyURI(try object.trimmed("name")),
            superclasses: try object.uris("subclassOf").map { OntologyURI($0) },
            identifyingProperties: try object.uris("idProperties"))
    }

    /// Writes the class as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("name", name)
        try object.write("subclassOf", list: superclasses)
        try object.write("idProperties", list: identifyingProperties)
    }
}
