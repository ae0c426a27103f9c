extension MessageBatch {
    private static let keys: [DocumentKey] = [
        "version", "clientAgent", "clientVer", "time", "messages",
    ]

    /// Reads the batch and its `messages`.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(
            version: try object.value("version"), clientAgent: try object.value("clientAgent"),
            clientVersion: try object.value("clientVer"), time: try object.value("time"),
            messages: try object.value("messages"))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the batch as an object.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("version", version)
        try object.write("clientAgent", clientAgent)
        try object.write("clientVer", clientVersion)
        try object.write("time", time)
        try object.write("messages", messages)
    }
}

extension Message {
    /// Reads a message by its `type`, the name of its element in XML.
    public init(from decoder: any Decoder) throws {
        let type = try decoder.container(keyedBy: DocumentKey.self)
            .decode(String.self, forKey: "type")
        if let kind = ServiceKind.allCases.first(where: { $0.requestType == type }) {
            self =
                kind == .notification
                ? .notification(try Notification(from: decoder))
                : .request(try ServiceRequest(from: decoder))
        } else if let kind = ServiceKind.allCases.first(where: { $0.responseType == type }) {
            self =
                kind == .notification
                ? .acknowledgement(try NotificationAcknowledgement(from: decoder))
                : .response(try ServiceResponse(from: decoder))
        } else if type == "error" {
            self = .problem(try ProblemReport(from: decoder))
        } else {
            throw DocumentError.unexpected(
                element: "a message of type \(type)",
                within: DocumentError.place(decoder.codingPath))
        }
        let read = self
        let validation = JSONText.validation(of: decoder)
        do { try validation.check(read) } catch {
            throw error.at(DocumentError.place(decoder.codingPath))
        }
    }

    /// Writes the message as an object with its `type`.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .request(let request): try request.encode(to: encoder)
        case .response(let response): try response.encode(to: encoder)
        case .notification(let notification): try notification.encode(to: encoder)
        case .acknowledgement(let acknowledgement): try acknowledgement.encode(to: encoder)
        case .problem(let problem): try problem.encode(to: encoder)
        }
    }
}
