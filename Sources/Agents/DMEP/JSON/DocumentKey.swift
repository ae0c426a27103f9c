/// A key of a JSON object; names are those of the XML form.
struct DocumentKey: CodingKey, Hashable, ExpressibleByStringLiteral {
    let stringValue: String

    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }

    init(stringLiteral value: String) { self.stringValue = value }
}
