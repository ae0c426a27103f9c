import Ontology

extension KnowledgeStatement {
    private static let keys =
        InformationMetadata.keys + [
            "subject", "property", "cpt", "source",
        ]

    /// Reads the metadata, `subject`, `property`, `cpt` and `source`.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(
            metadata: try InformationMetadata(of: object),
            subject: OntologyURI(try object.trimmed("subject")),
            property: try object.trimmed("property"), table: try object.value("cpt"),
            source: try object.optional("source"))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the statement as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try metadata.write(to: &object)
        try object.write("subject", subject)
        try object.write("property", property)
        try object.write("cpt", table)
        try object.write("source", source)
    }
}

extension KnowledgeStatement.Table {
    private static let keys: [DocumentKey] = ["parents", "entries"]

    /// Reads `parents`, which may be left out, and `entries`.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(parents: try object.paths("parents"), entries: try object.value("entries"))
    }

    /// Writes the table as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("parents", paths: parents)
        try object.write("entries", entries)
    }
}

extension KnowledgeStatement.Table.Entry {
    private static let keys: [DocumentKey] = ["parentVals", "value", "p"]

    /// Reads `{"parentVals": ["FAIL"], "value": "0", "p": 0.1}`.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(
            parentValues: try object.list("parentVals"), value: try object.value("value"),
            probability: try object.value("p"))
    }

    /// Writes the entry as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("parentVals", list: parentValues)
        try object.write("value", value)
        try object.write("p", probability)
    }
}
