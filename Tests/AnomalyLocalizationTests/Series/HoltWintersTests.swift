import AnomalyLocalization
import NumericKernels
import Testing

/// Settings as the reference script has them.
private func settings(
    robust: Bool, shadow: Bool, neighbours: Int, bins: Int = 1, scale: Double = 2
) -> HoltWintersSettings {
    var settings = HoltWintersSettings(cycles: 6, binsPerCycle: bins)
    settings.isRobust = robust
    settings.isConsistent = robust
    settings.followsLevelShifts = shadow
    settings.residualNeighbours = neighbours
    settings.residualScale = scale
    return settings
}

@Suite("Enhanced Holt-Winters")
struct HoltWintersTests {
    @Test("forecasts, bands, levels and take-overs are those of an independent implementation")
    func reference() throws {
        let cases: [(HoltWintersSettings, [HoltWintersReference.Row])] = [
            (
                settings(robust: false, shadow: false, neighbours: 0), HoltWintersReference.classic
            ),
            (
                settings(robust: true, shadow: false, neighbours: 0, scale: 1),
                HoltWintersReference.robust
            ),
            (settings(robust: true, shadow: true, neighbours: 1), HoltWintersReference.enhanced),
            (
                settings(robust: true, shadow: true, neighbours: 2, scale: 1),
                HoltWintersReference.wide
            ),
            (
                settings(robust: true, shadow: true, neighbours: 1, bins: 4),
                HoltWintersReference.fine
            ),
        ]
        for (settings, rows) in cases {
            var series = try HoltWinters(settings: settings)
            let first = settings.binsPerSeason
            for (bin, value) in HoltWintersReference.values.enumerated() {
                let outcome = series.update(value: value, bin: bin)
                guard bin >= first else {
                    #expect(outcome.standing == .gathering && outcome.forecast.isNaN)
                    continue
                }
                let row = rows[bin - first]
                #expect(abs(outcome.forecast - row.forecast) < 1e-7)
                #expect(abs(outcome.high - row.high) < 1e-7)
                #expect(outcome.level == row.level)
                #expect(outcome.isTakeOver == row.isTakeOver)
                #expect(outcome.isAnomalous == (row.level >= 4 && bin >= max(8, 2 * first)))
            }
        }
        #expect(HoltWintersReference.enhanced.contains { $0.isTakeOver })
    }

    @Test("a bank says the same bin by bin as value by value, in single and in double precision")
    func bank() throws {
        let settings = HoltWintersSettings(cycles: 24)
        var batch = try HoltWintersBank<Double>(series: 40, settings: settings)
        var single = try HoltWintersBank<Double>(series: 40, settings: settings)
        var float = try HoltWintersBank<Float>(series: 40, settings: settings)
        var random = Xoshiro256(seed: 3)
        var outcomes: [SeasonalOutcome<Double>] = []
        var floats: [SeasonalOutcome<Float>] = []
        for bin in 0..<200 {
            var values = (0..<40).map { _ in 100 + random.normal() }
            values[bin % 40] = .nan
            batch.update(bin: bin, values: values, outcomes: &outcomes)
            float.update(bin: bin, values: values.map { Float($0) }, outcomes: &floats)
            for series in (0..<40).reversed() {
                let outcome = single.update(series: series, value: values[series], bin: bin)
                #expect(outcome.standing == outcomes[series].standing)
                #expect(outcome.level == outcomes[series].level)
                if outcome.forecast.isFinite {
                    #expect(outcome.forecast == outcomes[series].forecast)
                    #expect(abs(Double(floats[series].forecast) - outcome.forecast) < 1e-2)
                }
            }
        }
        #expect(batch.snapshot.values == single.snapshot.values)
        let some: [Int32] = [7, 3]
        batch.update(bin: 200, values: [101, 99], series: some, outcomes: &outcomes)
        for (place, series) in some.enumerated() {
            let outcome = single.update(
                series: Int(series), value: [101, 99][place], bin: 200)
            #expect(outcome.forecast == outcomes[place].forecast)
        }
        #expect(batch.snapshot == single.snapshot)
    }

