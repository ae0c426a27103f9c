/// What observing a variable would tell about the candidate explanations.
public struct InformationValue: Sendable, Hashable {
    /// The variable that would be observed.
    public let variable: Int
    /// The probability of each outcome.
    public let outcomeProbabilities: [Double]
    /// For each outcome the most probable explanation, the smallest number among equals; 0 for
    /// outcomes of probability 0.
    public let bestHypotheses: [Int]
    /// For each outcome the probability of the most probable explanation; 0 where undefined.
    public let confidences: [Double]
    /// The probability that the explanation held most probable after the observation is true.
    public let expectedConfidence: Double
    /// By how much the observation raises the confidence on average, at least 0.
    public let expectedChange: Double
    /// The mutual information of explanation and outcome, in bits.
    ///
    /// It is positive also where no single outcome changes which explanation is best, as with
    /// two tests that help only together.
    public let mutualInformation: Double
    /// P(explanation, outcome): the entry `hypothesis * outcomeCount + outcome`.
    let joint: [Double]

    /// The distribution over the explanations after an outcome; all 0 if the outcome is impossible.
    public func hypotheses(after outcome: Int) -> [Double] {
        let count = outcomeProbabilities.count
        let probability = outcomeProbabilities[outcome]
        return stride(from: outcome, to: joint.count, by: count).map {
            probability > 0 ? joint[$0] / probability : 0
        }
    }
}

/// The candidate explanations now, and what each observation would tell about them.
public struct InformationValues: Sendable, Hashable {
    /// The distribution over the explanations given the evidence so far.
    public let hypotheses: [Double]
    /// The most probable explanation, the smallest number among equals.
    public let bestHypothesis: Int
    /// Its probability.
    public let confidence: Double
    /// The value of each candidate, in the order asked for.
    public let candidates: [InformationValue]
}
