import NIOCore
import Synchronization

/// The channel on which a server listens, once it does.
final class Listener: Sendable {
    private let stored = Mutex<(any Channel)?>(nil)

    var channel: (any Channel)? {
        get { stored.withLock { $0 } }
        set { stored.withLock { $0 = newValue } }
    }
}
