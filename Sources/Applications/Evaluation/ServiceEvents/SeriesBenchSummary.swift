import AnomalyLocalization
import Foundation
import NumericKernels

/// How fast many series are watched, and what they take.
public struct SeriesBenchSummary: Sendable {
    /// Updates a second and core of one way to call the detector.
    public struct Figure: Sendable {
        /// What was measured.
        public let name: String
        /// Millions of updates a second, processor time of one thread.
        public let millions: Double
    }

    /// The least millions of updates a second of the fully enhanced detector.
    public static let bar = 15.0
    /// The most bytes a million series of 24 cycles may take.
    public static let memoryBar = 900_000_000

    /// The speeds; the first is that of the bar.
    public let figures: [Figure]
    /// Bytes of a million series of 24 cycles with both sets, as they were held.
    public let bytes: Int
    /// Values a second that find level shifts, in millions.
    public let shifts: Double

    /// Whether both bars are met.
    public var isMet: Bool {
        (figures.first?.millions ?? 0) >= Self.bar && bytes <= Self.memoryBar
    }

    /// Measures with so many interleaved series.
    public static func measure(
        series: Int = 10_000, progress: (String) -> Void = { _ in }
    ) throws -> SeriesBenchSummary {
        progress("updates")
        let enhanced = HoltWintersSettings(cycles: 24)
        var figures = [
            Figure(
                name: "fully enhanced, bin by bin, single precision",
                millions: try batch(Float.self, enhanced, series)),
            Figure(
                name: "fully enhanced, bin by bin, double precision",
                millions: try batch(Double.self, enhanced, series)),
            Figure(
                name: "classic, bin by bin, single precision",
                millions: try batch(Float.self, .classic(cycles: 24), series)),
            Figure(
                name: "fully enhanced, 12 bins a cycle, single precision",
                millions: try batch(
                    Float.self, HoltWintersSettings(cycles: 24, binsPerCycle: 12), series)),
        ]
        figures.append(
            Figure(
                name: "fully enhanced, one value a call, single precision",
                millions: try single(enhanced, series)))
        progress("memory")
        let million = try HoltWintersBank<Float>(series: 1_000_000, settings: enhanced)
        let snapshot = million.snapshot
        let bytes =
            snapshot.values.count * MemoryLayout<Float>.stride
            + snapshot.marks.count * MemoryLayout<UInt64>.stride
        progress("level shifts")
        return SeriesBenchSummary(figures: figures, bytes: bytes, shifts: try levelShifts())
    }

    /// Values of all series for a bin: noise that was drawn before.
    private static func values<Scalar: BinaryFloatingPoint>(
        _ type: Scalar.Type, _ bin: Int, _ series: Int, _ noise: [Double]
    ) -> [Scalar] {
        let course = 50 + 10 * sin(Double(bin % 24) * .pi / 12)
        return (0..<series).map { Scalar(course + noise[($0 &* 7 &+ bin &* 101) % noise.count]) }
    }

    /// The best of rounds of a day, after the season is known: what else runs on the machine makes rounds slower.
    private static func batch<Scalar: BinaryFloatingPoint & Sendable>(
        _ type: Scalar.Type, _ settings: HoltWintersSettings, _ series: Int
    ) throws -> Double {
        var random = Xoshiro256(seed: 1)
        let noise = (0..<99_991).map { _ in random.normal() }
        var bank = try HoltWintersBank<Scalar>(series: series, settings: settings)
        let days = (0..<24).map { values(type, $0, series, noise) }
        var outcomes: [SeasonalOutcome<Scalar>] = []
        for bin in 0..<12 * settings.binsPerSeason {
            bank.update(bin: bin, values: days[bin % 24], outcomes: &outcomes)
        }
        var best = 0.0
        var bin = 12 * settings.binsPerSeason
        for _ in 0..<8 {
            let begin = ThreadClock.seconds
            for hour in 0..<24 {
                bank.update(bin: bin, values: days[hour], outcomes: &outcomes)
                bin += 1
            }
            best = max(best, 24 * Double(series) / (ThreadClock.seconds - begin) / 1e6)
        }
        return best
    }

    private static func single(_ settings: HoltWintersSettings, _ series: Int) throws -> Double {
        var random = Xoshiro256(seed: 1)
        let noise = (0..<99_991).map { _ in random.normal() }
        var bank = try HoltWintersBank<Float>(series: series, settings: settings)
        let days = (0..<24).map { values(Float.self, $0, series, noise) }
        var best = 0.0
        var anomalous = 0
        for day in 0..<16 {
            let begin = ThreadClock.seconds
            for hour in 0..<24 {
                for index in 0..<series {
                    let outcome = bank.update(
                        series: index, value: days[hour][index], bin: day * 24 + hour)
                    if outcome.isAnomalous { anomalous += 1 }
                }
            }
            guard day >= 12 else { continue }
            best = max(best, 24 * Double(series) / (ThreadClock.seconds - begin) / 1e6)
        }
        return anomalous < 0 ? 0 : best
    }

    private static func levelShifts() throws -> Double {
        var random = Xoshiro256(seed: 1)
        let values = (0..<200_000).map {
            180 + 0.2 * random.normal() + ($0 / 1_000 % 2 == 0 ? 0 : 6)
        }
        var detector = try LevelShiftDetector()
        let begin = ThreadClock.seconds
        for value in values { _ = detector.add(value) }
        return Double(values.count) / (ThreadClock.seconds - begin) / 1e6
    }

    /// A table for people.
    public func text(usesColour: Bool = false) -> String {
        var out =
            "Updates a second and core over 10,000 interleaved series of 24 cycles, in millions\n"
        for figure in figures {
            let name = figure.name.padding(toLength: 56, withPad: " ", startingAt: 0)
            out += "  " + name + String(format: "%7.1f", figure.millions) + "\n"
        }
        out += String(
            format: "  %@%7.1f\n",
            "bar of the first: at least".padding(toLength: 56, withPad: " ", startingAt: 0),
            Self.bar)
        out += String(
            format: "A million series, both sets, single precision: %d MB (at most %d)\n",
            bytes / 1_000_000, Self.memoryBar / 1_000_000)
        out += String(format: "Level shifts of one series: %.2f million values a second\n", shifts)
        return out + (isMet ? "all bars met\n" : "a bar is missed\n")
    }

    /// The figures as JSON.
    public var json: String {
        let object: [String: Any] = [
            "updates": figures.map { ["name": $0.name, "millions": $0.millions] as [String: Any] },
            "bytes": bytes, "levelShifts": shifts, "met": isMet,
        ]
        let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
