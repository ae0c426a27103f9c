import Ontology

extension InputProperty {
    private static let keys: [DocumentKey] = [
        "propPath", "required", "indexFunc", "indexRange",
    ]

    /// Reads `{"propPath": PATH, "required": true, "indexFunc": "iptoint, mod 4", "indexRange": "0-1"}`.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        let functions = try object.optional("indexFunc") ?? ""
        let ranges = try object.optional("indexRange") ?? ""
        self.init(
            path: try object.path("propPath"), isRequired: try object.optional("required") ?? false,
            indexFunctions: try object.located { () throws(DocumentError) in
                try IndexFunction.list(functions, of: "indexFunc")
            },
            indexRanges: try object.located { () throws(DocumentError) in
                try NumberText.ranges(ranges, of: "indexRange")
            })
    }

    /// Writes the input as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("propPath", ListText.path(path))
        if isRequired { try object.write("required", true) }
        try object.write("indexFunc", text: IndexFunction.list(indexFunctions))
        try object.write("indexRange", text: NumberText.ranges(indexRanges))
    }
}

extension IndexFunction {
    /// Reads a function from its text, such as `mod 4`.
    public init(from decoder: any Decoder) throws {
        try self.init(text: decoder.singleValueContainer().decode(String.self), of: "indexFunc")
    }

    /// Writes the function as a text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension OutputBelief {
    private static let keys: [DocumentKey] = ["propPath", "fromEvidence"]

    /// Reads `{"propPath": PATH, "fromEvidence": [PATH]}`.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(path: try object.path("propPath"), evidence: try object.paths("fromEvidence"))
    }

    /// Writes the output as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("propPath", ListText.path(path))
        try object.write("fromEvidence", paths: evidence)
    }
}

extension OutputKnowledge {
    private static let keys: [DocumentKey] = ["subject", "property", "parents"]

    /// Reads `{"subject": URI, "property": URI, "parents": [PATH]}`.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(
            subject: OntologyURI(try object.trimmed("subject")),
            property: try object.trimmed("property"), parents: try object.paths("parents"))
    }

    /// Writes the output as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("subject", subject)
        try object.write("property", property)
        try object.write("parents", paths: parents)
    }
}
