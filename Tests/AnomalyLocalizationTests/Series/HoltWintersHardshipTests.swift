import AnomalyLocalization
import NumericKernels
import Testing

/// A day of hourly values around 40, higher in the evening, with little noise.
private func evening(_ bin: Int, _ random: inout Xoshiro256) -> Double {
    let hour = ((bin % 24) + 24) % 24
    return 40 + (18..<23 ~= hour ? 12 : 0) + 0.5 * random.normal()
}

/// A series that was watched for some days.
private func watched(
    days: Int, settings: HoltWintersSettings = HoltWintersSettings(cycles: 24), seed: UInt64 = 1
) throws -> (HoltWinters, Xoshiro256) {
    var random = Xoshiro256(seed: seed)
    var series = try HoltWinters(settings: settings)
    for bin in 0..<24 * days { _ = series.update(value: evening(bin, &random), bin: bin) }
    return (series, random)
}

@Suite("Holt-Winters in hardship")
struct HoltWintersHardshipTests {
    @Test("the first season is gathered, the second learned from, the third judged")
    func warmUp() throws {
        var random = Xoshiro256(seed: 1)
        var series = try HoltWinters(settings: HoltWintersSettings(cycles: 24))
        for bin in 0..<96 {
            // In the second season even nonsense is not called anomalous.
            let value = bin == 30 ? 500 : evening(bin, &random)
            let outcome = series.update(value: value, bin: bin)
            #expect(
                outcome.standing == (bin < 24 ? .gathering : bin < 48 ? .learning : .judged))
            #expect(outcome.forecast.isNaN == (bin < 24))
            if bin < 48 { #expect(!outcome.isAnomalous) }
        }
    }

    @Test("dirty data of the first day do not become a season of their own")
    func dirtyBeginning() throws {
        var random = Xoshiro256(seed: 5)
        var series = try HoltWinters(settings: HoltWintersSettings(cycles: 24))
        for bin in 0..<24 {
            _ = series.update(value: bin == 9 ? 0 : evening(bin, &random), bin: bin)
        }
        _ = series.update(value: evening(24, &random), bin: 24)
        #expect(abs(series.forecast(bin: 33).forecast - 40) < 3)
    }

    @Test("values that are missing, not finite, huge or of too few users change nothing")
    func missing() throws {
        var settings = HoltWintersSettings(cycles: 24)
        settings.minimumUsers = 10
        var (series, random) = try watched(days: 5, settings: settings)
        let before = series.snapshot
        for (value, users) in [
            (Double.nan, Int32.max), (.infinity, .max), (-.infinity, .max), (1.7e308, .max),
            (40, 9),
        ] {
            let outcome = series.update(value: value, bin: 120, users: users)
            #expect(outcome.standing == .missing && !outcome.isAnomalous && outcome.level == 0)
            #expect(abs(outcome.forecast - 40) < 2)
            #expect(series.snapshot == before)
        }
        // A gap of a day and a half later the season is still where it was.
        let value = evening(160, &random)
        let outcome = series.update(value: value, bin: 160, users: 10)
        #expect(outcome.standing == .judged && outcome.level < 4)
        #expect(outcome.forecast < 45)
    }

    @Test("a series of which few bins have values gets its season after all")
    func sparse() throws {
        var random = Xoshiro256(seed: 2)
        var series = try HoltWinters(settings: HoltWintersSettings(cycles: 24))
        for bin in 0..<24 * 20 where [2, 10, 20].contains(bin % 24) {
            _ = series.update(value: evening(bin, &random), bin: bin)
        }
        #expect(abs(series.forecast(bin: 24 * 20 + 20).forecast - 52) < 3)
        #expect(abs(series.forecast(bin: 24 * 20 + 2).forecast - 40) < 3)
    }

    @Test("after a change of daylight saving an offset keeps the season with the people")
    func daylightSaving() throws {
        // People live by the local clock, which is put forward an hour at bin 240.
        func count(offset: Int) throws -> Int {
            var (series, random) = try watched(days: 10)
            var anomalous = 0
            for bin in 240..<264 {
                let outcome = series.update(
                    value: evening(bin + 1, &random), bin: bin, offset: offset)
                if outcome.isAnomalous { anomalous += 1 }
            }
            return anomalous
        }
        #expect(try count(offset: 1) == 0)
        #expect(try count(offset: 0) == 2)
    }

