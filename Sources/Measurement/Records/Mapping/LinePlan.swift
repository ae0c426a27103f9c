/// A mapping worked out for the columns of one file: which field to take for what.
struct LinePlan: Sendable {
    /// Where faults of one kind come from; plain numbers alone, for it is copied with each line.
    struct Source: Sendable {
        let field: Int
        let derivation: FaultDerivation
        let strength: Float
        /// The field of the strength; -1 where it is constant.
        let strengthField: Int
        let depth: Int
    }

    let format: LogFormat
    let parser: LineParser
    /// The names of the fields.
    let columns: [String]
    /// Whether the first line of the file is a header.
    let hasHeader: Bool
    /// -1 where there is no time.
    let timeField: Int
    /// -1 where there is no client.
    let clientField: Int
    let outcomeField: Int
    let outcomes: OutcomeTable
    /// -1 where slowness is no failure.
    let slowField: Int
    let slowLimit: Double
    let sources: [Source]
    /// The kind of the faults of each source, in UTF-8.
    let kinds: [[UInt8]]
}
