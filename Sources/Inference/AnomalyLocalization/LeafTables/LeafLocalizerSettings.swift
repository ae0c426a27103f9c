/// What a ``LeafLocalizer`` looks for; the defaults serve for every kind of table.
public struct LeafLocalizerSettings: Sendable, Equatable {
    /// In which direction leaves are off for which causes are sought.
    public enum Direction: String, Sendable, CaseIterable {
        /// More than expected.
        case up
        /// Less than expected.
        case down
        /// Either.
        case both
    }

    /// The direction of causes.
    public var direction = Direction.both
    /// How many causes are sought at most.
    public var causeLimit = 64
    /// The smallest common relative change that counts as a cause.
    public var smallestChange = 0.05
    /// What a cause costs beside its name, in nats: the logarithm of the odds against one more cause.
    public var price = 4.0
    /// By which share of its evidence several causes must be better than the one they replace, for each cause more.
    ///
    /// The model of a cause is not quite right for any table; without this, large causes fall apart into
    /// pieces that each fit a little better (coarsening; J. Miller and D. Dunson, 2019).
    public var tolerance = 0.1
    /// The greatest number of cells of attribute combinations, the leaves apart; 56 bytes each.
    ///
    /// Where a table has more, only combinations of fewer conditions, and single leaves, are searched.
    public var cellLimit = 3_000_000

    /// The defaults.
    public init() {}
}
