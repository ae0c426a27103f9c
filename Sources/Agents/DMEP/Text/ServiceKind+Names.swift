extension ServiceKind {
    /// The kind's name in service descriptions, and of its requests (CAPRI thesis, A.2.2, A.3.1).
    var requestName: StaticString {
        switch self {
        case .observation: "observationRequest"
        case .belief: "beliefRequest"
        case .diagnosis: "diagRequest"
        case .knowledge: "knowledgeRequest"
        case .notification: "notification"
        }
    }

    /// The name of the kind's responses (CAPRI thesis, A.2.2).
    var responseName: StaticString {
        switch self {
        case .observation: "observationResponse"
        case .belief: "beliefResponse"
        case .diagnosis: "diagResponse"
        case .knowledge: "knowledgeResponse"
        case .notification: "notificationResponse"
        }
    }

    /// `requestName` as a text.
    var requestType: String { "\(requestName)" }

    /// `responseName` as a text.
    var responseType: String { "\(responseName)" }

    /// Reads a kind by its name in service descriptions.
    init(messageType name: String, of what: String) throws(DocumentError) {
        guard let kind = Self.allCases.first(where: { $0.requestType == name }) else {
            throw .invalid(
                what: what, value: name,
                reason:
                    "a service gives observationRequest, beliefRequest, diagRequest, knowledgeRequest or notification"
            )
        }
        self = kind
    }
}
