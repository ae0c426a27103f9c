import Synchronization

/// What a server did not serve, by reason.
final class ServerTally: Sendable {
    /// Why a request is not served.
    enum Reason: String { case overload, unauthenticated, mediaType, size, malformed, refused }

    private let counts = Mutex<[Reason: Int]>([:])

    /// Counts one.
    func count(_ reason: Reason) { counts.withLock { $0[reason, default: 0] += 1 } }

    /// The counts since the start.
    var values: [String: Int] {
        let counts = counts.withLock { $0 }
        return Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) })
    }
}
