import DMEP
import Ontology

/// The name of an exchange that another agent began: a batch came in and an answer is owed.
public struct ExchangeID: Hashable, Sendable {
    /// The number.
    public var number: UInt64
    /// Makes a name.
    public init(_ number: UInt64) { self.number = number }
}

/// The name of something that the agent waits for: a batch sent, a test under way, a definition fetched.
public struct ErrandID: Hashable, Sendable {
    /// The number.
    public var number: UInt64
    /// Makes a name.
    public init(_ number: UInt64) { self.number = number }
}

/// What an agent wants done; whoever drives it does so, in this order.
public enum AgentEffect: Sendable {
    /// Keep this on disk before the next effect.
    case store(StoredInformation)
    /// Answer an exchange.
    case reply(ExchangeID, MessageBatch)
    /// Post a batch to another agent and bring back the answer, or the failure, by `deadline`.
    case send(ErrandID, to: String, MessageBatch, deadline: Int64)
    /// Make a test and bring back what it finds, by its deadline.
    case perform(ErrandID, TestInvocation)
    /// Fetch the ontology document that defines a class or property, and bring back the definitions.
    case fetch(ErrandID, document: String)
    /// Call `tick` at this time at the latest, in milliseconds since 1970.
    case wake(at: Int64)
}

/// What an agent keeps on disk.
public enum StoredInformation: Sendable {
    /// A notification, before it is acknowledged.
    case notification(Notification, receivedAt: Int64)
    /// What it remembers of components.
    case findings([RememberedFinding])
    /// Dependency knowledge.
    case knowledge([KnowledgeStatement], receivedAt: Int64)
    /// Services known.
    case services([ServiceAdvertisement], receivedAt: Int64)
    /// A diagnosis made.
    case diagnosis(DiagnosisRecord)
}

/// A diagnosis that was made, for the record.
public struct DiagnosisRecord: Hashable, Sendable, Codable {
    /// When it ended, in milliseconds since 1970.
    public var time: Int64
    /// The service that was asked.
    public var serviceID: String
    /// Who asked.
    public var requester: String
    /// What it was about: the identifying values of the input component, in words.
    public var subject: String
    /// The explanations as paths from the input component, `httpServer.status = FAIL`, with their probabilities.
    public var explanations: [String: Double]
    /// The evidence that counted, as path and value.
    public var evidence: [String: String]
    /// The services asked for it, by agent and service.
    public var actions: [String]
    /// What was spent, in units of cost.
    public var cost: Double
    /// How long it took, in milliseconds.
    public var elapsed: Int64
    /// Why it ended: `confident`, `exhausted`, `budget`, `timeout`.
    public var ending: String
    /// What was expected of each action when it was chosen, in their order.
    public var expectations: [Expectation]

    /// What was expected of an action.
    public struct Expectation: Hashable, Sendable, Codable {
        /// The service asked.
        public var service: String
        /// The expected change of the confidence.
        public var value: Double
        /// The confidence before it.
        public var confidence: Double
        /// The most probable explanation before it, as in `explanations`.
        public var leading: String

        /// Makes an expectation of its parts.
        public init(service: String, value: Double, confidence: Double, leading: String) {
            self.service = service
            self.value = value
            self.confidence = confidence
            self.leading = leading
        }
    }

    /// Makes a record of its parts.
    public init(
        time: Int64, serviceID: String, requester: String, subject: String,
        explanations: [String: Double], evidence: [String: String], actions: [String], cost: Double,
        elapsed: Int64, ending: String, expectations: [Expectation] = []
    ) {
        self.time = time
        self.serviceID = serviceID
        self.requester = requester
        self.subject = subject
        self.explanations = explanations
        self.evidence = evidence
        self.actions = actions
        self.cost = cost
        self.elapsed = elapsed
        self.ending = ending
        self.expectations = expectations
    }
}
