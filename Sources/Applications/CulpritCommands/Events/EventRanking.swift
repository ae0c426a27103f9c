import Reasoning

/// The most severe of the events that are over; the others are counted only, so that memory is bounded.
struct EventRanking {
    private let limit: Int
    private var kept: [ServiceEvent] = []
    /// Events that were over.
    private(set) var count = 0

    init(limit: Int) { self.limit = limit }

    mutating func add(_ events: [ServiceEvent]) {
        count += events.count
        kept += events
        if kept.count >= 2 * limit + 1_000 { kept = Array(ranked(kept).prefix(limit)) }
    }

    /// The most severe of them and of those that go on.
    func top(with goingOn: [ServiceEvent]) -> [ServiceEvent] {
        Array(ranked(kept + goingOn).prefix(limit))
    }

    private func ranked(_ events: [ServiceEvent]) -> [ServiceEvent] {
        events.sorted { ($1.severity, $0.number) < ($0.severity, $1.number) }
    }
}
