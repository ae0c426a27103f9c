import Ontology

extension BeliefStatement {
    private static let keys =
        InformationMetadata.keys + [
            "subject", "property", "distribution", "likelihood", "fromEvidence",
        ]

    /// Reads the metadata, `subject`, `property`, `fromEvidence`, and `distribution` or `likelihood`.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        let kind: Kind = object.has("likelihood") ? .likelihood : .distribution
        if kind == .likelihood, object.has("distribution") {
            throw DocumentError.unexpected(
                element: "distribution beside likelihood", within: object.place)
        }
        self.init(
            metadata: try InformationMetadata(of: object), subject: try object.value("subject"),
            property: try object.trimmed("property"), kind: kind,
            entries: try object.value(kind == .likelihood ? "likelihood" : "distribution"),
            evidence: try object.paths("fromEvidence"))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the belief as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try metadata.write(to: &object)
        try object.write("subject", subject)
        try object.write("property", property)
        try object.write(kind == .likelihood ? "likelihood" : "distribution", entries)
        try object.write("fromEvidence", paths: evidence)
    }
}

extension BeliefStatement.Entry {
    private static let keys: [DocumentKey] = ["value", "p"]

    /// Reads `{"value": "OK", "p": 0.8}`.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(value: try object.value("value"), probability: try object.value("p"))
    }

    /// Writes the entry as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("value", value)
        try object.write("p", probability)
    }
}
