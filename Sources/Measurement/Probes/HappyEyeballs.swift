import Foundation
import InternetProtocols

/// Tries several addresses, each a little after the one before, and keeps the first that answers.
///
/// RFC 8305: families take turns (section 4), the next attempt starts 250 ms after the last or as
/// soon as it failed (section 5).
enum HappyEyeballs {
    /// What became of the attempts.
    struct Race: Sendable {
        /// The attempts that ended, in the order they ended; the winner is the last.
        var attempts: [TCPConnectOutcome] = []
        /// The attempts that were given up when another one won.
        var abandoned: [AbandonedAttempt] = []
        /// The open connection of the winner.
        var winner: TCPConnection?
    }

    /// The addresses with their families taking turns, beginning with the first one's.
    static func interleaved(_ addresses: [IPAddress]) -> [IPAddress] {
        guard let first = addresses.first else { return [] }
        let preferred = addresses.filter { $0.family == first.family }
        let others = addresses.filter { $0.family != first.family }
        var result: [IPAddress] = []
        for index in 0..<max(preferred.count, others.count) {
            if index < preferred.count { result.append(preferred[index]) }
            if index < others.count { result.append(others[index]) }
        }
        return result
    }

    /// Races the endpoints; `onEnd` hears of every attempt that ended.
    static func race(
        _ endpoints: [IPEndpoint], delay: Duration, timeout: Duration, source: ProbeSource,
        onEnd: (TCPConnectOutcome) -> Void
    ) async throws -> Race {
        enum Step: Sendable {
            case ended(TCPConnectOutcome)
            case delayOver(after: Int)
        }
        return try await withThrowingTaskGroup(of: Step.self) { group in
            var race = Race()
            var started: [IPEndpoint: ContinuousClock.Instant] = [:]
            var next = 0
            func launch() {
                guard next < endpoints.count else { return }
                let endpoint = endpoints[next]
                let index = next
                next += 1
                started[endpoint] = ContinuousClock.now
                group.addTask {
                    .ended(
                        try await TCPConnectProbe.connect(
                            to: endpoint, timeout: timeout, source: source))
                }
                group.addTask {
                    try await Task.sleep(for: delay)
                    return .delayOver(after: index)
                }
            }
            defer { group.cancelAll() }
            launch()
            while !started.isEmpty, let step = try await group.next() {
                switch step {
                case .delayOver(let index):
                    if index == next - 1 { launch() }
                case .ended(let outcome):
                    started[outcome.endpoint] = nil
                    race.attempts.append(outcome.withoutConnection)
                    onEnd(outcome.withoutConnection)
                    if let connection = outcome.connection {
                        race.winner = connection
                        let now = ContinuousClock.now
                        race.abandoned = started.map { endpoint, start in
                            AbandonedAttempt(endpoint: endpoint, elapsed: now - start)
                        }.sorted { $0.elapsed > $1.elapsed }
                        return race
                    }
                    launch()
                }
            }
            return race
        }
    }
}
