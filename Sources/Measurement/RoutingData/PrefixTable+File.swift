extension PrefixTable {
    /// Reads a file of prefixes with their origins; ``PrefixListReader`` says how it is written.
    ///
    /// - Throws: ``RoutingDataError``, which names the line.
    public init(contentsOf path: String) throws(RoutingDataError) {
        var builder = PrefixTableBuilder()
        let isText = try PrefixListReader.read(path: path) { prefix, origin in
            builder.insert(prefix, origin: origin)
        }
        guard isText else {
            throw .unreadable(
                path: path, reason: "it is no text; write a prefix and a number a line")
        }
        self = builder.build()
    }
}
