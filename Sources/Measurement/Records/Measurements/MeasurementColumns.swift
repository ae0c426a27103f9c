/// Measurements of end users, column by column, in the order of the lines.
///
/// The values of an attribute are numbered from 1 by first appearance over the whole stream; 0 stands for a value that is
/// not known.
public struct MeasurementColumns: Hashable, Sendable {
    /// When each was made, in microseconds since 1970.
    public var times: [Int64] = []
    /// Who made each: a hash of the end user's text or address.
    public var users: [UInt64] = []
    /// What was measured.
    public var values: [Float] = []
    /// For each attribute its value in each measurement.
    public var codes: [[UInt32]]
    /// For each attribute the texts of values that are new, in the order of their numbers.
    public var newNames: [[String]]
    /// Lines since the last columns that were not counted, by reason.
    public var rejected: [RejectReason: Int] = [:]
    /// Where to read on behind them.
    public var position: ReadingPosition

    /// The number of measurements.
    public var count: Int { times.count }
}
