import NumericKernels
import Testing

@testable import AnomalyLocalization

/// All shifts that a detector reports.
private func shifts(
    _ values: [Double], _ settings: LevelShiftSettings = LevelShiftSettings()
) throws -> [LevelShift] {
    var detector = try LevelShiftDetector(settings: settings)
    return values.compactMap { detector.add($0) }
}

/// Noise of deviation 1 around 0.
private func noise(_ count: Int, seed: UInt64) -> [Double] {
    var random = Xoshiro256(seed: seed)
    return (0..<count).map { _ in random.normal() }
}

@Suite("Level shifts")
struct LevelShiftTests {
    @Test("a step is found at its first value, with the levels beside it, a few values later")
    func step() throws {
        for seed in 1...20 {
            let values = noise(400, seed: UInt64(seed)).enumerated().map {
                38 + 0.5 * $1 + ($0 >= 200 ? 41 : 0)
            }
            let found = try shifts(values)
            #expect(found.count == 1)
            let shift = try #require(found.first)
            #expect(shift.index == 200)
            #expect(shift.delay < 12)
            #expect(abs(shift.from - 38) < 0.5 && abs(shift.to - 79) < 0.8)
        }
    }

    @Test("an outlier and a burst of three are no shift, whatever their size")
    func outliers() throws {
        var values = noise(600, seed: 3).map { 100 + 0.3 * $0 }
        for (index, value) in [(100, 5_000.0), (200, -3), (301, 200), (302, 200), (303, 201)] {
            values[index] = value
        }
        #expect(try shifts(values).isEmpty)
    }

    @Test("steady noise of several laws has hardly any shift")
    func falseAlarms() throws {
        var random = Xoshiro256(seed: 11)
        let laws: [(String, () -> Double)] = [
            ("normal", { random.normal() }),
            ("exponential", { random.exponential() }),
            ("heavy", { random.normal() / max(0.2, abs(random.normal())) }),
            ("coin", { random.uniform() < 0.5 ? 0 : 1 }),
        ]
        for (name, law) in laws {
            for level in [0.0, 50] {
                let values = (0..<20_000).map { _ in level + law() }
                #expect(try shifts(values).count <= 2, "\(name) around \(level)")
            }
        }
    }

    @Test("shifts depend neither on the unit of values nor on their sign")
    func scaling() throws {
        let values = noise(900, seed: 8).enumerated().map {
            180 + 0.2 * $1 + ($0 / 150 % 2 == 0 ? 0 : 6)
        }
        let found = try shifts(values).map(\.index)
        #expect(found.count == 5)
        for factor in [1e-6, 1024, -1] {
            #expect(try shifts(values.map { factor * $0 }).map(\.index) == found)
        }
    }

    @Test("what is reported and turns out to have been a burst is taken back")
    func takenBack() throws {
        var settings = LevelShiftSettings()
        settings.margin = 0
        for length in 6...12 {
            let values = noise(400, seed: 4).enumerated().map {
                100 + 0.2 * $1 + (200..<200 + length ~= $0 ? 30 : 0)
            }
            let found = try shifts(values, settings)
            #expect(found.count == 0 || found.count == 2)
            guard found.count == 2 else { continue }
            #expect(abs(found[0].index - 200) <= 1 && abs(found[1].index - 200 - length) <= 1)
            #expect(abs(found[1].to - found[0].from) < 0.5)
        }
    }

    @Test("values that are not finite take a position and say nothing")
    func missing() throws {
        var values = noise(300, seed: 6).enumerated().map { 50 + 0.2 * $1 + ($0 >= 150 ? 5 : 0) }
        for index in [10, 20, 149, 152] { values[index] = index == 20 ? .infinity : .nan }
        #expect(try shifts(values).map(\.index) == [150])
        #expect(try shifts(Array(repeating: .nan, count: 50)).isEmpty)
    }

    @Test("constant series and series of noughts have shifts where they change")
    func constant() throws {
        for (from, to) in [(0.0, 1.0), (5, 6), (7, 0), (-2, -2.1)] {
            let values = (0..<100).map { $0 < 50 ? from : to }
            let found = try shifts(values)
            #expect(found.map(\.index) == [50])
            #expect(found.first?.from == from && found.first?.to == to)
        }
        #expect(try shifts(Array(repeating: 3, count: 200)).isEmpty)
    }

    @Test("the pruned search finds the path of a search over all levels")
    func exactness() throws {
        var settings = LevelShiftSettings()
        // The unit stays what the first value makes it.
        (settings.unitOfLevel, settings.unitOfNoise) = (0.01, 0)
        for seed in 1...6 {
            var random = Xoshiro256(seed: UInt64(seed))
            var level = 100.0
            var values = [100.0]
            for _ in 1..<160 {
                if random.uniform() < 0.03 { level = 96 + 8 * random.uniform() }
                let spike = random.uniform() < 0.05 ? 20 * random.normal() : 0
                values.append(level + 0.5 * random.normal() + spike)
            }
            var detector = try LevelShiftDetector(settings: settings)
            for value in values { _ = detector.add(value) }
            let best = try #require(detector.hypotheses.min { $0.cost < $1.cost })
            let changes = [best.path.third, best.path.second, best.path.latest].filter(\.isReal)
            let all = DenseSegments(values, settings: settings, unit: detector.unit)
            #expect(Array(all.changes.suffix(3)) == changes.map(\.time))
        }
    }

    @Test("a detector is a value: it goes on from where it was kept")
    func kept() throws {
        let values = noise(400, seed: 2).enumerated().map { 10 + 0.1 * $1 + ($0 >= 205 ? 4 : 0) }
        var detector = try LevelShiftDetector()
        for value in values[..<208] { #expect(detector.add(value) == nil) }
        var copy = detector
        let rest = values[208...].compactMap { detector.add($0) }
        #expect(values[208...].compactMap { copy.add($0) } == rest)
        #expect(rest.map(\.index) == [205])
    }

    @Test("settings out of range are refused")
    func settings() {
        for change: (inout LevelShiftSettings) -> Void in [
            { $0.changeCost = 0 }, { $0.outlierCost = .nan }, { $0.margin = 2 }, { $0.scales = 9 },
            { $0.memory = 1 }, { $0.resolution = 0 }, { $0.unitOfLevel = -1 },
        ] {
            var settings = LevelShiftSettings()
            change(&settings)
            #expect(throws: SeriesError.self) { _ = try LevelShiftDetector(settings: settings) }
        }
    }
}
