import Synchronization

/// Lets a bounded number of exchanges in, and a bounded number wait for a bounded time.
final class AdmissionGate: Sendable {
    private struct State {
        var inWork = 0
        var lastTicket: UInt64 = 0
        /// The tickets that wait, in order; some may have given up.
        var order: [UInt64] = []
        var first = 0
        var waiters: [UInt64: CheckedContinuation<Bool, Never>] = [:]
        /// Those that do not wait yet, and have not given up.
        var arriving: Set<UInt64> = []
    }

    private let state = Mutex(State())
    private let limit: Int
    private let waitingLimit: Int
    private let patience: Duration

    init(limit: Int, waitingLimit: Int, patience: Duration) {
        self.limit = limit
        self.waitingLimit = waitingLimit
        self.patience = patience
    }

    /// How many are in work, and how many wait.
    var counts: (inWork: Int, waiting: Int) {
        state.withLock { ($0.inWork, $0.waiters.count) }
    }

    /// Whether whoever comes now is sent away at once.
    var isFull: Bool {
        state.withLock { $0.inWork >= limit && $0.waiters.count >= waitingLimit }
    }

    /// Comes in, or is sent away; whoever came in leaves with `leave()`.
    func enter() async -> Bool {
        let ticket: UInt64? = state.withLock { state in
            if state.inWork < limit {
                state.inWork += 1
                return nil
            }
            state.lastTicket += 1
            state.arriving.insert(state.lastTicket)
            return state.lastTicket
        }
        guard let ticket else { return true }
        async let _: Void = {
            try? await Task.sleep(for: patience)
            giveUp(ticket)
        }()
        let isIn = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in wait(ticket, waiter) }
        } onCancel: {
            giveUp(ticket)
        }
        return isIn
    }

    /// Makes room for the next.
    func leave() {
        let next: CheckedContinuation<Bool, Never>? = state.withLock { state in
            while state.first < state.order.count {
                let ticket = state.order[state.first]
                state.first += 1
                if let waiter = state.waiters.removeValue(forKey: ticket) { return waiter }
            }
            state.order.removeAll(keepingCapacity: true)
            state.first = 0
            state.inWork -= 1
            return nil
        }
        next?.resume(returning: true)
    }

    private func wait(_ ticket: UInt64, _ waiter: CheckedContinuation<Bool, Never>) {
        let answer: Bool? = state.withLock { state in
            guard state.arriving.remove(ticket) != nil else { return false }
            if state.inWork < limit {
                state.inWork += 1
                return true
            }
            guard state.waiters.count < waitingLimit else { return false }
            if state.first > 1_024 {
                state.order.removeFirst(state.first)
                state.first = 0
            }
            state.order.append(ticket)
            state.waiters[ticket] = waiter
            return nil
        }
        if let answer { waiter.resume(returning: answer) }
    }

    private func giveUp(_ ticket: UInt64) {
        let waiter = state.withLock { state in
            state.arriving.remove(ticket)
            return state.waiters.removeValue(forKey: ticket)
        }
        waiter?.resume(returning: false)
    }
}
