extension DiagnosticBody {
    private static let keys: [DocumentKey] = ["observations", "beliefs", "knowledge"]

    /// Reads an object with a list of each.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(
            observations: try object.list("observations"), beliefs: try object.list("beliefs"),
            knowledge: try object.list("knowledge"))
    }

    /// Writes an object with the lists that are not empty.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("observations", list: observations)
        try object.write("beliefs", list: beliefs)
        try object.write("knowledge", list: knowledge)
    }
}

extension ComponentObservation {
    private static let keys = InformationMetadata.keys + ["component"]

    /// Reads the metadata and `component`.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(
            metadata: try InformationMetadata(of: object), component: try object.value("component"))
    }

    /// Writes the observation as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try metadata.write(to: &object)
        try object.write("component", component)
    }
}
