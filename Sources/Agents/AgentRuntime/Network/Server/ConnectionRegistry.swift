import NIOCore
import Synchronization

/// The connections of a server: how many there are, and how all of them are ended.
final class ConnectionRegistry: Sendable {
    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var turnedAway = 0
        var isQuiescing = false
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    var count: Int { state.withLock { $0.open.count } }

    /// The connections since the start that were closed because there were too many.
    var turnedAway: Int { state.withLock { $0.turnedAway } }

    /// Takes note of a connection; false when there are too many.
    func add(_ channel: any Channel) -> Bool {
        let id = ObjectIdentifier(channel)
        let isTaken = state.withLock { state in
            guard state.open.count < limit, !state.isQuiescing else {
                state.turnedAway += 1
                return false
            }
            state.open[id] = channel
            return true
        }
        guard isTaken else { return false }
        channel.closeFuture.whenComplete { _ in
            self.state.withLock { _ = $0.open.removeValue(forKey: id) }
        }
        return true
    }

    /// Closes connections without a request, and the others after their answer.
    func quiesce() {
        let channels = state.withLock { state in
            state.isQuiescing = true
            return Array(state.open.values)
        }
        for channel in channels {
            channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        }
    }

    /// Closes every connection.
    func closeAll() {
        let channels = state.withLock { Array($0.open.values) }
        for channel in channels { channel.close(promise: nil) }
    }
}
