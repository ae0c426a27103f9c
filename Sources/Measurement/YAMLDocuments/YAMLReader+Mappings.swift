internal import Yams

extension YAMLReader {
    /// The keys of a mapping and what stands behind each, in the order of the file.
    public func entries() throws(YAMLDocumentError) -> [(key: String, value: YAMLReader)] {
        guard let mapping = node.mapping else { throw problem("a mapping is needed") }
        var entries = [(key: String, value: YAMLReader)]()
        entries.reserveCapacity(mapping.count)
        // The parser takes `x` and `!tag x` for two keys, and to us they are one.
        var names = Set<String>(minimumCapacity: mapping.count)
        for (key, value) in mapping {
            let name = try word(key)
            guard names.insert(name).inserted else { throw repeated(name, key) }
            entries.append((name, child(value, name)))
        }
        return entries
    }

    /// The fields of a mapping that has just these keys, the optional ones perhaps.
    public func fields(
        _ required: [String], optional: [String] = []
    ) throws(YAMLDocumentError) -> YAMLFields {
        guard let mapping = node.mapping else { throw problem("a mapping is needed") }
        var values = [String: YAMLReader](minimumCapacity: mapping.count)
        for (key, value) in mapping {
            let name = try word(key)
            guard required.contains(name) || optional.contains(name) else {
                throw .unknownKey(
                    file: file, line: key.mark?.line ?? line, place: place, key: name,
                    known: required + optional)
            }
            guard values.updateValue(child(value, name), forKey: name) == nil else {
                throw repeated(name, key)
            }
        }
        for key in required where values[key] == nil { throw problem("`\(key)` is missing") }
        return YAMLFields(owner: self, values: values)
    }

    /// The fields of the document's top, whose `schema` is checked first: another one has other fields.
    ///
    /// `schema` itself need not be among the keys.
    public func document(
        schema known: Int, _ required: [String], optional: [String] = []
    ) throws(YAMLDocumentError) -> YAMLFields {
        guard let entry = self["schema"] else { throw problem("`schema` is missing") }
        guard let found = entry.node.scalar.flatMap({ Int($0.string) }) else {
            throw entry.problem("a whole number is needed")
        }
        guard found == known else {
            throw .schema(file: file, line: entry.line, found: found, known: known)
        }
        return try fields(
            required.contains("schema") ? required : ["schema"] + required, optional: optional)
    }

    /// A mapping from words to numbers.
    public func distribution() throws(YAMLDocumentError) -> [String: Double] {
        var numbers = [String: Double]()
        for (key, value) in try entries() { numbers[key] = try value.number() }
        return numbers
    }

    /// A mapping from words to sentences.
    public func sentences() throws(YAMLDocumentError) -> [String: String] {
        var strings = [String: String]()
        for (key, value) in try entries() { strings[key] = try value.string() }
        return strings
    }

    /// What stands behind a key; nil where there is no such key, or no mapping.
    public subscript(key: String) -> YAMLReader? {
        node.mapping?[key].map { child($0, key) }
    }

    /// What stands behind a key, or the mapping itself where the key is left out.
    ///
    /// For errors about values that were read long ago: they name the line of the value if it has one.
    public func at(_ key: String) -> YAMLReader { self[key] ?? self }

    private func word(_ key: Node) throws(YAMLDocumentError) -> String {
        guard let name = key.scalar?.string else { throw problem("a key is no word") }
        return name
    }

    private func repeated(_ name: String, _ key: Node) -> YAMLDocumentError {
        .repeatedKey(file: file, line: key.mark?.line ?? line, place: place, key: name)
    }

    private func child(_ node: Node, _ name: String) -> YAMLReader {
        YAMLReader(file: file, way: .key(name, in: way), node: node)
    }
}

/// The fields of a mapping whose keys were checked.
public struct YAMLFields {
    /// The mapping.
    public let owner: YAMLReader
    let values: [String: YAMLReader]

    /// A field that must be there.
    public func callAsFunction(_ key: String) throws(YAMLDocumentError) -> YAMLReader {
        guard let value = values[key] else { throw owner.problem("`\(key)` is missing") }
        return value
    }

    /// A field that may be left out.
    public func optional(_ key: String) -> YAMLReader? { values[key] }
}
