import Foundation

/// A notification as it was received.
public struct StoredNotification: Hashable, Sendable {
    /// Its place in the order of arrival; 0 before it is stored, never used twice.
    public var number: Int64
    /// The URI of the sender.
    public var sender: String
    /// The sender's name for it; unique with the sender.
    public var notificationID: String
    /// The subscription that it is for.
    public var service: String
    /// When it was received, in milliseconds since 1970.
    public var receivedAt: Int64
    /// The encoded document.
    public var document: Data

    /// Makes a notification of its parts.
    public init(
        number: Int64 = 0, sender: String, notificationID: String, service: String,
        receivedAt: Int64, document: Data
    ) {
        self.number = number
        self.sender = sender
        self.notificationID = notificationID
        self.service = service
        self.receivedAt = receivedAt
        self.document = document
    }
}
