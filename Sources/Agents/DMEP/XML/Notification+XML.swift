extension Notification {
    /// Reads a `notification`; the attribute `sender` is ours.
    init(xml element: DocumentElement) throws(DocumentError) {
        self.init(
            serviceID: try element.required("serviceID"),
            notificationID: try element.required("notificationID"),
            sender: try element.attribute("sender"))
        var hasBody = false
        for child in try element.children() {
            if child.isNamed("inputComponent"), inputComponent == nil {
                inputComponent = try ComponentMention(within: child)
            } else if child.isNamed("body"), !hasBody {
                body = try DiagnosticBody(xml: child)
                hasBody = true
            } else {
                throw child.unexpected(in: element)
            }
        }
    }

    /// Writes the notification.
    func write(to xml: inout XMLWriter) {
        xml.element("notification") { xml in
            xml.attribute("serviceID", serviceID)
            xml.attribute("notificationID", notificationID)
            xml.attribute("sender", sender)
            if let inputComponent {
                xml.element("inputComponent") { inputComponent.write(to: &$0) }
            }
            if !body.isEmpty { body.write(to: &xml) }
        }
    }
}

extension NotificationAcknowledgement {
    /// Reads a `notificationResponse`; the thesis once spells its status `responsesStatus`.
    init(xml element: DocumentElement) throws(DocumentError) {
        try element.checkEmpty()
        let misspelt = try element.truth("responsesStatus")
        self.init(
            notificationID: try element.required("notificationID"),
            isSuccess: try misspelt == nil ? element.responseStatus() : misspelt == true)
    }

    /// Writes a `notificationResponse`.
    func write(to xml: inout XMLWriter) {
        xml.element("notificationResponse") {
            $0.attribute("notificationID", notificationID)
            $0.attribute("responseStatus", isSuccess ? "1" : "0")
        }
    }
}

extension ProblemReport {
    /// Reads an `error`; its attributes are ours, and one without `kind` is a refusal.
    init(xml element: DocumentElement) throws(DocumentError) {
        let name = try element.attribute("kind") ?? Kind.requestRefused.rawValue
        let kind = try element.located { () throws(DocumentError) in try Kind(name: name) }
        self.init(
            kind: kind, reason: try element.text(), requestID: try element.attribute("requestID"),
            serviceID: try element.attribute("serviceID"))
    }

    /// Writes an `error`.
    func write(to xml: inout XMLWriter) {
        xml.element("error") {
            $0.attribute("kind", kind.rawValue)
            $0.attribute("requestID", requestID)
            $0.attribute("serviceID", serviceID)
            $0.text(reason)
        }
    }
}

extension ProblemReport.Kind {
    /// Reads a kind by its name.
    init(name: String) throws(DocumentError) {
        guard let kind = Self(rawValue: name) else {
            throw .invalid(
                what: "kind", value: name,
                reason: "it is one of \(Self.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self = kind
    }
}
