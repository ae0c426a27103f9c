import Ontology

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Diagnoser {
    /// How far each piece of evidence moves the verdict: the logarithm of the odds with it, minus without.
    ///
    /// Leave-one-out weights of evidence (I. J. Good, Weight of evidence, 1985); natural logarithms.
    ///
    /// - Complexity: one inference for each piece.
    public mutating func weights(
        of evidence: EvidenceSet, for verdict: Int, blaming blame: Blame
    ) throws(ReasoningError) -> [ComponentProperty: Double] {
        let whole = logOdds(try assess(evidence, blaming: blame).probabilities[verdict])
        var weights = [ComponentProperty: Double]()
        for subject in evidence.items.keys {
            let rest = try assess(evidence.without(subject), blaming: blame)
            weights[subject] = whole - logOdds(rest.probabilities[verdict])
        }
        return weights
    }

    private func logOdds(_ probability: Double) -> Double {
        let clamped = min(max(probability, 1e-12), 1 - 1e-12)
        return log(clamped / (1 - clamped))
    }
}
