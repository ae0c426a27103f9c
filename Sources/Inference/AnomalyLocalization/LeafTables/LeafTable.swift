/// A table of leaves: one row for each combination of attribute values, with what was measured and what was expected.
///
/// Values of attributes are coded: `codes[attribute][leaf]` is an index into `attributes[attribute].values`.
/// Each combination of values appears once; ``init(attributes:codes:actual:forecast:)`` adds up the rows
/// of a combination that appears several times.
public struct LeafTable: Sendable {
    /// The attributes, by column.
    public let attributes: [LeafAttribute]
    /// The code of each leaf, by attribute and leaf.
    public let codes: [[Int32]]
    /// What was measured, by leaf.
    public let actual: [Double]
    /// What was expected, by leaf.
    public let forecast: [Double]
    /// How many rows were added to an earlier row of the same combination.
    public let duplicates: Int

    /// How many leaves there are.
    public var count: Int { actual.count }

    /// A table of one additive measure, such as requests, errors or bytes.
    ///
    /// - Complexity: time and memory linear in the size of the table.
    /// - Throws: ``LocalizationError`` for arrays of unequal length, codes out of range, and values that are
    ///   no finite numbers.
    public init(
        attributes: [LeafAttribute], codes: [[Int32]], actual: [Double], forecast: [Double]
    ) throws(LocalizationError) {
        try Self.check(attributes, codes, leaves: actual.count)
        try Self.check(actual, "real", count: actual.count)
        try Self.check(forecast, "predict", count: actual.count)
        let folding = LeafFolding(attributes, codes, count: actual.count)
        self.attributes = attributes
        self.codes = folding.fold(codes)
        self.actual = folding.sum(actual)
        self.forecast = folding.sum(forecast)
        duplicates = actual.count - folding.count
    }

    /// A table whose rows are leaves already.
    init(
        attributes: [LeafAttribute], codes: [[Int32]], folded actual: [Double],
        forecast: [Double], duplicates: Int
    ) {
        self.attributes = attributes
        self.codes = codes
        self.actual = actual
        self.forecast = forecast
        self.duplicates = duplicates
    }

    /// Tells what keeps arrays from being the columns of a table.
    static func check(
        _ attributes: [LeafAttribute], _ codes: [[Int32]], leaves: Int
    ) throws(LocalizationError) {
        guard !attributes.isEmpty else { throw .noAttributes }
        guard attributes.count <= 30 else { throw .tooManyAttributes(attributes.count) }
        guard codes.count == attributes.count else {
            throw .unequalLengths(
                what: "code columns", found: codes.count, expected: attributes.count)
        }
        for (attribute, column) in zip(attributes, codes) {
            guard column.count == leaves else {
                throw .unequalLengths(
                    what: "codes of \(attribute.name)", found: column.count, expected: leaves)
            }
            let bound = Int32(clamping: attribute.values.count)
            if let leaf = column.firstIndex(where: { $0 < 0 || $0 >= bound }) {
                throw .unknownValue(
                    attribute: attribute.name, code: Int(column[leaf]), leaf: leaf)
            }
        }
    }

    /// Tells what keeps numbers from being a measure.
    static func check(
        _ values: [Double], _ name: String, count: Int
    ) throws(LocalizationError) {
        guard values.count == count else {
            throw .unequalLengths(
                what: "values of \(name)", found: values.count, expected: count)
        }
        if let leaf = values.firstIndex(where: { !$0.isFinite }) {
            throw .badValue(column: name, value: values[leaf], leaf: leaf)
        }
    }
}
