import AnomalyLocalization

/// A leaf table with the causes that were put into it.
public struct LeafInstance: Sendable {
    /// What is searched.
    public let table: LeafTable
    /// The causes, each a set of conditions.
    public let causes: Set<Set<LeafCause.Condition>>

    /// A table with its causes.
    public init(table: LeafTable, causes: Set<Set<LeafCause.Condition>>) {
        self.table = table
        self.causes = causes
    }
}
