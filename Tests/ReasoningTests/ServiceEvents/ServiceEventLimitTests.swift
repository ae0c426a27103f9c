import NumericKernels
import Reasoning
import Testing

@Suite("limits of the monitor of service events")
struct ServiceEventLimitTests {
    @Test("groups beyond the limit are forgotten, the least active first, and counted")
    func groups() throws {
        var settings = MonitorExample.settings()
        settings.groupLimit = 4_000
        var monitor = try ServiceEventMonitor(
            hierarchy: try MonitorExample.hierarchy(), settings: settings)
        _ = try monitor.take(MonitorExample.batch(hours: 0..<30))
        var next = 13
        for hour in 30..<60 {
            // A thousand cities an hour that never come again.
            var batch = MonitorExample.batch(hours: hour..<hour + 1, isNamed: false)
            let time = batch.times[0]
            batch.newNames[2] = (0..<1_000).map { "once-\(next + $0)" }
            for _ in 0..<1_000 {
                batch.append(time: time, user: 1, value: 40, codes: [1, 1, UInt32(next)])
                next += 1
            }
            _ = try monitor.take(batch)
            #expect(monitor.groupCount <= 5_000)
        }
        let reports = monitor.finish()
        #expect(monitor.groupCount <= 4_000)
        #expect(monitor.counts.forgottenGroups > 20_000 && monitor.counts.forgottenParts > 20_000)
        #expect(monitor.counts.refused == 0)
        // Those that come every hour are all still followed.
        #expect(monitor.seriesCount == 17)
        #expect(reports.last?.groups == 1_017)
    }

    @Test("more combinations in one bin than there is room for are refused and counted")
    func refused() throws {
        var settings = MonitorExample.settings()
        settings.groupLimit = 1_000
        var monitor = try ServiceEventMonitor(
            hierarchy: try MonitorExample.hierarchy(), settings: settings)
        var batch = MonitorExample.batch(hours: 0..<1)
        batch.newNames[2] += (0..<100_000).map { "many-\($0)" }
        for code in 0..<100_000 {
            batch.append(
                time: batch.times[0], user: 1, value: 40, codes: [1, 1, UInt32(code + 13)])
        }
        let reports = try monitor.take(batch) + monitor.finish()
        #expect(monitor.counts.refused == 100_240 - 1_000 - (240 - 12))
        #expect(reports.first?.measurements == 1_000 + 228)
        #expect(monitor.groupCount <= 1_005)
    }

    @Test("an attribute of a million values costs memory for each and nothing else")
    func manyValues() throws {
        var monitor = try ServiceEventMonitor(
            hierarchy: try MonitorExample.hierarchy(), settings: MonitorExample.settings())
        let count = 1_000_000
        var batch = MeasurementBatch(attributeCount: 3)
        batch.newNames = [["north"], ["r0"], (0..<count).map { "\($0)" }]
        batch.times = Array(repeating: MonitorExample.start * 1_000_000, count: count)
        batch.users = (0..<UInt64(count)).map { $0 }
        batch.values = Array(repeating: 40, count: count)
        batch.codes = [
            Array(repeating: 1, count: count), Array(repeating: 1, count: count),
            (1...UInt32(count)).map { $0 },
        ]
        let reports = try monitor.take(batch) + monitor.finish()
        #expect(reports.map(\.groups) == [count + 2] && monitor.counts.refused == 0)
        #expect(monitor.groupCount == count + 2 && monitor.seriesCount == 0)
    }

    @Test("more users than are kept go into histograms and hardly change what is told")
    func sketches() throws {
        func run(_ limit: Int) throws -> (ServiceEventCounts, [ServiceEventReport]) {
            var settings = MonitorExample.settings()
            settings.valueLimit = limit
            settings.exactLimit = 64
            var monitor = try ServiceEventMonitor(
                hierarchy: try MonitorExample.hierarchy(), settings: settings)
            var generator = Xoshiro256(seed: 6)
            var reports: [ServiceEventReport] = []
            var names: [[String]] = [["north"], ["r0"], ["c0", "c1"]]
            for hour in 0..<1 {
                var batch = MeasurementBatch(attributeCount: 3)
                batch.newNames = names
                names = [[], [], []]
                for user in 0..<1_100_000 {
                    batch.append(
                        time: (MonitorExample.start + Int64(hour) * 3_600) * 1_000_000,
                        user: UInt64(user), value: Float(40 + generator.uniform()),
                        codes: [1, 1, UInt32(1 + user % 2)])
                }
                reports += try monitor.take(batch)
            }
            return (monitor.counts, reports + monitor.finish())
        }
        let (keptCounts, kept) = try run(32_000_000)
        let (counts, sketched) = try run(100_000)
        #expect(keptCounts.sketched == 0 && counts.sketched > 1_000_000)
        #expect(kept.map(\.measurements) == sketched.map(\.measurements))
        for (left, right) in zip(kept, sketched) {
            // Users of histograms are told from HyperLogLog.
            #expect(abs(Double(right.values) / Double(left.values) - 1) < 0.08)
        }
    }
}
