/// How an agent or a service has failed lately, and for how long to leave it alone.
public struct ServiceHealth: Hashable, Sendable {
    /// How a request went wrong.
    public enum Failure: String, Hashable, Sendable, Codable {
        /// The agent could not be reached; rests the agent.
        case unreachable
        /// The agent did not answer in time; rests the agent.
        case timedOut
        /// The agent refused the request; rests the service alone.
        case refused
    }

    /// The rest after the first failure, in milliseconds; it doubles with each further one.
    public static let firstRest: Int64 = 5_000
    /// The longest rest, in milliseconds.
    public static let longestRest: Int64 = 600_000

    /// The failures in a row.
    public private(set) var failures = 0
    /// When it may be asked again, in milliseconds since 1970.
    public private(set) var restsUntil = Int64.min

    /// Makes the record of something that has not failed.
    public init() {}

    /// Whether it is left alone at the time `now`.
    public func rests(at now: Int64) -> Bool { now < restsUntil }

    /// Notes a failure.
    ///
    /// Failures of requests that were under way together count once: while it rests, nothing is added.
    public mutating func noteFailure(at now: Int64) {
        guard !rests(at: now) else { return }
        failures += 1
        let doublings = min(failures - 1, 20)
        restsUntil = now + min(Self.firstRest << Int64(doublings), Self.longestRest)
    }
}
