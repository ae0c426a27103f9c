/// One choice of a diagnosis: what was believed, and what each test was worth.
public struct DiagnosisStep: Hashable, Sendable, Codable {
    /// An explanation and its probability at that moment.
    public struct Leading: Hashable, Sendable, Codable {
        /// The cause's code, or `none`.
        public let cause: String
        /// Its probability.
        public let probability: Double
    }

    /// A test that could have been made.
    public struct Candidate: Hashable, Sendable, Codable {
        /// The test's name.
        public let test: String
        /// The expected change of the confidence in the leading explanation.
        public let expectedGain: Double
        /// The expected information, in bits.
        public let information: Double
        /// What it costs.
        public let price: Double
        /// Value for money; the choice goes by it.
        public let utility: Double
        /// Whether it was started.
        public let isStarted: Bool
    }

    /// When, since the diagnosis began.
    public let milliseconds: Double
    /// The most probable explanations.
    public let leading: [Leading]
    /// The tests, best first.
    public let candidates: [Candidate]
}
