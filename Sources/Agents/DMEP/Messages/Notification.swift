/// Diagnostic information sent to a subscriber (CAPRI thesis, 6.1.6, A.2.2).
public struct Notification: Hashable, Sendable, Codable {
    /// The subscription that it is for.
    public var serviceID: String
    /// The sender's name for it; with the sender's URI it is unique.
    public var notificationID: String
    /// The URI of the sender; not in the thesis.
    public var sender: String?
    /// The component that it is about.
    public var inputComponent: ComponentMention?
    /// What was seen or concluded.
    public var body: DiagnosticBody

    /// Makes a notification of its parts.
    public init(
        serviceID: String, notificationID: String, sender: String? = nil,
        inputComponent: ComponentMention? = nil, body: DiagnosticBody = DiagnosticBody()
    ) {
        self.serviceID = serviceID
        self.notificationID = notificationID
        self.sender = sender
        self.inputComponent = inputComponent
        self.body = body
    }
}

/// The receiver of a notification has it, and keeps it, or could not take it (CAPRI thesis, A.2.2).
public struct NotificationAcknowledgement: Hashable, Sendable, Codable {
    /// The sender's name for the notification.
    public var notificationID: String
    /// Whether it was taken.
    public var isSuccess: Bool

    /// Makes an acknowledgement of its parts.
    public init(notificationID: String, isSuccess: Bool = true) {
        self.notificationID = notificationID
        self.isSuccess = isSuccess
    }
}
