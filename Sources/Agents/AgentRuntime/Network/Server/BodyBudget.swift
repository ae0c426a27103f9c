import Synchronization

/// The bytes of bodies that a server may still take in before others are done with.
final class BodyBudget: Sendable {
    private let left: Mutex<Int>

    init(bytes: Int) { left = Mutex(bytes) }

    /// Takes some, unless there are too few.
    func take(_ bytes: Int) -> Bool {
        left.withLock { left in
            guard left >= bytes else { return false }
            left -= bytes
            return true
        }
    }

    /// Gives some back.
    func giveBack(_ bytes: Int) {
        left.withLock { $0 += bytes }
    }
}
