import Foundation
import InternetProtocols

/// Traces the way to an endpoint by TCP, without privileges.
///
/// Each SYN dies one router further on, and the ICMP error of that router waits in the error
/// queue of the socket (Linux). A SYN to the real port passes filters that other traces do not.
public enum TCPTraceProbe {
    /// Sends a SYN for each time to live, 25 ms apart, until the endpoint answers.
    ///
    /// The kernel repeats a lost SYN after a second, so a hop that answered later than that has
    /// no round-trip time. Once the endpoint answered, nearer hops that are still silent get
    /// three times its round trip, at least 300 ms.
    ///
    /// - Parameters:
    ///   - endpoint: Where to.
    ///   - maximumHops: The largest time to live, 1 to 64.
    ///   - timeout: The limit of the whole trace.
    ///   - source: Through which interface or from which address.
    /// - Throws: `CancellationError`, or ``ProbeError`` when nothing could be tried.
    public static func trace(
        to endpoint: IPEndpoint, maximumHops: Int = 20, timeout: Duration = .seconds(3),
        source: ProbeSource = .automatic
    ) async throws -> TCPTraceOutcome {
        let start = ContinuousClock.now
        let answers = try await gather(
            endpoint, 1...min(64, max(1, maximumHops)), until: start + timeout, source)
        return TCPTraceOutcome(
            endpoint: endpoint, hops: hops(answers), end: end(answers),
            elapsed: ContinuousClock.now - start)
    }

    private enum Step: Sendable {
        case answer(Int, TCPConnectOutcome)
        case graceOver
    }

    private static func gather(
        _ endpoint: IPEndpoint, _ range: ClosedRange<Int>,
        until deadline: ContinuousClock.Instant, _ source: ProbeSource
    ) async throws -> [Int: TCPConnectOutcome] {
        try await withThrowingTaskGroup(of: Step.self) { group in
            for timeToLive in range {
                group.addTask {
                    try await Task.sleep(for: .milliseconds(25) * (timeToLive - range.lowerBound))
                    let outcome = try await TCPConnectProbe.connect(
                        to: endpoint, timeout: max(.zero, deadline - ContinuousClock.now),
                        source: source, timeToLive: timeToLive)
                    outcome.connection?.socket.setAbortiveClose()
                    return .answer(timeToLive, outcome.withoutConnection)
                }
            }
            defer { group.cancelAll() }
            var answers: [Int: TCPConnectOutcome] = [:]
            var nearestEnd: Int?
            while let step = try await group.next() {
                guard case .answer(let timeToLive, let outcome) = step else { break }
                answers[timeToLive] = outcome
                if endsTrace(outcome), timeToLive < nearestEnd ?? .max {
                    if nearestEnd == nil {
                        let grace = max(.milliseconds(300), outcome.elapsed * 3)
                        group.addTask {
                            try await Task.sleep(for: grace)
                            return .graceOver
                        }
                    }
                    nearestEnd = timeToLive
                }
                if let nearestEnd,
                    (range.lowerBound..<nearestEnd).allSatisfy({
                        answers[$0] != nil
                    })
                {
                    break
                }
                if nearestEnd == nil, answers.count == range.count { break }
            }
            return answers
        }
    }

    /// Whether the answer is the endpoint's, a router's refusal, or this machine's.
    private static func endsTrace(_ outcome: TCPConnectOutcome) -> Bool {
        outcome.failure != .timeout && outcome.failure != .timeToLiveExceeded
    }

    private static func hops(_ answers: [Int: TCPConnectOutcome]) -> [TCPTraceHop] {
        let ending = answers.filter { endsTrace($0.value) }.keys.min()
        let lastAnswer = answers.filter { $0.value.icmpError?.offender != nil }.keys.max()
        guard let last = ending ?? lastAnswer else { return [] }
        return (1...last).map { timeToLive in
            guard let outcome = answers[timeToLive], outcome.failure != .timeout else {
                return TCPTraceHop(timeToLive: timeToLive, address: nil)
            }
            let isTarget =
                outcome.icmpError == nil
                && (outcome.isConnected || outcome.failure == .connectionRefused)
            return TCPTraceHop(
                timeToLive: timeToLive,
                address: isTarget ? outcome.endpoint.address : outcome.icmpError?.offender,
                icmpError: outcome.icmpError,
                roundTripTime: outcome.elapsed < .seconds(1) ? outcome.elapsed : nil)
        }
    }

    private static func end(_ answers: [Int: TCPConnectOutcome]) -> TCPTraceOutcome.End {
        guard
            let (hops, outcome) = answers.filter({ endsTrace($0.value) })
                .min(by: { $0.key < $1.key })
        else { return .silent }
        guard let failure = outcome.failure else { return .reached(hops: hops) }
        if outcome.icmpError.map({ $0.origin != .local }) == true {
            return .stopped(failure, hops: hops)
        }
        return failure == .connectionRefused
            ? .refused(hops: hops) : .notSent(failure, errorNumber: outcome.errorNumber)
    }
}
