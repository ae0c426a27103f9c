/// What the lines of a log mean: where time, client and outcome stand, and what could be to blame.
///
/// Whatever is nil is found by the usual names of columns.
public struct LogMapping: Hashable, Sendable {
    /// How the lines are written; nil to tell by the first of them.
    public var format: LogFormat?
    /// The column of the time.
    public var time: LogColumn?
    /// The column of the client.
    public var client: LogColumn?
    /// Which requests failed.
    public var outcome: OutcomeRule?
    /// Where faults come from.
    public var faults: [FaultSource]?
    /// The kinds of faults that are wanted, in place of `faults` or as a choice of them: `--by`.
    ///
    /// A word is the kind of one of `faults`, or a ``FaultKind``, or else the name of a column.
    public var kinds: [String]?

    /// A mapping that leaves everything to the usual names.
    public init() {}
}
