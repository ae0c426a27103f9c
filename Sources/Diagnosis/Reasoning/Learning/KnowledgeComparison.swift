import Ontology

/// Old knowledge against new on cases that neither was learned from (CAPRI thesis, 9.3.1).
public struct KnowledgeComparison: Hashable, Sendable, Codable {
    /// How the old knowledge does.
    public let before: KnowledgeScore
    /// How the new knowledge does.
    public let after: KnowledgeScore
    /// By how much the new one's log score is greater, case by case.
    public let gain: PairedDifference
    /// By how much its accuracy is greater, case by case.
    public let accuracyGain: PairedDifference

    /// Compares on the labelled ones among cases.
    public init(
        old: [DependencyKnowledge], new: [DependencyKnowledge], on cases: [DiagnosisCase],
        scope: LearningScope
    ) throws(ReasoningError) {
        let before = try ExplanationPrediction(of: cases, by: old, scope: scope)
        let after = try ExplanationPrediction(of: cases, by: new, scope: scope)
        self.before = KnowledgeScore(before, scope: scope)
        self.after = KnowledgeScore(after, scope: scope)
        gain = PairedDifference(from: before, to: after)
        accuracyGain = PairedDifference(from: before, to: after) {
            KnowledgeScore.leader(of: $0.probabilities) == $0.truth ? 1 : 0
        }
    }

    /// Whether the new knowledge is better.
    ///
    /// 1. There are at least 30 cases.
    /// 2. The log score of the true explanation is greater with 95 % confidence (one-sided, paired).
    /// 3. The accuracy is not lower with 95 % confidence.
    public var isBetter: Bool { reason == nil }

    /// Why the new knowledge is not better, in words; nil if it is.
    public var reason: String? {
        if gain.cases < 30 { return "\(gain.cases) held-out failures are too few to compare by" }
        if gain.atLeast <= 0 { return "the log score is not greater with 95 % confidence" }
        if accuracyGain.atMost < 0 { return "the accuracy is lower with 95 % confidence" }
        return nil
    }
}
