extension YAMLReader {
    /// A word or a sentence.
    public func string() throws(YAMLDocumentError) -> String {
        guard let scalar = node.scalar else { throw problem("a text is needed") }
        return scalar.string
    }

    /// A number.
    public func number() throws(YAMLDocumentError) -> Double {
        guard let scalar = node.scalar, let value = Double(scalar.string), value.isFinite else {
            throw problem("a number is needed")
        }
        return value
    }

    /// A whole number.
    public func integer() throws(YAMLDocumentError) -> Int {
        guard let scalar = node.scalar, let value = Int(scalar.string) else {
            throw problem("a whole number is needed")
        }
        return value
    }

    /// `true` or `false`.
    public func flag() throws(YAMLDocumentError) -> Bool {
        guard let scalar = node.scalar, let value = Bool(scalar.string) else {
            throw problem("true or false is needed")
        }
        return value
    }

    /// One of the words of an enumeration; the error lists them.
    public func word<Word: RawRepresentable & CaseIterable>(
        of type: Word.Type = Word.self
    ) throws(YAMLDocumentError) -> Word where Word.RawValue == String {
        guard let scalar = node.scalar, let word = Word(rawValue: scalar.string) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw problem("one of these is needed: \(words)")
        }
        return word
    }
}
