#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The settings in the numbers that the update multiplies by.
@usableFromInline
struct HoltWintersConstants<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
    /// The rates of one set, for one bin.
    @usableFromInline
    struct Rates: Sendable {
        @usableFromInline let level: Scalar
        @usableFromInline let trend: Scalar
        @usableFromInline let season: Scalar

        /// A cycle of several bins gets the weight of one value from all of them together.
        init(_ rates: HoltWintersRates, binsPerCycle: Int) {
            let share = 1 / Double(binsPerCycle)
            level = Scalar(1 - pow(1 - rates.level, share))
            trend = Scalar(1 - pow(1 - rates.trend, share))
            season = Scalar(rates.season * share)
        }
    }

    @usableFromInline let cycles: Int
    @usableFromInline let binsPerCycle: Int
    @usableFromInline let binsPerSeason: Int
    @usableFromInline let rates: Rates
    @usableFromInline let shadowRates: Rates
    @usableFromInline let isRobust: Bool
    @usableFromInline let updateLimit: UInt8
    @usableFromInline let hasShadow: Bool
    @usableFromInline let windowMask: UInt64
    /// Take-over from so many anomalous values in the window.
    @usableFromInline let shiftCount: Int
    @usableFromInline let neighbours: Int
    @usableFromInline let anomalousLevel: UInt8
    /// 2 / A: half the anomalous level is the band's width in residuals.
    @usableFromInline let bandWidth: Scalar
    /// Values are judged after so many.
    @usableFromInline let warmUp: UInt64
    /// As long as the mean over visits of a cycle has more weight for a value than γ.
    @usableFromInline let learning: UInt64
    /// k: residuals are judged in units of k d.
    @usableFromInline let residualScale: Scalar
    /// What a residual that was let through is multiplied by, so that d stays the mean of all.
    @usableFromInline let consistency: Scalar
    @usableFromInline let floor: Scalar
    @usableFromInline let relativeFloor: Scalar
    @usableFromInline let minimumUsers: Int32
    /// Values from here on cannot be reckoned with.
    @usableFromInline let valueLimit: Scalar
    /// Numbers a cycle has: season and residual, twice with a shadow set.
    @usableFromInline let width: Int
    /// Numbers a series has: those of its cycles behind level and trend.
    @usableFromInline let stride: Int
    /// Series whose numbers lie row by row beside each other; a power of two.
    @usableFromInline let lanes: Int
    /// From the numbers of a cycle to those of the next.
    @usableFromInline let row: Int

    /// Where the numbers of a series begin.
    @inlinable
    func start(_ series: Int) -> Int {
        let lane = series & (lanes - 1)
        return (series - lane) * stride + lane * width
    }

    init(_ settings: HoltWintersSettings, lanes: Int) {
        self.lanes = lanes
        cycles = settings.cycles
        binsPerCycle = settings.binsPerCycle
        binsPerSeason = settings.binsPerSeason
        rates = Rates(settings.rates, binsPerCycle: settings.binsPerCycle)
        shadowRates = Rates(settings.shadowRates, binsPerCycle: settings.binsPerCycle)
        isRobust = settings.isRobust
        updateLimit = UInt8(settings.updateLimit)
        hasShadow = settings.followsLevelShifts
        windowMask = settings.shiftWindow == 64 ? .max : (1 << UInt64(settings.shiftWindow)) - 1
        shiftCount = Int((settings.shiftShare * Double(settings.shiftWindow)).rounded(.down)) + 1
        neighbours = settings.residualNeighbours
        anomalousLevel = UInt8(settings.anomalousLevel)
        bandWidth = Scalar(settings.anomalousLevel) / 2
        warmUp = UInt64(
            max(
                Double(settings.minimumValues),
                (settings.warmUpSeasons * Double(settings.binsPerSeason)).rounded(.up)))
        let slowest = max(min(settings.rates.season, settings.shadowRates.season), 0.001)
        learning = UInt64(Double(settings.binsPerSeason) / slowest)
        residualScale = Scalar(settings.residualScale)
        consistency = Scalar(settings.residualConsistency)
        floor = Scalar(settings.residualFloor)
        relativeFloor = Scalar(settings.relativeResidualFloor)
        minimumUsers = Int32(clamping: settings.minimumUsers)
        valueLimit = Scalar.greatestFiniteMagnitude / 16
        width = settings.followsLevelShifts ? 4 : 2
        stride = width * (1 + settings.cycles)
        row = lanes * width
    }
}
