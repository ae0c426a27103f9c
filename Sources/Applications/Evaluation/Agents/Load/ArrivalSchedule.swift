/// When the requests of a phase are due.
///
/// A Poisson process given how many arrivals there are: so many moments drawn evenly, in order (S. M. Ross,
/// Introduction to Probability Models, theorem 5.2). So every run offers exactly the rate that it states.
struct ArrivalSchedule: Sendable {
    /// The moments, in nanoseconds from the beginning, in order.
    let moments: [Int64]

    init(_ phase: LoadPhase, seed: UInt64) {
        var random = SimulationRandom(seed: seed, stream: "arrivals of \(phase.name)")
        let end = phase.seconds * 1e9
        moments = (0..<phase.count).map { _ in Int64(random.unit() * end) }.sorted()
    }
}
