/// The one answer of the product.
///
/// What is to blame, how sure, since when, whom it hurts, on what evidence,
/// and what to do. Every analysis returns it and every face of the product shows it.
public struct Diagnosis: Hashable, Sendable, Codable {
    /// An explanation with its probability.
    public struct Explanation: Hashable, Sendable, Codable {
        /// The class of component: `dns-lookup`, or `none`.
        public let className: String
        /// The cause's stable code, such as `D1`; empty for none.
        public let cause: String
        /// The cause's name, such as `resolver-dead`.
        public let name: String
        /// How probable it is, given the evidence.
        public let probability: Double

        /// Makes an explanation of its parts.
        public init(className: String, cause: String, name: String, probability: Double) {
            self.className = className
            self.cause = cause
            self.name = name
            self.probability = probability
        }
    }

    /// A test that was made and what came of it.
    public struct Evidence: Hashable, Sendable, Codable {
        /// The test's name.
        public let test: String
        /// The value it ended in.
        public let result: String
        /// What it was made upon: an address, a name.
        public let subject: String
        /// How long it took.
        public let milliseconds: Double
        /// What it was expected to cost, in the units of `DiagnosticTest.Cost.price`.
        public let cost: Double
        /// What the result says, as a sentence: "the name server does not answer".
        public let statement: String
        /// What was seen, in words.
        public let detail: String
        /// How far it moved the probability of the verdict, in natural logarithms of the odds.
        public let weight: Double

        /// Makes evidence of its parts.
        public init(
            test: String, result: String, subject: String, milliseconds: Double, cost: Double,
            statement: String, detail: String, weight: Double = 0
        ) {
            self.test = test
            self.result = result
            self.subject = subject
            self.milliseconds = milliseconds
            self.cost = cost
            self.statement = statement
            self.detail = detail
            self.weight = weight
        }
    }

    /// A test that was not made, and why.
    public struct NotAsked: Hashable, Sendable, Codable {
        /// The test's name.
        public let test: String
        /// What it is, for people.
        public let label: String
        /// Why it was not made.
        public let reason: String
        /// How much it would be expected to raise the confidence.
        public let expectedGain: Double
        /// Whether it needs another device.
        public let isRemote: Bool

        /// Makes an entry of its parts.
        public init(
            test: String, label: String, reason: String, expectedGain: Double, isRemote: Bool
        ) {
            self.test = test
            self.label = label
            self.reason = reason
            self.expectedGain = expectedGain
            self.isRemote = isRemote
        }
    }

    /// Why the search for evidence ended.
    public enum Ending: String, Hashable, Sendable, Codable {
        /// The leading explanation is as probable as was asked for.
        case confident
        /// No test that is left would tell more.
        case exhausted
        /// The budget was spent.
        case budget
        /// The time was over.
        case timeout
    }

    /// What was diagnosed: a URL, a log, a metric.
    public let target: String
    /// Whether it works.
    public let isReachable: Bool
    /// What is to blame; the class `none` when nothing is.
    public let verdict: Explanation
    /// All that is not ruled out, most probable first.
    public let explanations: [Explanation]
    /// The causes that the evidence at hand cannot tell from the verdict, by code.
    public let indistinguishable: [String]
    /// The causes that the evidence excludes, by code.
    public let ruledOut: [String]
    /// The tests made, in the order in which they ended.
    public let evidence: [Evidence]
    /// The tests not made.
    public let notAsked: [NotAsked]
    /// One sentence that says what is to blame.
    public let statement: String
    /// What to do next, and who can do it.
    public let advice: String
    /// Since when, in milliseconds since 1970, when that is known.
    public let since: Int64?
    /// Whom it hurts, in words: "this device", "1,204 users in Lyon".
    public let affected: String
    /// Why the search ended.
    public let ending: Ending
    /// How long the diagnosis took.
    public let elapsedMilliseconds: Double

    /// Makes a diagnosis of its parts.
    public init(
        target: String, isReachable: Bool, verdict: Explanation, explanations: [Explanation],
        indistinguishable: [String], ruledOut: [String], evidence: [Evidence],
        notAsked: [NotAsked], statement: String, advice: String, since: Int64? = nil,
        affected: String, ending: Ending, elapsedMilliseconds: Double
    ) {
        self.target = target
        self.isReachable = isReachable
        self.verdict = verdict
        self.explanations = explanations
        self.indistinguishable = indistinguishable
        self.ruledOut = ruledOut
        self.evidence = evidence
        self.notAsked = notAsked
        self.statement = statement
        self.advice = advice
        self.since = since
        self.affected = affected
        self.ending = ending
        self.elapsedMilliseconds = elapsedMilliseconds
    }
}
