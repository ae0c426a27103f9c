import Ontology

/// What an assessment amounts to: the verdict, its rivals, and what is excluded.
public struct Conclusion: Hashable, Sendable {
    /// The most probable explanation, as its place in the assessment: 0 for "nothing is to blame".
    public let verdict: Int
    /// The probability of the verdict.
    public let probability: Double
    /// The explanations that the evidence cannot tell from the verdict, most probable first.
    public let rivals: [Int]
    /// The explanations that the evidence excludes.
    public let ruledOut: [Int]
    /// Whether the verdict, or the verdict and its rivals, are as probable as was asked for.
    public let isDecided: Bool

    /// How many rivals a verdict may have before it is no verdict.
    public static let mostRivals = 3
    /// The least probability of a rival.
    public static let leastRival = 0.04

    /// Draws the conclusion.
    ///
    /// A rival has a probability of at least 4 %, also beside a verdict that is sure enough: who acts
    /// on the verdict should know what else it may be. An explanation is ruled out when it has less
    /// than 1 % and less than a third of its prior.
    ///
    /// - Parameters:
    ///   - assessment: what the evidence says.
    ///   - prior: what was believed before any evidence.
    ///   - confidence: how sure to be, 0 to 1.
    public init(assessment: Assessment, prior: Assessment, confidence: Double) {
        let probabilities = assessment.probabilities
        let ranked = probabilities.indices.sorted { probabilities[$0] > probabilities[$1] }
        let verdict = ranked.first ?? 0
        let probability = assessment.confidence
        var rivals = [Int]()
        var covered = probability
        for index in ranked.dropFirst().prefix(Self.mostRivals) {
            guard probabilities[index] >= Self.leastRival else { break }
            rivals.append(index)
            covered += probabilities[index]
        }
        self.verdict = verdict
        self.probability = probability
        self.rivals = rivals
        ruledOut = probabilities.indices.filter { index in
            index > 0 && probabilities[index] < 0.01
                && probabilities[index] < prior.probabilities[index] / 3
        }
        isDecided = covered >= confidence
    }
}
