import YAMLDocuments

extension Link {
    /// Reads an entry of `links`.
    init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.link)
        let name = try fields("name").name()
        let ends = try fields("ends").map { end throws(YAMLDocumentError) in try LinkEnd(end) }
        guard ends.count == 2 else {
            throw try fields("ends").problem("a link has two ends; here are \(ends.count)")
        }
        self.init(name: name, left: ends[0], right: ends[1], quality: try LinkQuality(fields))
    }
}

extension LinkEnd {
    fileprivate init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.end)
        self.init(
            node: try fields("node").name(atMost: Node.nameLimit),
            interface: try fields("interface").interfaceName(),
            addresses: try fields("addresses").map { member throws(YAMLDocumentError) in
                try member.interfaceAddress()
            })
    }
}

extension LinkQuality {
    /// The longest delay that the lab's links hold packets back.
    static let longestDelay = 60_000.0

    /// Reads the quality among the fields of a link or of a fault.
    init(_ fields: YAMLFields) throws(YAMLDocumentError) {
        self.init(
            delay: try Self.delay(fields.optional("delay")),
            jitter: try Self.delay(fields.optional("jitter")),
            reordering: try fields.optional("reordering")?.share() ?? 0,
            loss: try fields.optional("loss")?.share() ?? 0,
            rate: try fields.optional("rate")?.rate(),
            maximumTransmissionUnit: try fields.optional("mtu")?.packetSize())
    }

    private static func delay(_ source: YAMLReader?) throws(YAMLDocumentError) -> Double {
        guard let source else { return 0 }
        let value = try source.positiveDuration(in: .milliseconds)
        guard value <= longestDelay else { throw source.problem("a minute is the longest delay") }
        return value
    }
}
