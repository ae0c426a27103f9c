extension Notification: JSONObject {
    private static let keys: [String] = [
        "type", "serviceID", "notificationID", "sender", "inputComponent", "body",
    ]

    /// Reads the notification.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(
            serviceID: try object.value("serviceID"),
            notificationID: try object.value("notificationID"),
            sender: try object.optional("sender"),
            inputComponent: try object.optional("inputComponent"),
            body: try object.optional("body") ?? DiagnosticBody())
    }

    /// Writes the notification as an object with its `type`.
    func write(to json: inout JSONWriter) {
        json.write("type", "notification")
        json.write("serviceID", serviceID)
        json.write("notificationID", notificationID)
        json.write("sender", sender)
        json.write("inputComponent", inputComponent)
        if !body.isEmpty { json.write("body", body) }
    }
}

extension NotificationAcknowledgement: JSONObject {
    private static let keys: [String] = ["type", "notificationID", "responseStatus"]

    /// Reads the acknowledgement.
    init(json: JSONNode) throws(DocumentError) {
        let object = try ObjectReader(json, keys: Self.keys)
        self.init(
            notificationID: try object.value("notificationID"),
            isSuccess: try object.responseStatus())
    }

    /// Writes the acknowledgement as an object with its `type`.
    func write(to json: inout JSONWriter) {
        json.write("type", "notificationResponse")
        json.write("notificationID", notificationID)
        json.write("responseStatus", isSuccess ? 1 : 0)
    }
}
