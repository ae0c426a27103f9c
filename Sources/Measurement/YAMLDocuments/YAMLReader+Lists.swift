extension YAMLReader {
    /// The members of a list.
    public func list() throws(YAMLDocumentError) -> [YAMLReader] {
        guard let sequence = node.sequence else { throw problem("a list is needed") }
        return sequence.enumerated().map {
            YAMLReader(file: file, way: .member($0, in: way), node: $1)
        }
    }

    /// A list of words.
    public func strings() throws(YAMLDocumentError) -> [String] {
        try map { member throws(YAMLDocumentError) in try member.string() }
    }

    /// A list of numbers.
    public func numbers() throws(YAMLDocumentError) -> [Double] {
        try map { member throws(YAMLDocumentError) in try member.number() }
    }

    /// Reads the members of a list.
    public func map<Value>(
        _ read: (YAMLReader) throws(YAMLDocumentError) -> Value
    ) throws(YAMLDocumentError) -> [Value] {
        var values = [Value]()
        for member in try list() { values.append(try read(member)) }
        return values
    }

    /// The member at an index from 0, or the list itself where there is no such member.
    ///
    /// For errors about values that were read long ago: they name the line of the value if it has one.
    public func at(_ index: Int) -> YAMLReader {
        guard let sequence = node.sequence, sequence.indices.contains(index) else { return self }
        return YAMLReader(file: file, way: .member(index, in: way), node: sequence[index])
    }
}
