/// The answer to a request (CAPRI thesis, 6.2, A.2.2).
public struct ServiceResponse: Hashable, Sendable, Codable {
    /// What was asked for.
    public var kind: ServiceKind
    /// The requester's name for the request.
    public var requestID: String
    /// The service that answers.
    public var serviceID: String
    /// Whether the answer was made; false when something went wrong.
    public var isSuccess: Bool
    /// When it was made, in milliseconds since 1970.
    public var time: Int64?
    /// What was spent on it, in units of cost; not in the thesis.
    public var cost: Double?
    /// The probability of each explanation of the request.
    ///
    /// Diagnoses only.
    public var explanations: [ExplanationStatement]
    /// Observations, beliefs and knowledge, also such as were not asked for.
    public var body: DiagnosticBody

    /// Makes a response of its parts.
    public init(
        kind: ServiceKind, requestID: String, serviceID: String, isSuccess: Bool = true,
        time: Int64? = nil, cost: Double? = nil, explanations: [ExplanationStatement] = [],
        body: DiagnosticBody = DiagnosticBody()
    ) {
        self.kind = kind
        self.requestID = requestID
        self.serviceID = serviceID
        self.isSuccess = isSuccess
        self.time = time
        self.cost = cost
        self.explanations = explanations
        self.body = body
    }
}
