#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension BayesianNetwork {
    /// How well the network predicts records, such as those held out of learning: Σ w ln P(record).
    ///
    /// Missing values are summed out. Minus infinity if a record has probability zero. Each
    /// distinct record with gaps costs one inference, records without gaps none.
    ///
    /// - Throws: `LearningError` if the records do not fit the network or inference fails.
    public func logLikelihood(of records: ObservedRecords) throws(LearningError) -> Double {
        try records.check(fit: self)
        do {
            return try ExpectedCounts(of: records.patterns, under: self).logLikelihood
        } catch .impossibleRecord {
            return -.infinity
        } catch {
            throw error
        }
    }
}
