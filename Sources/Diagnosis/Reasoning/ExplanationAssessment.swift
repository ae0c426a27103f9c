import Ontology

/// How probable each explanation is at one moment, and what could change that.
public struct ExplanationAssessment: Hashable, Sendable {
    /// What observing a property would do to the confidence.
    public struct Prospect: Hashable, Sendable {
        /// A value that may be seen.
        public struct Outcome: Hashable, Sendable {
            /// How probable it is.
            public let probability: Double
            /// The probability that the best explanation would then have.
            public let confidence: Double
        }

        /// The property.
        public let subject: ComponentProperty
        /// What may be seen.
        public let outcomes: [Outcome]
        /// The expected change of the confidence (CAPRI thesis, 7.8), at least 0.
        public let expectedGain: Double
        /// The expected information about the explanations, in bits.
        public let information: Double

        init(
            subject: ComponentProperty, outcomes: [Outcome], present: Double, information: Double
        ) {
            self.subject = subject
            self.outcomes = outcomes
            self.information = information
            let expected = outcomes.reduce(0) { $0 + $1.probability * $1.confidence }
            expectedGain = max(0, expected - present)
        }

        /// The probability that the confidence stays below `threshold` all the same.
        public func probabilityOfDoubt(below threshold: Double) -> Double {
            outcomes.reduce(0) { $0 + ($1.confidence < threshold ? $1.probability : 0) }
        }
    }

    /// The probability of each explanation, in the diagnoser's order; they need not sum to 1.
    public let probabilities: [Double]
    /// What each candidate would tell, in the order asked.
    public let prospects: [Prospect]

    /// The probability of the best explanation.
    public var confidence: Double { probabilities.max() ?? 0 }
}
