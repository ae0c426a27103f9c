extension Notification {
    private static let keys: [DocumentKey] = [
        "type", "serviceID", "notificationID", "sender", "inputComponent", "body",
    ]

    /// Reads the notification.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(
            serviceID: try object.value("serviceID"),
            notificationID: try object.value("notificationID"),
            sender: try object.optional("sender"),
            inputComponent: try object.optional("inputComponent"),
            body: try object.optional("body") ?? DiagnosticBody())
    }

    /// Writes the notification as an object with its `type`.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("type", "notification")
        try object.write("serviceID", serviceID)
        try object.write("notificationID", notificationID)
        try object.write("sender", sender)
        try object.write("inputComponent", inputComponent)
        if !body.isEmpty { try object.write("body", body) }
    }
}

extension NotificationAcknowledgement {
    private static let keys: [DocumentKey] = ["type", "notificationID", "responseStatus"]

    /// Reads the acknowledgement.
    public init(from decoder: any Decoder) throws {
        let object = try ObjectReader(decoder, keys: Self.keys)
        self.init(
            notificationID: try object.value("notificationID"),
            isSuccess: try object.responseStatus())
    }

    /// Writes the acknowledgement as an object with its `type`.
    public func encode(to encoder: any Encoder) throws {
        var object = ObjectWriter(encoder)
        try object.write("type", "notificationResponse")
        try object.write("notificationID", notificationID)
        try object.write("responseStatus", isSuccess ? 1 : 0)
    }
}
