/// A column that a mapping names, and where it does so.
public struct LogColumn: Hashable, Sendable {
    /// The name in the header or the key in the object; a key in a nested object has dots.
    public var name: String
    /// File and line of the mapping that names it, for errors; nil where no file does.
    public var place: String?

    /// A column by its name.
    public init(_ name: String, place: String? = nil) {
        self.name = name
        self.place = place
    }
}
