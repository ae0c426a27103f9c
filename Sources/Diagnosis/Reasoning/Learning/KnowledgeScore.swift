import Ontology

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How well knowledge diagnoses labelled cases that it was not learned from (CAPRI thesis, 9.3.1, 9.3.2).
public struct KnowledgeScore: Hashable, Sendable, Codable {
    /// Diagnoses of about the same confidence.
    public struct Bin: Hashable, Sendable, Codable {
        /// The confidence from which on and up to which it reaches.
        public let from: Double, to: Double
        /// The weight of the cases in it.
        public let weight: Double
        /// The mean confidence.
        public let confidence: Double
        /// The share that is right.
        public let accuracy: Double
    }

    /// The explanations, in the order of the confusion matrix.
    public let explanations: [LearningScope.Explanation]
    /// How many cases were diagnosed.
    public let cases: Int
    /// The share whose most probable explanation is the true one.
    public let accuracy: Double
    /// The mean of ln P(the true explanation), which is cut off at `leastProbability`.
    public let logScore: Double
    /// The mean over cases of Σ (P(explanation) - 1 if true else 0)², 0 to 2.
    ///
    /// G. W. Brier, Verification of Forecasts Expressed in Terms of Probability, 1950.
    public let brierScore: Double
    /// The mean distance between confidence and accuracy over the bins, by their weight.
    public let calibrationError: Double
    /// The share of cases that the knowledge holds for impossible; all explanations are then equal.
    public let contradicted: Double
    /// Ten bins of confidence, those without a case left out.
    public let bins: [Bin]
    /// The weight of cases: true explanation × most probable explanation.
    public let confusion: [[Double]]

    /// No case is charged more than ln of this: a single row of zeros shall not decide alone.
    public static let leastProbability = 1e-4

    /// The share of the cases of each explanation that was found.
    public var recall: [Double] {
        confusion.indices.map { ratio(confusion[$0][$0], confusion[$0].reduce(0, +)) }
    }

    /// The share of the diagnoses of each explanation that was right.
    public var precision: [Double] {
        confusion.indices.map { index in
            ratio(confusion[index][index], confusion.reduce(0) { $0 + $1[index] })
        }
    }

    /// Scores knowledge on the labelled ones among cases.
    public init(
        of knowledge: [DependencyKnowledge], on cases: [DiagnosisCase], scope: LearningScope
    ) throws(ReasoningError) {
        self.init(try ExplanationPrediction(of: cases, by: knowledge, scope: scope), scope: scope)
    }

    init(_ prediction: ExplanationPrediction, scope: LearningScope) {
        let size = scope.explanations.count
        var confusion = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
        var sums = (logScore: 0.0, brier: 0.0, contradicted: 0.0, weight: 0.0)
        var tallies = [(weight: Double, confidence: Double, right: Double)](
            repeating: (0, 0, 0), count: 10)
        for item in prediction.cases {
            let diagnosis = Self.leader(of: item.probabilities)
            let confidence = item.probabilities[diagnosis]
            confusion[item.truth][diagnosis] += item.weight
            sums.weight += item.weight
            sums.logScore += item.weight * Self.logScore(of: item)
            for (index, probability) in item.probabilities.enumerated() {
                let distance = probability - (index == item.truth ? 1 : 0)
                sums.brier += item.weight * distance * distance
            }
            if item.isContradicted { sums.contradicted += item.weight }
            let bin = min(9, Int(confidence * 10))
            tallies[bin].weight += item.weight
            tallies[bin].confidence += item.weight * confidence
            if diagnosis == item.truth { tallies[bin].right += item.weight }
        }
        let total = sums.weight
        bins = tallies.enumerated().filter { $0.element.weight > 0 }.map { index, tally in
            Bin(
                from: Double(index) / 10, to: Double(index + 1) / 10, weight: tally.weight,
                confidence: tally.confidence / tally.weight, accuracy: tally.right / tally.weight)
        }
        explanations = scope.explanations
        cases = prediction.cases.count
        accuracy = ratio(confusion.indices.reduce(0) { $0 + confusion[$1][$1] }, total)
        logScore = ratio(sums.logScore, total)
        brierScore = ratio(sums.brier, total)
        contradicted = ratio(sums.contradicted, total)
        calibrationError = ratio(
            bins.reduce(0) { $0 + $1.weight * abs($1.confidence - $1.accuracy) }, total)
        self.confusion = confusion
    }

    /// The place of the greatest probability, the first one of equals.
    static func leader(of probabilities: [Double]) -> Int {
        var leader = 0
        for (index, probability) in probabilities.enumerated()
        where probability > probabilities[leader] {
            leader = index
        }
        return leader
    }

    static func logScore(of item: ExplanationPrediction.Case) -> Double {
        log(max(leastProbability, item.probabilities[item.truth]))
    }
}

private func ratio(_ part: Double, _ whole: Double) -> Double { whole > 0 ? part / whole : 0 }
