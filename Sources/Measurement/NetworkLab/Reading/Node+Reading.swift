import YAMLDocuments

extension AutonomousSystem {
    /// Reads an entry of `systems`.
    init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.system)
        self.init(
            number: UInt32(try fields("number").integer(in: 1...4_294_967_294, "system's number")),
            name: try fields("name").name(),
            prefixes: try fields.optional("prefixes")?.prefixes() ?? [])
    }
}

extension Node {
    /// How long a node's name may be.
    static let nameLimit = 12

    /// Reads an entry of `nodes`.
    init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.node)
        self.init(
            name: try fields("name").name(atMost: Self.nameLimit),
            isRouter: try fields.optional("router")?.flag() ?? false,
            system: try fields.optional("system")?.name(),
            gateway: try fields.optional("gateway")?.name(atMost: Self.nameLimit),
            addresses: try fields.optional("addresses")?.addresses() ?? [],
            resolvers: try fields.optional("resolvers")?.addresses() ?? [])
    }
}
