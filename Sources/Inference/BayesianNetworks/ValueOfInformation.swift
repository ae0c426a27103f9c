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
        let entries = HypothesisEntries(workspace: self, clique: clique, partition: partition)
        let hypotheses = entries.distribution(partition.count)
        var question = InformationQuestion(
            workspace: self, clique: clique, entries: entries, hypotheses: hypotheses)
        return InformationValues(
            hypotheses: hypotheses, bestHypothesis: question.best,
            confidence: question.confidence, candidates: question.values(of: candidates))
    }
}
