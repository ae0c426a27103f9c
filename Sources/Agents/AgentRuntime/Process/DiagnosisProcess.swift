import DMEP
import Ontology
import Reasoning

/// A diagnosis under way: what is known of one failure and what was tried (CAPRI thesis, 7).
struct DiagnosisProcess: Sendable {
    /// An explanation between which it decides.
    struct Explanation: Sendable {
        /// The property of each individual and the value that it is supposed to have.
        let assignments: [(individual: Int, property: String, value: String)]
        /// As the request puts it; nil when the service proposed it.
        let statement: ExplanationStatement?
    }

    /// The message of an exchange that is to be answered.
    struct Origin: Sendable {
        let exchange: ExchangeID
        let slot: Int
    }

    /// Why the search for evidence ended.
    enum Ending: String, Sendable {
        case confident
        case exhausted
        case budget
        case timeout
    }

    let request: ServiceRequest
    let service: ServiceAdvertisement
    let origin: Origin
    let began: Int64
    let expires: Int64
    var graph: ComponentGraph
    var names: ComponentGraph.LocalNames
    let input: Int
    let explanations: [Explanation]
    /// Whether it is followed up once it is answered.
    let isFollowedUp: Bool
    var soft: [SoftEvidence] = []
    /// What was asked for and may not be asked again.
    var tried = Set<ActionKey>()
    /// What is under way.
    var pending = Set<ActionKey>()
    var spent = 0.0
    /// The services asked, for the record.
    var actions = [String]()
    /// The value that each action was expected to have, and the confidence before it.
    var expectations = [Expectation]()
    /// Whether the requester has its answer; what is asked from then on is for those who learn.
    var isAnswered = false
    /// The latest assessment: the probability of each explanation, in their order.
    var probabilities: [Double] = []

    /// What was expected of an action.
    struct Expectation: Sendable {
        let service: String
        let value: Double
        let before: Double
        /// The place of the most probable explanation before it.
        let leading: Int?
    }

    var confidence: Double { probabilities.max() ?? 0 }
    var threshold: Double {
        request.confidenceThreshold ?? ServiceRequest.defaultConfidenceThreshold
    }
    var budget: Double { request.budget ?? ServiceRequest.defaultBudget }
}

/// What makes two actions the same: the service and what it is asked about.
struct ActionKey: Hashable, Sendable {
    let service: ServiceKey
    let inputs: [PropertyPath: String]
}

/// An action that is possible: a service with a component that it takes.
struct DiagnosticAction: Sendable {
    let key: ActionKey
    let service: ServiceAdvertisement
    /// The input component in the graph of the diagnosis.
    let input: Int
}
