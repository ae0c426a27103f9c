extension AgentHost {
    /// The wakes kept one by one; beyond that they are brought together.
    private static let wakesKept = 4_096

    /// Remembers that the agent is to be called at a time.
    func wake(at time: Int64) {
        var time = time
        // Earlier is allowed: an agent that asks to be woken for every exchange is woken for many at once.
        if wakes.count >= Self.wakesKept, time > now() + 512 { time &= ~255 }
        wakes.insert(time)
        schedule(time)
    }

    /// Makes sure that the timer goes off by a time.
    func schedule(_ time: Int64) {
        guard time < timerTarget, !isClosed else { return }
        timer?.cancel()
        timerTarget = time
        // The clock of the day may be set meanwhile: look again every minute.
        let wait = min(max(0, time - now()), 60_000)
        timer = Task {
            do { try await Task.sleep(for: .milliseconds(wait)) } catch { return }
            self.timePassed()
        }
    }

    private func timePassed() {
        timer = nil
        timerTarget = .max
        let time = now()
        expireWaitingErrands(at: time)
        let late = exchanges.filter { $0.value.deadline <= time }.keys
        for id in late { finish(id, .failure(.late)) }
        let due = wakes.filter { $0 <= time }
        if !due.isEmpty {
            wakes.subtract(due)
            tell(.tick)
        }
        let next = [
            wakes.min(), exchanges.values.lazy.map(\.deadline).min(),
            errands.values.lazy.map(\.deadline).min(),
        ].compactMap(\.self).min()
        // An errand under way past its deadline ends by itself: not a reason to spin.
        if let next { schedule(max(next, time + 1)) }
    }
}
