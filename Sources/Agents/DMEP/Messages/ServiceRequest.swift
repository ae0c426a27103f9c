/// A request to another agent's service (CAPRI thesis, 6.1, A.2.2).
public struct ServiceRequest: Hashable, Sendable, Codable {
    /// What is asked for.
    public var kind: ServiceKind
    /// The URI of the agent that asks, where late answers may be posted.
    public var requester: String
    /// The requester's name for this request.
    public var requestID: String
    /// The service that is asked.
    public var serviceID: String
    /// When the answer ceases to be of use, in milliseconds since 1970.
    public var expires: Int64
    /// What may be spent on it, in units of cost; nil means 1000.
    ///
    /// Beliefs and diagnoses only.
    public var budget: Double?
    /// How sure the requester wants to be, 0 to 1; nil means 0.9.
    ///
    /// Diagnoses only.
    public var confidenceThreshold: Double?
    /// The agents that the question came through, the first asker first; whoever is among them does
    /// not ask on in a circle.
    ///
    /// Not in the thesis.
    public var via: [String]
    /// The component that the request is about; nil for knowledge requests.
    public var inputComponent: ComponentMention?
    /// Between which explanations to decide; empty for those that the service lists.
    ///
    /// Diagnoses only.
    public var explanations: [ExplanationStatement]
    /// What the requester knows already.
    public var body: DiagnosticBody

    /// Makes a request of its parts.
    public init(
        kind: ServiceKind, requester: String, requestID: String, serviceID: String,
        expires: Int64, budget: Double? = nil, confidenceThreshold: Double? = nil,
        via: [String] = [], inputComponent: ComponentMention? = nil,
        explanations: [ExplanationStatement] = [], body: DiagnosticBody = DiagnosticBody()
    ) {
        self.kind = kind
        self.requester = requester
        self.requestID = requestID
        self.serviceID = serviceID
        self.expires = expires
        self.budget = budget
        self.confidenceThreshold = confidenceThreshold
        self.via = via
        self.inputComponent = inputComponent
        self.explanations = explanations
        self.body = body
    }

    /// What may be spent when a request does not say (CAPRI thesis, 6.1).
    public static let defaultBudget = 1000.0
    /// What an action costs when its service does not say (CAPRI thesis, 6.1).
    public static let defaultActionCost = 10.0
    /// How sure to be when a request does not say.
    public static let defaultConfidenceThreshold = 0.9
}
