import Ontology

/// What the evidence says at one moment of a diagnosis.
public struct Assessment: Hashable, Sendable {
    /// The probability that nothing is to blame, then that of each explanation, in the diagnoser's order.
    public let probabilities: [Double]
    /// What each test that was asked about would tell, in the order asked.
    public let values: [TestValue]

    /// Makes an assessment of its parts.
    public init(probabilities: [Double], values: [TestValue]) {
        self.probabilities = probabilities
        self.values = values
    }

    /// The place of the most probable explanation in `probabilities`: 0 for "nothing is to blame".
    public var leader: Int {
        probabilities.indices.max { probabilities[$0] < probabilities[$1] } ?? 0
    }

    /// The probability of the leading explanation.
    public var confidence: Double { probabilities.max() ?? 0 }
}

/// What a test would tell, before it is made.
public struct TestValue: Hashable, Sendable {
    /// What the test would observe.
    public let subject: ComponentProperty
    /// The expected change of the confidence in the leading explanation, 0 to 1.
    public let expectedGain: Double
    /// The expected information about the explanation, in bits.
    public let information: Double

    /// Makes a value of its parts.
    public init(subject: ComponentProperty, expectedGain: Double, information: Double) {
        self.subject = subject
        self.expectedGain = expectedGain
        self.information = information
    }

    /// What choices are made by: the gain in confidence, and a tenth of the information.
    ///
    /// The gain alone is 0 whenever no single outcome changes which explanation leads, even where two
    /// tests together would; the thesis stops there, the information leads on.
    public var value: Double { expectedGain + 0.1 * information }
}
