#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension JunctionTree {
    /// What each candidate observation would tell about the explanations, given evidence.
    ///
    /// For repeated questions keep a `JunctionTreeWorkspace`, which has the same function.
    public func expectedConfidence(
        of partition: HypothesisPartition, candidates: [Int], given evidence: Evidence = Evidence()
    ) throws(BayesianNetworkError) -> InformationValues {
        var workspace = JunctionTreeWorkspace(self)
        try workspace.calibrate(given: evidence)
        return try workspace.expectedConfidence(of: partition, candidates: candidates)
    }
}

extension JunctionTreeWorkspace {
    /// What each candidate observation would tell about the explanations, given the evidence last
    /// calibrated for.
    ///
    /// The myopic value of information of G. J. Lee, CAPRI, thesis, MIT 2007, section 7.8: the
    /// expected change of the diagnostic confidence, which is the probability of the most probable
    /// explanation. All values come from the one calibration: for each candidate X the tables on
    /// the way to the clique of the explanations give P(X | separator), and the belief of that clique
    /// sums it to P(explanation, X). No outcome is propagated.
    ///
    /// - Parameters:
    ///   - partition: the explanations; its variables must have been kept together.
    ///   - candidates: variables that might be observed; observed ones have value 0.
    /// - Throws: `BayesianNetworkError.notKeptTogether`, `.invalidPartition` and
    ///   `.unknownVariableIndex`.
    /// - Complexity: for each candidate, its states times the entries of the explanations' clique
    ///   that are not 0, and the tables on the way to it.
    public func expectedConfidence(
        of partition: HypothesisPartition, candidates: [Int]
    ) throws(BayesianNetworkError) -> InformationValues {
        try partition.check(in: tree.network)
        for candidate in candidates { try tree.network.check(candidate) }
        let free = partition.variables.filter { structure.home[$0] >= 0 }
        guard let clique = smallestClique(holding: free) else {
            throw .notKeptTogether(partition.variables.map(tree.network.name(of:)))
        }
        var entries = HypothesisEntries(workspace: self, clique: clique, partition: partition)
        let conditionals = OutcomeConditionals(workspace: self, target: clique)
        let hypotheses = entries.distribution
        let (best, confidence) = Self.largest(of: hypotheses)
        let values = candidates.map { candidate in
            let joint: [Double]
            if structure.home[candidate] < 0 {
                joint = entries.joint(withConstant: marginal(of: candidate))
            } else if entries.scope.contains(candidate) {
                joint = entries.joint(withOwn: candidate)
            } else if let conditional = conditionals.conditional(of: candidate) {
                joint = entries.joint(with: conditional)
            } else {
                joint = entries.joint(withConstant: marginal(of: candidate))
            }
            return Self.value(of: candidate, joint, hypotheses, confidence)
        }
        return InformationValues(
            hypotheses: hypotheses, bestHypothesis: best, confidence: confidence,
            candidates: values)
    }

    private static func largest(of values: [Double]) -> (Int, Double) {
        var best = 0
        for index in values.indices where values[index] > values[best] { best = index }
        return (best, values[best])
    }

    private static func value(
        of variable: Int, _ joint: [Double], _ hypotheses: [Double], _ confidence: Double
    ) -> InformationValue {
        let count = joint.count / hypotheses.count
        var probabilities = [Double](repeating: 0, count: count)
        var peaks = probabilities
        var best = [Int](repeating: 0, count: count)
        for hypothesis in hypotheses.indices {
            for outcome in 0..<count {
                let value = joint[hypothesis &* count &+ outcome]
                probabilities[outcome] += value
                if value > peaks[outcome] {
                    peaks[outcome] = value
                    best[outcome] = hypothesis
                }
            }
        }
        // I(H; X) = sum p(h, x) log p(h, x) - sum p(h) log p(h) - sum p(x) log p(x)
        var information = 0.0
        for hypothesis in hypotheses.indices where hypotheses[hypothesis] > 0 {
            for outcome in 0..<count {
                let value = joint[hypothesis &* count &+ outcome]
                if value > 0 {
                    information +=
                        value * log2(value / (hypotheses[hypothesis] * probabilities[outcome]))
                }
            }
        }
        let expected = peaks.reduce(0, +)
        return InformationValue(
            variable: variable, outcomeProbabilities: probabilities, bestHypotheses: best,
            confidences: zip(peaks, probabilities).map { $1 > 0 ? $0 / $1 : 0 },
            expectedConfidence: expected, expectedChange: max(0, expected - confidence),
            mutualInformation: max(0, information), joint: joint)
    }
}
