import Synchronization

/// Whether somebody wants to stop.
final class StopSign: Sendable {
    private let flag = Mutex(false)
    var isSet: Bool { flag.withLock { $0 } }
    func set() { flag.withLock { $0 = true } }
}
