/// One question for the value of observations: what is shared between its candidates.
struct InformationQuestion {
    private let workspace: JunctionTreeWorkspace
    private let conditionals: OutcomeConditionals
    private let hypotheses: [Double]
    let best: Int
    let confidence: Double
    /// The entries summed to the separators met so far, the whole clique first.
    private var known: [HypothesisEntries]

    init(
        workspace: JunctionTreeWorkspace, clique: Int, entries: HypothesisEntries,
        hypotheses: [Double]
    ) {
        self.workspace = workspace
        self.hypotheses = hypotheses
        conditionals = OutcomeConditionals(workspace: workspace, target: clique)
        known = [entries]
        var best = 0
        for index in hypotheses.indices where hypotheses[index] > hypotheses[best] { best = index }
        self.best = best
        confidence = hypotheses[best]
    }

    mutating func values(of candidates: [Int]) -> [InformationValue] {
        let found = candidates.map(conditional)
        // Large separators first: the small ones within them are summed from their short lists.
        let order = candidates.indices.sorted {
            found[$0].separator.count > found[$1].separator.count
        }
        var values = [InformationValue?](repeating: nil, count: candidates.count)
        for index in order { values[index] = value(of: candidates[index], found[index]) }
        return values.compactMap(\.self)
    }

    /// P(outcome | some variables of the explanations' clique); without any for variables that are
    /// observed or unconnected.
    private func conditional(of candidate: Int) -> OutcomeConditionals.Conditional {
        let count = workspace.tree.network.stateCount(of: candidate)
        if known[0].scope.contains(candidate) {
            var identity = [Double](repeating: 0, count: count * count)
            for state in 0..<count { identity[state * count + state] = 1 }
            return .init(separator: [candidate], outcomeCount: count, table: identity)
        }
        if workspace.structure.home[candidate] >= 0,
            let conditional = conditionals.conditional(of: candidate)
        {
            return conditional
        }
        return .init(
            separator: [], outcomeCount: count, table: workspace.marginal(of: candidate))
    }

    private mutating func entries(over separator: [Int]) -> HypothesisEntries {
        if let same = known.first(where: { $0.scope == separator }) { return same }
        let source =
            known.filter { separator.allSatisfy($0.scope.contains) }
            .min { $0.weights.count < $1.weights.count } ?? known[0]
        let summed = HypothesisEntries(
            summing: source, to: separator, hypothesisCount: hypotheses.count,
            stateCount: workspace.tree.network.stateCount(of:))
        known.append(summed)
        return summed
    }

    private mutating func value(
        of variable: Int, _ conditional: OutcomeConditionals.Conditional
    ) -> InformationValue {
        let count = conditional.outcomeCount
        let entries = entries(over: conditional.separator)
        let joint = entries.joint(with: conditional.table, count, hypotheses.count)
        var probabilities = [Double](repeating: 0, count: count)
        var peaks = probabilities
        var best = [Int](repeating: 0, count: count)
        Self.summarize(joint, count, &probabilities, &peaks, &best)
        // I(H; X) = H(X) - H(X | H)
        let information =
            probabilities.withUnsafeBufferPointer { Entropy.bits($0, 0, count, total: 1) }
            - entries.remainingEntropy(conditional.table, count, joint: joint, hypotheses)
        let expected = peaks.reduce(0, +)
        return InformationValue(
            variable: variable, outcomeProbabilities: probabilities, bestHypotheses: best,
            confidences: zip(peaks, probabilities).map { $1 > 0 ? $0 / $1 : 0 },
            expectedConfidence: expected, expectedChange: max(0, expected - confidence),
            mutualInformation: max(0, information), joint: joint)
    }

    /// Sums and largest entries of each outcome over the hypotheses.
    private static func summarize(
        _ joint: [Double], _ count: Int, _ probabilities: inout [Double], _ peaks: inout [Double],
        _ best: inout [Int]
    ) {
        joint.withUnsafeBufferPointer { joint in
            probabilities.withUnsafeMutableBufferPointer { probabilities in
                peaks.withUnsafeMutableBufferPointer { peaks in
                    best.withUnsafeMutableBufferPointer { best in
                        var entry = 0
                        for hypothesis in 0..<joint.count / count {
                            for outcome in 0..<count {
                                let value = joint[entry]
                                entry &+= 1
                                probabilities[outcome] += value
                                if value > peaks[outcome] {
                                    peaks[outcome] = value
                                    best[outcome] = hypothesis
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
