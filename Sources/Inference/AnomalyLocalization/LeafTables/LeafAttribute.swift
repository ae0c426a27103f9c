/// A column of a leaf table that tells leaves apart, such as a city, a server or a bit rate.
public struct LeafAttribute: Sendable, Equatable {
    /// What the column is called.
    public let name: String
    /// The text of each value, by code.
    public let values: [String]

    /// An attribute with the texts of its values.
    public init(name: String, values: [String]) {
        self.name = name
        self.values = values
    }
}
