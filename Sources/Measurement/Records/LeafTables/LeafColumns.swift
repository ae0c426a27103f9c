import CompressedFiles

/// The columns of a leaf table as they were read.
public struct LeafColumns: Sendable {
    /// A column that tells leaves apart.
    public struct Attribute: Sendable {
        /// What the header calls it.
        public let name: String
        /// The text of each value, by code.
        public let values: [String]
        /// The code of each row.
        public let codes: [Int32]
    }

    /// What was measured and expected, by row.
    public enum Measure: Sendable {
        /// One additive measure.
        case additive(actual: [Double], forecast: [Double])
        /// A ratio of two additive measures.
        case ratio(
            actual: [Double], actualBase: [Double], forecast: [Double], forecastBase: [Double])
    }

    /// The attributes, in the order of the file.
    public let attributes: [Attribute]
    /// What was measured and expected.
    public let measure: Measure
    /// How many rows there are.
    public let rows: Int
    /// How many lines were no rows, by reason.
    public let rejected: [RejectReason: Int]
    /// The first line that was none.
    public let firstRejected: RejectedLine?
    /// Whether rows were left out because there are more than the limit.
    public let isCutShort: Bool
    /// Why the file was not read to its end.
    public let failure: CompressedFileError?
}
