extension MessageBatch: JSONObject {
    private static let keys: [String] = [
        "version", "clientAgent", "clientVer", "time", "messages",
    ]

    /// Reads the batch and its `messages`.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(
            version: try object.value("version"), clientAgent: try object.value("clientAgent"),
            clientVersion: try object.value("clientVer"), time: try object.value("time"),
            messages: try object.value("messages"))
        let read = self
        try object.located { () throws(DocumentError) in try object.validation.check(read) }
    }

    /// Writes the batch as an object.
    func write(to json: inout JSONWriter) {
        json.write("version", version)
        json.write("clientAgent", clientAgent)
        json.write("clientVer", clientVersion)
        json.write("time", time)
        json.write("messages", messages)
    }
}

extension Message: JSONObject {
    /// Reads a message by its `type`, the name of its element in XML.
    init(json: JSONNode) throws(DocumentError) {
        let type: String = try ObjectReader(json, keys: nil).value("type")
        if let kind = ServiceKind.allCases.first(where: { $0.requestType == type }) {
            self =
                kind == .notification
                ? .notification(try Notification(json: json))
                : .request(try ServiceRequest(json: json))
        } else if let kind = ServiceKind.allCases.first(where: { $0.responseType == type }) {
            self =
                kind == .notification
                ? .acknowledgement(try NotificationAcknowledgement(json: json))
                : .response(try ServiceResponse(json: json))
        } else if type == "error" {
            self = .problem(try ProblemReport(json: json))
        } else {
            throw .unexpected(element: "a message of type \(type)", within: json.place)
        }
        let read = self
        try json.located { () throws(DocumentError) in try json.validation.check(read) }
    }

    /// Writes the message as an object with its `type`.
    func write(to json: inout JSONWriter) {
        switch self {
        case .request(let request): request.write(to: &json)
        case .response(let response): response.write(to: &json)
        case .notification(let notification): notification.write(to: &json)
        case .acknowledgement(let acknowledgement): acknowledgement.write(to: &json)
        case .problem(let problem): problem.write(to: &json)
        }
    }
}
