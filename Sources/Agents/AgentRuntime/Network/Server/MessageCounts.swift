import DMEP
import Synchronization

/// How many documents of each type came in.
final class MessageCounts: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    /// The counts since the start, by type.
    var values: [String: Int] { counts.withLock { $0 } }

    /// Counts what a document holds.
    func count(_ document: Document) {
        counts.withLock { counts in
            switch document {
            case .messages(let batch):
                for message in batch.messages { counts[Self.name(message), default: 0] += 1 }
            case .directoryUpdate: counts["directoryUpdate", default: 0] += 1
            case .directoryUpdateResponse: counts["directoryUpdateResponse", default: 0] += 1
            case .serviceMapRequest: counts["serviceMapRequest", default: 0] += 1
            case .serviceMap: counts["serviceMap", default: 0] += 1
            case .ontology: counts["componentOntology", default: 0] += 1
            }
        }
    }

    private static func name(_ message: Message) -> String {
        switch message {
        case .request(let request): request.kind.rawValue + "Request"
        case .response(let response): response.kind.rawValue + "Response"
        case .notification: "notification"
        case .acknowledgement: "notificationResponse"
        case .problem: "error"
        }
    }
}
