import Testing

@testable import Evaluation

@Suite("arrivals of a load study")
struct ArrivalScheduleTests {
    private let phase = LoadPhase(
        evidence: .cached, level: .full, bar: 4_000, rate: 4_000, seconds: 5)

    @Test("exactly the stated rate is offered, in order, within the time")
    func rate() {
        let moments = ArrivalSchedule(phase, seed: 3).moments
        #expect(moments.count == 20_000)
        #expect(moments == moments.sorted())
        #expect(moments.allSatisfy { (0..<5_000_000_000).contains($0) })
    }

    @Test("the gaps between arrivals are those of a Poisson process")
    func gaps() {
        let moments = ArrivalSchedule(phase, seed: 3).moments
        let gaps = zip(moments.dropFirst(), moments).map { Double($0 - $1) }
        let mean = gaps.reduce(0, +) / Double(gaps.count)
        let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
        // An exponential distribution spreads as wide as its mean, and 1/e of it lies above the mean.
        #expect(abs(variance.squareRoot() / mean - 1) < 0.03)
        let above = Double(gaps.count { $0 > mean }) / Double(gaps.count)
        #expect(abs(above - 0.36788) < 0.01)
    }

    @Test("a seed gives the same moments again, another one others")
    func seeds() {
        #expect(
            ArrivalSchedule(phase, seed: 3).moments == ArrivalSchedule(phase, seed: 3).moments)
        #expect(
            ArrivalSchedule(phase, seed: 3).moments != ArrivalSchedule(phase, seed: 4).moments)
    }
}
