/// Where a bin lies in the season: a cycle and how far into it.
@usableFromInline
struct SeasonPlace<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
    /// The cycle in which the bin starts.
    @usableFromInline let cycle: Int
    /// The cycle after it.
    @usableFromInline let next: Int
    /// The share of the cycle that has passed when the bin starts, which is the weight of the next cycle.
    @usableFromInline let fraction: Scalar

    @inlinable
    init(bin: Int, binsPerSeason: Int, binsPerCycle: Int, cycles: Int) {
        var place = bin % binsPerSeason
        if place < 0 { place += binsPerSeason }
        if binsPerCycle == 1 {
            cycle = place
            fraction = 0
        } else {
            cycle = place / binsPerCycle
            fraction = Scalar(place - cycle * binsPerCycle) / Scalar(binsPerCycle)
        }
        next = cycle + 1 == cycles ? 0 : cycle + 1
    }
}
