/// Learns tables from records without missing values, by counting.
///
/// The entry for state k of a variable under the parents' combination j is
/// (N_jk + a_jk) / Σ_k (N_jk + a_jk), N the weighted count of records and a the pseudo-counts of the
/// prior: the maximum of the likelihood when the prior is `none` (D. Spiegelhalter and
/// S. Lauritzen, Sequential updating of conditional probabilities on directed graphical
/// structures, 1990; thesis of G. J. Lee, MIT 2007, section 8.5.7, for knowledge agents).
public struct CountLearning: Sendable {
    /// What is believed before any record.
    public var prior: DirichletPrior

    /// Learning by counts with a prior.
    public init(prior: DirichletPrior = .none) {
        self.prior = prior
    }

    /// The tables for the variables and parents of a network, from records.
    ///
    /// The network's own tables matter only for the priors that refer to them.
    /// O(distinct records × variables + table entries).
    ///
    /// - Throws: `LearningError.missingValue` for a record that is not complete, and errors about
    ///   records or priors that do not fit the network.
    public func learn(
        _ network: BayesianNetwork, from records: ObservedRecords
    ) throws(LearningError) -> LearnedTables {
        try records.check(fit: network)
        let pseudoCounts = try prior.pseudoCounts(for: network)
        var counts = network.nodes.map { [Double](repeating: 0, count: $0.table.count) }
        let families = network.nodes.indices.map { NodeFamily(of: $0, in: network) }
        for pattern in records.patterns {
            if let missing = pattern.states.firstIndex(where: { $0 < 0 }) {
                throw .missingValue(variable: network.name(of: missing))
            }
            for (index, family) in families.enumerated() {
                counts[index][family.offset(ofObserved: pattern.states)] += pattern.weight
            }
        }
        return try LearnedTables(structure: network, counts: counts, pseudoCounts: pseudoCounts)
    }
}
