extension DynamicNetwork {
    /// What each slice was like, given the evidence of all slices: P(x[t] | e[0], ..., e[n-1]).
    ///
    /// Evidence is one value a slice, by the indices of a slice; empty where nothing is known. One
    /// inference over the unrolled network: linear in the number of slices for a given width.
    ///
    /// - Throws: `DynamicNetworkError`, for impossible evidence too.
    public func smoothed(_ evidence: [Evidence]) throws(DynamicNetworkError) -> SliceDistributions {
        try inferred(evidence, slices: 0..<evidence.count, of: evidence.count)
    }

    /// What each slice was like as far as was known at its time: P(x[t] | e[0], ..., e[t]).
    ///
    /// One inference a slice over the same junction tree, which recomputes what the evidence of the
    /// slice reaches: quadratic in the number of slices at worst.
    ///
    /// - Throws: `DynamicNetworkError`, for impossible evidence too.
    public func filtered(_ evidence: [Evidence]) throws(DynamicNetworkError) -> SliceDistributions {
        let network = try unrolled(slices: evidence.count)
        let whole = try unrolled(evidence)
        do {
            var workspace = JunctionTreeWorkspace(try JunctionTree(compiling: network))
            var known = Evidence()
            var distributions: [[[Double]]] = []
            for slice in evidence.indices {
                for variable in nodes.indices {
                    let node = index(of: variable, inSlice: slice)
                    if let state = whole.findings[node] { known.observe(node, state: state) }
                    if let likelihood = whole.likelihoods[node] {
                        try known.weigh(node, likelihood: likelihood)
                    }
                }
                try workspace.calibrate(given: known)
                distributions.append(marginals(ofSlice: slice, in: workspace))
            }
            return SliceDistributions(
                firstSlice: 0, logProbabilityOfEvidence: workspace.logProbabilityOfEvidence,
                distributions: distributions)
        } catch {
            throw .network(error)
        }
    }

    /// What the slices after the evidence will be like: P(x[n-1+h] | e[0], ..., e[n-1]), h = 1, ...
    ///
    /// The first distribution is that of slice n, the first without evidence; without any evidence
    /// it is that of slice 0.
    ///
    /// - Throws: `DynamicNetworkError.tooFewSlices` for fewer than one step, and errors of evidence.
    public func predicted(
        _ evidence: [Evidence], steps: Int
    ) throws(DynamicNetworkError) -> SliceDistributions {
        guard steps >= 1 else { throw .tooFewSlices(steps, needed: 1) }
        let (total, overflow) = evidence.count.addingReportingOverflow(steps)
        guard !overflow else { throw .tooManySlices(steps, entryLimit: Self.entryLimit) }
        return try inferred(evidence, slices: evidence.count..<total, of: total)
    }

    private func inferred(
        _ evidence: [Evidence], slices: Range<Int>, of count: Int
    ) throws(DynamicNetworkError) -> SliceDistributions {
        let network = try unrolled(slices: count)
        let known = try unrolled(evidence)
        do {
            var workspace = JunctionTreeWorkspace(try JunctionTree(compiling: network))
            try workspace.calibrate(given: known)
            return SliceDistributions(
                firstSlice: slices.lowerBound,
                logProbabilityOfEvidence: workspace.logProbabilityOfEvidence,
                distributions: slices.map { marginals(ofSlice: $0, in: workspace) })
        } catch {
            throw .network(error)
        }
    }

    private func marginals(ofSlice slice: Int, in workspace: JunctionTreeWorkspace) -> [[Double]] {
        nodes.indices.map { workspace.marginal(of: index(of: $0, inSlice: slice)) }
    }
}
