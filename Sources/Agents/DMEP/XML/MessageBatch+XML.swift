extension MessageBatch {
    /// Reads a `capriMessage`.
    init(xml element: DocumentElement) throws(DocumentError) {
        self.init(
            version: try element.required("version"),
            clientAgent: try element.required("clientAgent"),
            clientVersion: try element.required("clientVer"),
            time: try element.requiredInteger("time"), messages: [])
        for child in try element.children() {
            try element.validation.check(
                count: messages.count + 1, of: "messages in a capriMessage",
                limit: element.validation.limits.messages)
            guard let message = try Message(xml: child) else {
                throw child.unexpected(in: element)
            }
            messages.append(message)
        }
        let read = self
        try element.located { () throws(DocumentError) in try element.validation.check(read) }
    }

    /// Writes a `capriMessage`.
    func write(to xml: inout XMLWriter) {
        xml.element("capriMessage") { xml in
            xml.attribute("version", version)
            xml.attribute("clientAgent", clientAgent)
            xml.attribute("clientVer", clientVersion)
            xml.attribute("time", number: time)
            for message in messages { message.write(to: &xml) }
        }
    }
}

extension Message {
    /// Reads a message; nil for an element that is none.
    init?(xml element: DocumentElement) throws(DocumentError) {
        if let kind = ServiceKind.allCases.first(where: { element.isNamed($0.requestName) }) {
            self =
                kind == .notification
                ? .notification(try Notification(xml: element))
                : .request(try ServiceRequest(xml: element, kind: kind))
        } else if let kind = ServiceKind.allCases.first(where: { element.isNamed($0.responseName) })
        {
            self =
                kind == .notification
                ? .acknowledgement(try NotificationAcknowledgement(xml: element))
                : .response(try ServiceResponse(xml: element, kind: kind))
        } else if element.isNamed("error") {
            self = .problem(try ProblemReport(xml: element))
        } else {
            return nil
        }
        let read = self
        try element.located { () throws(DocumentError) in try element.validation.check(read) }
    }

    /// Writes the message.
    func write(to xml: inout XMLWriter) {
        switch self {
        case .request(let request): request.write(to: &xml)
        case .response(let response): response.write(to: &xml)
        case .notification(let notification): notification.write(to: &xml)
        case .acknowledgement(let acknowledgement): acknowledgement.write(to: &xml)
        case .problem(let problem): problem.write(to: &xml)
        }
    }
}
