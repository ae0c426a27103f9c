import AnomalyLocalization
import Foundation
import NumericKernels

/// Fine detection on fine and on coarse cycles: what it takes and what it finds.
public struct SeriesGranularity: Sendable {
    /// Cycles of a day.
    public let cycles: Int
    /// Bytes a series, in single precision with shadow set.
    public let bytes: Int
    /// The share of disturbed five-minute bins that were called anomalous.
    public let recall: Double
    /// False alarms a day.
    public let falseAlarmsADay: Double

    /// Five-minute bins of four weeks with an hour of congestion in each series.
    static func measure(seed: UInt64, series count: Int = 20) throws -> [SeriesGranularity] {
        try [(288, 1), (24, 12)].map { cycles, bins in
            let settings = HoltWintersSettings(cycles: cycles, binsPerCycle: bins)
            var random = Xoshiro256(seed: seed)
            var bank = try HoltWintersBank<Float>(series: count, settings: settings)
            let bytes = bank.stride * MemoryLayout<Float>.stride + 4 * MemoryLayout<UInt64>.stride
            var (hits, disturbed, alarms, judged) = (0, 0, 0, 0)
            var outcomes: [SeasonalOutcome<Float>] = []
            let begins = (0..<count).map { _ in 288 * 24 + random.index(below: 288 * 3) }
            for bin in 0..<288 * 28 {
                let course = 40 + 6 * sin(Double(bin) * 2 * .pi / 288)
                let values = (0..<count).map { series in
                    let isDisturbed = begins[series]..<begins[series] + 12 ~= bin
                    return Float(course + random.normal() + (isDisturbed ? 12 : 0))
                }
                bank.update(bin: bin, values: values, outcomes: &outcomes)
                for (series, outcome) in outcomes.enumerated() where outcome.standing == .judged {
                    let isDisturbed = begins[series]..<begins[series] + 12 ~= bin
                    if isDisturbed { disturbed += 1 } else { judged += 1 }
                    if outcome.isAnomalous {
                        if isDisturbed { hits += 1 } else { alarms += 1 }
                    }
                }
            }
            return SeriesGranularity(
                cycles: cycles, bytes: bytes, recall: Double(hits) / Double(max(1, disturbed)),
                falseAlarmsADay: 288 * Double(alarms) / Double(max(1, judged)))
        }
    }
}
