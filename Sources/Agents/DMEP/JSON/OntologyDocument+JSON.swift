import Ontology

extension OntologyDocument: JSONObject {
    private static let keys: [String] = ["classes", "properties"]

    /// Reads the definitions.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(
            classes: try object.list("classes"),
            properties: try (object.list("properties") as [PropertyText]).map(\.definition))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the definitions as an object.
    func write(to json: inout JSONWriter) {
        json.write("classes", list: classes)
        json.write("properties", list: properties.map(PropertyText.init))
    }

    /// A property as JSON: with a list of `values`, or with the class of its `range`.
    private struct PropertyText: JSONObject {
        let definition: PropertyDefinition

        init(definition: PropertyDefinition) { self.definition = definition }

        init(json: JSONNode) throws(DocumentError) {
            let object = try ObjectReader(
                json, keys: ["name", "values", "range", "symmetricProp"])
            let name = try object.trimmed("name")
            guard object.has("range") else {
                definition = PropertyDefinition(
                    name: name, kind: .descriptive(range: try object.list("values")))
                return
            }
            if object.has("values") {
                throw .unexpected(element: "values beside range", within: object.place)
            }
            definition = PropertyDefinition(
                name: name,
                kind: .relationship(
                    range: OntologyURI(try object.trimmed("range")),
                    symmetric: try object.has("symmetricProp")
                        ? object.trimmed("symmetricProp") : nil))
        }

        func write(to json: inout JSONWriter) {
            json.write("name", definition.name)
            switch definition.kind {
            case .descriptive(let range): json.write("values", list: range)
            case .relationship(let range, let symmetric):
                json.write("range", range)
                json.write("symmetricProp", symmetric)
            }
        }
    }
}

extension OntologyDocument.Class: JSONObject {
    private static let keys: [String] = ["name", "subclassOf", "idProperties"]

    /// Reads the class.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(
            name: OntologyURI(try object.trimmed("name")),
            superclasses: try object.uris("subclassOf").map { OntologyURI($0) },
            identifyingProperties: try object.uris("idProperties"))
    }

    /// Writes the class as an object.
    func write(to json: inout JSONWriter) {
        json.write("name", name)
        json.write("subclassOf", list: superclasses)
        json.write("idProperties", list: identifyingProperties)
    }
}
