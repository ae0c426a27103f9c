/// Measurements of end users, column by column.
///
/// An attribute's values are numbered from 1 by first appearance over the whole stream; 0 stands for a value that is not known.
public struct MeasurementBatch: Sendable, Hashable {
    /// When each was made, in microseconds since 1970.
    public var times: [Int64]
    /// Who made each: a number that is the same for the same end user in the whole stream.
    public var users: [UInt64]
    /// What was measured.
    public var values: [Float]
    /// For each attribute of ``GroupHierarchy/attributes`` its value in each measurement.
    public var codes: [[UInt32]]
    /// For each attribute the texts of values that are new, in the order of their numbers.
    public var newNames: [[String]]

    /// No measurements with so many attributes.
    public init(attributeCount: Int) {
        times = []
        users = []
        values = []
        codes = Array(repeating: [], count: attributeCount)
        newNames = Array(repeating: [], count: attributeCount)
    }

    /// The number of measurements.
    public var count: Int { times.count }

    /// Adds a measurement.
    public mutating func append(time: Int64, user: UInt64, value: Float, codes: [UInt32]) {
        times.append(time)
        users.append(user)
        values.append(value)
        for place in self.codes.indices { self.codes[place].append(codes[place]) }
    }

    /// Whether all columns are of one length.
    var isEven: Bool {
        users.count == count && values.count == count && codes.allSatisfy { $0.count == count }
    }
}
