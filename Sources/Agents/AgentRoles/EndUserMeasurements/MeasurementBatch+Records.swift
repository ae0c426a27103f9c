import Reasoning
import Records

extension MeasurementBatch {
    /// What columns of a file are to reasoning: the same rows, without where they stood.
    ///
    /// The columns are handed on, not copied.
    public init(_ columns: MeasurementColumns) {
        self.init(attributeCount: columns.codes.count)
        times = columns.times
        users = columns.users
        values = columns.values
        codes = columns.codes
        newNames = columns.newNames
    }
}
