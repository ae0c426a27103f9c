import Dispatch
import Foundation
import Synchronization

/// Whether somebody asked with Ctrl-C or `kill` to stop; asked a second time, the program ends at once.
final class StopRequest: Sendable {
    private let isAsked = Mutex(false)

    /// Listens, or leaves signals as they are.
    init(isHandled: Bool) {
        guard isHandled else { return }
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                // The source is kept by its own handler as long as it listens.
                signal(number, SIG_DFL)
                self.isAsked.withLock { $0 = true }
                source.cancel()
            }
            source.resume()
        }
    }

    /// Whether to stop.
    var isMade: Bool { isAsked.withLock { $0 } }
}
