import YAMLDocuments

/// A value with the place in a file that it was read from, for complaints after the reading.
struct Located<Value> {
    var value: Value
    let source: YAMLReader
}

/// What a file and the topology that it includes have in common: everything but the question.
struct ScenarioParts {
    var systems = [Located<AutonomousSystem>]()
    var nodes = [Located<Node>]()
    var links = [Located<Link>]()
    var routing: Scenario.Routing?
    var certificates = [Located<Certificate>]()
    var services = [Located<Service>]()
    var faults = [Located<Fault>]()

    /// These parts with those of a file that includes them.
    ///
    /// The including file's entries come behind, but one with the name of an entry here takes its place.
    func extended(by other: ScenarioParts) -> ScenarioParts {
        var parts = self
        parts.systems = Self.merge(systems, other.systems, name: \.name)
        parts.nodes = Self.merge(nodes, other.nodes, name: \.name)
        parts.links = Self.merge(links, other.links, name: \.name)
        parts.routing = other.routing ?? routing
        parts.certificates = Self.merge(certificates, other.certificates, name: \.name)
        parts.services = Self.merge(services, other.services, name: \.name)
        parts.faults += other.faults
        return parts
    }

    private static func merge<Value>(
        _ included: [Located<Value>], _ own: [Located<Value>], name: KeyPath<Value, String>
    ) -> [Located<Value>] {
        var merged = included
        var places = [String: Int]()
        for (index, entry) in included.enumerated() { places[entry.value[keyPath: name]] = index }
        for entry in own {
            if let place = places[entry.value[keyPath: name]] {
                merged[place] = entry
            } else {
                merged.append(entry)
            }
        }
        return merged
    }
}

extension ScenarioParts {
    /// Reads the lists of one file, whose names must be unique.
    init(_ fields: YAMLFields) throws(YAMLDocumentError) {
        systems = try Self.entries(fields, "systems", name: \.name) {
            source throws(YAMLDocumentError) in try AutonomousSystem(source)
        }
        nodes = try Self.entries(fields, "nodes", name: \.name) {
            source throws(YAMLDocumentError) in try Node(source)
        }
        links = try Self.entries(fields, "links", name: \.name) {
            source throws(YAMLDocumentError) in try Link(source)
        }
        routing = try fields.optional("routing")?.word()
        certificates = try Self.entries(fields, "certificates", name: \.name) {
            source throws(YAMLDocumentError) in try Certificate(source)
        }
        services = try Self.entries(fields, "services", name: \.name) {
            source throws(YAMLDocumentError) in try Service(source)
        }
        faults =
            try fields.optional("faults")?.map { source throws(YAMLDocumentError) in
                Located(value: try Fault(source), source: source)
            } ?? []
    }

    private static func entries<Value>(
        _ fields: YAMLFields, _ key: String, name: KeyPath<Value, String>,
        _ read: (YAMLReader) throws(YAMLDocumentError) -> Value
    ) throws(YAMLDocumentError) -> [Located<Value>] {
        guard let list = fields.optional(key) else { return [] }
        var places = [String: YAMLReader]()
        return try list.map { source throws(YAMLDocumentError) in
            let value = try read(source)
            let word = value[keyPath: name]
            if let first = places.updateValue(source, forKey: word) {
                let line = first.line.map { " in line \($0)" } ?? ""
                throw source.at("name").problem(
                    "`\(word)` is among the \(key) already\(line); names are unique in a file")
            }
            return Located(value: value, source: source)
        }
    }
}
