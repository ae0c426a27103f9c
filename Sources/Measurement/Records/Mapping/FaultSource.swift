/// Where faults of one kind come from: which column, and what is made of it.
public struct FaultSource: Hashable, Sendable {
    /// How strong a fault is: with which probability a request fails where it is present.
    public enum Strength: Hashable, Sendable {
        /// The same for every request; above 0 and at most 1.
        case constant(Float)
        /// A number in a column of the log.
        case column(LogColumn)
    }

    /// The word before the colon of a fault's name: `as` of `as:7018`.
    public var kind: String
    /// The column.
    public var column: LogColumn
    /// What is made of it.
    public var derivation: FaultDerivation
    /// How strong it is.
    public var strength: Strength
    /// How many segments of a path are kept; 0 for all.
    public var depth: Int

    /// A source of faults.
    public init(
        kind: String, column: LogColumn, derivation: FaultDerivation = .value,
        strength: Strength = .constant(1), depth: Int = 0
    ) {
        self.kind = kind
        self.column = column
        self.derivation = derivation
        self.strength = strength
        self.depth = depth
    }
}