    @Test("a restored bank goes on as if nothing had happened, whole or series by series")
    func snapshots() throws {
        let settings = HoltWintersSettings(cycles: 6)
        for stop in [3, 20, 160] {
            var whole = try HoltWintersBank<Float>(series: 2, settings: settings)
            for bin in 0..<stop {
                let value = Float(HoltWintersReference.values[bin])
                _ = whole.update(series: 0, value: value, bin: bin)
                _ = whole.update(series: 1, value: 2 * value, bin: bin)
            }
            var restored = try HoltWintersBank(whole.snapshot, settings: settings)
            var pieces = try HoltWintersBank<Float>(series: 2, settings: settings)
            for series in 0..<2 {
                try pieces.restore(series: series, whole.snapshot(series: series))
            }
            #expect(restored.lastBin(series: 1) == stop - 1)
            #expect(restored.valuesSeen(series: 1) == stop)
            for bin in stop..<240 {
                let value = Float(HoltWintersReference.values[bin])
                let one = whole.update(series: 0, value: value, bin: bin)
                let two = restored.update(series: 0, value: value, bin: bin)
                let three = pieces.update(series: 0, value: value, bin: bin)
                #expect(one.level == two.level && one.level == three.level)
                #expect(one.high.bitPattern == two.high.bitPattern)
                #expect(one.high.bitPattern == three.high.bitPattern)
            }
        }
        let other = try HoltWintersBank<Float>(
            series: 2, settings: HoltWintersSettings(cycles: 7))
        #expect(throws: SeriesError.unfitSnapshot(found: 2 * 32, expected: 2 * 28)) {
            _ = try HoltWintersBank(other.snapshot, settings: settings)
        }
    }

    @Test("a million series of 24 cycles with shadow set fit into 900 MB in single precision")
    func memory() throws {
        let bank = try HoltWintersBank<Float>(
            series: 1_000, settings: HoltWintersSettings(cycles: 24))
        let snapshot = bank.snapshot
        let bytes =
            snapshot.values.count * MemoryLayout<Float>.stride
            + snapshot.marks.count * MemoryLayout<UInt64>.stride
        #expect(bytes * 1_000 == 432_000_000)
    }

    @Test("what a residual gives to a cycle and its neighbours adds up to the rate")
    func residualWeights() throws {
        // A season of which one cycle errs by 1 and the others not at all, in a set that holds its level.
        for (neighbours, bins) in [(0, 1), (1, 1), (2, 1), (1, 4), (2, 5)] {
            var plain = HoltWintersSettings.classic(
                cycles: 8, binsPerCycle: bins,
                rates: HoltWintersRates(level: 0, trend: 0, season: 0.05))
            plain.residualNeighbours = neighbours
            plain.relativeResidualFloor = 0
            var series = try HoltWinters(settings: plain)
            let season = plain.binsPerSeason
            for bin in 0..<season * 30 { _ = series.update(value: 10, bin: bin) }
            for bin in season * 30..<season * 30 + bins { _ = series.update(value: 11, bin: bin) }
            let snapshot = series.snapshot
            let residuals = stride(from: 3, to: snapshot.values.count, by: 2).map {
                snapshot.values[$0]
            }
            // Later bins see the season that the first ones moved, hence the tolerance.
            #expect(abs(residuals.reduce(0, +) - 0.05) < 0.003)
        }
    }

    @Test("settings out of range are refused by name")
    func settingsAreChecked() {
        func error(_ change: (inout HoltWintersSettings) -> Void) -> SeriesError? {
            var settings = HoltWintersSettings(cycles: 24)
            change(&settings)
            do {
                _ = try HoltWinters(settings: settings)
                return nil
            } catch {
                return error
            }
        }
        #expect(error { _ in } == nil)
        for change: (inout HoltWintersSettings) -> Void in [
            { $0.cycles = 0 }, { $0.binsPerCycle = 0 }, { $0.rates.level = 1.5 },
            { $0.shadowRates.season = .nan }, { $0.updateLimit = 6 }, { $0.shiftWindow = 65 },
            { $0.shiftShare = -1 }, { $0.residualNeighbours = 12 }, { $0.anomalousLevel = 0 },
            { $0.residualScale = 0 }, { $0.residualFloor = -1 }, { $0.minimumValues = 0 },
        ] {
            #expect(error(change) != nil)
        }
        #expect(
            "\(SeriesError.setting(name: "cycles", value: 0, range: "1...100000"))"
                == "cycles is 0.0 and must lie in 1...100000")
    }
}
