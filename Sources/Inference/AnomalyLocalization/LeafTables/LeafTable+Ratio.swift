extension LeafTable {
    /// A table of a ratio of two additive measures, such as stalls a viewer or errors a request.
    ///
    /// What is expected of a leaf is the ratio that was forecast times the base that was measured: more viewers alone
    /// make no anomaly. A leaf of which no base was expected is measured by the ratio of the whole table. What was
    /// forecast of a leaf is not drawn to that ratio: leaves below it would all seem to have lost something.
    ///
    /// - Parameters:
    ///   - actual: the numerator that was measured, by row.
    ///   - actualBase: the denominator that was measured.
    ///   - forecast: the numerator that was expected.
    ///   - forecastBase: the denominator that was expected.
    /// - Throws: ``LocalizationError`` as for a table of one measure; denominators may not be negative.
    public init(
        attributes: [LeafAttribute], codes: [[Int32]], actual: [Double], actualBase: [Double],
        forecast: [Double], forecastBase: [Double]
    ) throws(LocalizationError) {
        try Self.check(attributes, codes, leaves: actual.count)
        let columns = [
            ("real_num", actual), ("real_den", actualBase), ("predict_num", forecast),
            ("predict_den", forecastBase),
        ]
        for (name, values) in columns {
            try Self.check(values, name, count: actual.count)
            if name.hasSuffix("den"), let leaf = values.firstIndex(where: { $0 < 0 }) {
                throw .badValue(column: name, value: values[leaf], leaf: leaf)
            }
        }
        let folding = LeafFolding(attributes, codes, count: actual.count)
        let numerators = folding.sum(actual)
        let bases = folding.sum(actualBase)
        let expected = folding.sum(forecast)
        let expectedBases = folding.sum(forecastBase)
        let wholeBase = expectedBases.reduce(0, +)
        let ratio = wholeBase > 0 ? expected.reduce(0, +) / wholeBase : 0
        self.init(
            attributes: attributes, codes: folding.fold(codes),
            folded: bases.indices.map { bases[$0] > 0 ? numerators[$0] : 0 },
            forecast: bases.indices.map { leaf in
                guard bases[leaf] > 0 else { return 0 }
                guard expectedBases[leaf] > 0 else { return bases[leaf] * ratio }
                return bases[leaf] * expected[leaf] / expectedBases[leaf]
            },
            duplicates: actual.count - folding.count)
    }
}
