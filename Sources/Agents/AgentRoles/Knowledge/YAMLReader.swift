import Yams

/// A place in a YAML document, read with errors that name file, place and line.
///
/// Written by hand rather than derived: the knowledge is read at every start, and this takes a tenth of
/// the time of `Codable`; besides it refuses keys that it does not know.
struct YAMLReader {
    let file: String
    let place: String
    let node: Node

    /// Reads one document whose top is a mapping.
    init(text: String, file: String) throws(KnowledgeError) {
        do {
            // The basic resolver leaves every scalar a text: what it is to be, the reader knows.
            guard let top = try Yams.compose(yaml: text, .basic), top.mapping != nil else {
                throw KnowledgeError.unreadable(file: file, reason: "it holds no mapping")
            }
            self.init(file: file, place: "", node: top)
        } catch let error as KnowledgeError {
            throw error
        } catch {
            throw .unreadable(file: file, reason: "\(error)")
        }
    }

    private init(file: String, place: String, node: Node) {
        self.file = file
        self.place = place
        self.node = node
    }

    /// The keys of a mapping and what stands behind each, in the order of the file.
    func entries() throws(KnowledgeError) -> [(key: String, value: YAMLReader)] {
        guard let mapping = node.mapping else { throw problem("a mapping is needed") }
        var entries = [(key: String, value: YAMLReader)]()
        entries.reserveCapacity(mapping.count)
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { throw problem("a key is no word") }
            entries.append((name, child(value, name)))
        }
        return entries
    }

    /// The fields of a mapping that has just these keys, the optional ones perhaps.
    func fields(
        _ required: [String], optional: [String] = []
    ) throws(KnowledgeError) -> YAMLFields {
        var values = [String: YAMLReader]()
        for (key, value) in try entries() {
            guard required.contains(key) || optional.contains(key) else {
                throw .unknownName(file: file, place: position, name: key)
            }
            values[key] = value
        }
        for key in required where values[key] == nil { throw problem("`\(key)` is missing") }
        return YAMLFields(owner: self, values: values)
    }

    /// The fields of the document's top, whose `schema` is checked first: another one has other fields.
    func document(_ required: [String]) throws(KnowledgeError) -> YAMLFields {
        guard let schema = node.mapping?["schema"]?.scalar.flatMap({ Int($0.string) }) else {
            throw problem("`schema` is missing or no whole number")
        }
        guard schema == OntologyDocument.schema else {
            throw .schema(file: file, found: schema, known: OntologyDocument.schema)
        }
        return try fields(required)
    }

    /// The members of a list.
    func list() throws(KnowledgeError) -> [YAMLReader] {
        guard let sequence = node.sequence else { throw problem("a list is needed") }
        return sequence.enumerated().map { child($1, String($0 + 1)) }
    }

    /// A word or a sentence.
    func string() throws(KnowledgeError) -> String {
        guard let scalar = node.scalar else { throw problem("a text is needed") }
        return scalar.string
    }

    /// A number.
    func number() throws(KnowledgeError) -> Double {
        guard let scalar = node.scalar, let value = Double(scalar.string), value.isFinite else {
            throw problem("a number is needed")
        }
        return value
    }

    /// A whole number.
    func integer() throws(KnowledgeError) -> Int {
        guard let scalar = node.scalar, let value = Int(scalar.string) else {
            throw problem("a whole number is needed")
        }
        return value
    }

    /// `true` or `false`.
    func flag() throws(KnowledgeError) -> Bool {
        guard let scalar = node.scalar, let value = Bool(scalar.string) else {
            throw problem("true or false is needed")
        }
        return value
    }

    /// A mapping from words to numbers.
    func distribution() throws(KnowledgeError) -> [String: Double] {
        var numbers = [String: Double]()
        for (key, value) in try entries() { numbers[key] = try value.number() }
        return numbers
    }

    /// A mapping from words to sentences.
    func sentences() throws(KnowledgeError) -> [String: String] {
        var strings = [String: String]()
        for (key, value) in try entries() { strings[key] = try value.string() }
        return strings
    }

    /// A list of words.
    func strings() throws(KnowledgeError) -> [String] {
        try map { member throws(KnowledgeError) in try member.string() }
    }

    /// A list of numbers.
    func numbers() throws(KnowledgeError) -> [Double] {
        try map { member throws(KnowledgeError) in try member.number() }
    }

    /// Reads the members of a list.
    func map<Value>(
        _ read: (YAMLReader) throws(KnowledgeError) -> Value
    ) throws(KnowledgeError) -> [Value] {
        var values = [Value]()
        for member in try list() { values.append(try read(member)) }
        return values
    }

    /// What is wrong here.
    func problem(_ need: String) -> KnowledgeError {
        .incomplete(file: file, place: position, need: need)
    }

    private var position: String {
        let line = node.mark.map { "line \($0.line)" }
        return [line, place.isEmpty ? nil : place].compactMap { $0 }.joined(separator: ", ")
    }

    private func child(_ node: Node, _ name: String) -> YAMLReader {
        YAMLReader(file: file, place: place.isEmpty ? name : "\(place).\(name)", node: node)
    }
}

/// The fields of a mapping whose keys were checked.
struct YAMLFields {
    let owner: YAMLReader
    let values: [String: YAMLReader]

    /// A field that must be there.
    func callAsFunction(_ key: String) throws(KnowledgeError) -> YAMLReader {
        guard let value = values[key] else { throw owner.problem("`\(key)` is missing") }
        return value
    }

    /// A field that may be left out.
    func optional(_ key: String) -> YAMLReader? { values[key] }
}
