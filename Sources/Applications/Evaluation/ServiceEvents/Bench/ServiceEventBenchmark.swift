import AnomalyLocalization
import NumericKernels
import Reasoning

/// How fast measurements become events, in processor time of one thread.
enum ServiceEventBenchmark {
    /// A figure with its bar, if it has one.
    struct Figure: Sendable {
        var name: String
        var value: Double
        var unit: String
        /// nil where the figure is there to be seen only.
        var bar: Double?
        var lessIsBetter = false

        var isMet: Bool {
            guard let bar else { return true }
            return lessIsBetter ? value <= bar : value >= bar
        }
    }

    /// Values a second through a counting sort by group and a selection in each.
    static func medians(values count: Int, groups: Int, repetitions: Int) -> [Figure] {
        var generator = Xoshiro256(seed: 1)
        let values = (0..<count).map { _ in Float(40 * exponential(generator.normal())) }
        let numbers = (0..<count).map { _ in Int32(generator.index(below: groups)) }
        var grouped = GroupedValues()
        var best = Double.infinity
        for _ in 0..<repetitions {
            let begin = ThreadClock.seconds
            grouped.sort(values, groups: numbers, count: groups)
            let medians = grouped.statistics(.median)
            // What is not used is not reckoned.
            if medians.isEmpty { return [] }
            best = min(best, ThreadClock.seconds - begin)
        }
        var histogram = LogarithmicHistogram()
        let begin = ThreadClock.seconds
        for value in values { histogram.add(value) }
        let histogramSeconds = ThreadClock.seconds - begin
        var users = DistinctCounter()
        let next = ThreadClock.seconds
        for user in 0..<count { users.insert(UInt64(user)) }
        let userSeconds = ThreadClock.seconds - next
        guard histogram.count == count, users.count > 0 else { return [] }
        return [
            Figure(
                name: "exact medians of \(groups) groups", value: Double(count) / best / 1e6,
                unit: "million values a second", bar: 10),
            Figure(
                name: "logarithmic histogram", value: Double(count) / histogramSeconds / 1e6,
                unit: "million values a second"),
            Figure(
                name: "distinct users by HyperLogLog", value: Double(count) / userSeconds / 1e6,
                unit: "million users a second"),
        ]
    }

    /// Nanoseconds a measurement from batch to report, in bins of so many measurements.
    ///
    /// Two bins before are not counted: groups get their series in them.
    static func monitor(records: Int, groups: Int, piece: Int = 500_000) throws -> (
        nanoseconds: Double, groups: Int, series: Int
    ) {
        var settings = ServiceEventSettings()
        settings.history = 0
        var monitor = try ServiceEventMonitor(hierarchy: .contentDelivery(), settings: settings)
        var load = MeasurementLoad(groups: groups, usersPerBin: max(1, records / 3), seed: 3)
        var seconds = 0.0
        var isNamed = true
        for bin in Int64(0)..<3 {
            var left = records
            while left > 0 {
                let batch = load.batch(min(left, piece), bin: bin, isNamed: isNamed)
                isNamed = false
                left -= batch.count
                let begin = ThreadClock.seconds
                _ = try monitor.take(batch)
                if bin == 2 { seconds += ThreadClock.seconds - begin }
            }
            // The bin is over, and so its end belongs to it.
            let begin = ThreadClock.seconds
            _ = monitor.pass(to: ((bin + 1) * 3_600 + 301) * 1_000_000)
            if bin == 2 { seconds += ThreadClock.seconds - begin }
        }
        return (seconds * 1e9 / Double(records), monitor.groupCount, monitor.seriesCount)
    }
}
