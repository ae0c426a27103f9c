import Foundation
import Storage

/// A folder for one test, which removes it in a `defer`: that keeps it from going while a store is open.
struct StoreFolder: Sendable {
    let path: String

    init(in parent: String = FileManager.default.temporaryDirectory.path) throws {
        path = parent + "/store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    var file: String { path + "/agent.sqlite" }
}

extension StoredNotification {
    /// A notification as a test needs one.
    static func sample(
        _ id: String, from sender: String = "https://user.example/", at time: Int64 = 1_000,
        document: String = "<notification/>"
    ) -> StoredNotification {
        StoredNotification(
            sender: sender, notificationID: id, service: "failures", receivedAt: time,
            document: Data(document.utf8))
    }
}