    @Test("constant series have no anomaly but a change; nor have series of noughts")
    func constant() throws {
        for level in [0.0, 5, -7, 1e9] {
            for cycles in [1, 24] {
                var series = try HoltWinters(settings: HoltWintersSettings(cycles: cycles))
                for bin in 0..<240 {
                    let outcome = series.update(value: level, bin: bin)
                    #expect(outcome.level == 0 && !outcome.isAnomalous)
                }
                let outcome = series.update(value: level + 0.01 * abs(level) + 1, bin: 240)
                #expect(outcome.isAnomalous && outcome.level == 5)
            }
        }
    }

    @Test("of undisturbed noise hardly one value in a hundred is called anomalous")
    func falseAlarms() throws {
        var (series, random) = try watched(days: 30)
        var anomalous = 0
        for bin in 720..<720 + 24 * 100 {
            if series.update(value: evening(bin, &random), bin: bin).isAnomalous { anomalous += 1 }
        }
        #expect(anomalous < 24)
    }

    @Test("without correction the paper's residual falls below the noise, with it it does not")
    func consistency() throws {
        func residual(_ isConsistent: Bool) throws -> Double {
            var settings = HoltWintersSettings(cycles: 24)
            settings.residualScale = 1
            settings.isConsistent = isConsistent
            settings.followsLevelShifts = false
            let (series, _) = try watched(days: 300, settings: settings, seed: 9)
            let values = series.snapshot.values
            return stride(from: 3, to: values.count, by: 2).map { values[$0] }.reduce(0, +) / 24
        }
        // The mean of |x| of noise with deviation 0.5 is 0.4, and forecasts err a little more.
        #expect(try residual(true) > 0.36)
        #expect(try residual(false) < 0.36)
    }

    @Test("dirty data move the classic forecast and leave the robust one alone")
    func robust() throws {
        func error(_ settings: HoltWintersSettings) throws -> Double {
            var (series, _) = try watched(days: 10, settings: settings)
            for bin in 240..<244 { _ = series.update(value: 0, bin: bin) }
            return abs(series.forecast(bin: 244).forecast - 40)
        }
        #expect(try error(HoltWintersSettings(cycles: 24)) < 1)
        #expect(try error(.classic(cycles: 24)) > 5)
    }

    @Test("a lasting shift is taken over by the shadow set, in place of anomalies for ever")
    func takeOver() throws {
        var (series, random) = try watched(days: 10)
        var taken: [Int] = []
        var late = 0
        for bin in 240..<480 {
            let outcome = series.update(value: evening(bin, &random) + 30, bin: bin)
            if outcome.isTakeOver { taken.append(bin) }
            if bin >= 300, outcome.isAnomalous { late += 1 }
        }
        // More than three quarters of the last 16: with the 13th.
        #expect(taken.first == 252)
        #expect(late < 30)
        #expect(abs(series.level - 70) < 4)
    }

    @Test("a series can be put on a new level of which somebody else is sure")
    func moved() throws {
        var (series, random) = try watched(days: 10)
        series.move(by: 50)
        let outcome = series.update(value: evening(240, &random) + 50, bin: 240)
        #expect(outcome.level < 4)
    }

    @Test("a forgotten series is as new, its neighbours are not touched")
    func forgotten() throws {
        var bank = try HoltWintersBank<Float>(series: 3, settings: HoltWintersSettings(cycles: 4))
        for bin in 0..<40 {
            for series in 0..<3 { _ = bank.update(series: series, value: 3, bin: bin) }
        }
        let neighbours = [bank.snapshot(series: 0), bank.snapshot(series: 2)]
        bank.forget(series: 1)
        #expect(bank.lastBin(series: 1) == nil && bank.valuesSeen(series: 1) == 0)
        #expect([bank.snapshot(series: 0), bank.snapshot(series: 2)] == neighbours)
        #expect(bank.update(series: 1, value: 8, bin: 40).standing == .gathering)
    }
}
