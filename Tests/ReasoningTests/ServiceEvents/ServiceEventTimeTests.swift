import NumericKernels
import Reasoning
import Testing

@Suite("time in the monitor of service events")
struct ServiceEventTimeTests {
    private func monitor() throws -> ServiceEventMonitor {
        try ServiceEventMonitor(
            hierarchy: try MonitorExample.hierarchy(), settings: MonitorExample.settings())
    }

    @Test("measurements out of order within the watermark count as if they were in order")
    func outOfOrder() throws {
        let batch = MonitorExample.batch(hours: 0..<30)
        var generator = Xoshiro256(seed: 8)
        // Each is delayed by up to the watermark.
        let keys = batch.times.map { $0 + Int64(generator.index(below: 299)) * 1_000_000 }
        let order = batch.times.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
        var shuffled = MonitorExample.rows(batch, order)
        shuffled.newNames = batch.newNames
        #expect(shuffled.times != batch.times)
        var monitor = try monitor()
        let reports = try monitor.take(shuffled) + monitor.finish()
        let sorted = try MonitorExample.reports(batch)
        #expect(monitor.counts.late == 0)
        #expect(reports.map(\.measurements) == sorted.map(\.measurements))
        #expect(reports.map(\.values) == sorted.map(\.values))
    }

    @Test("measurements beyond the watermark are counted as late")
    func late() throws {
        var monitor = try monitor()
        _ = try monitor.take(MonitorExample.batch(hours: 0..<10))
        let late = MonitorExample.batch(hours: 4..<5, isNamed: false)
        #expect(try monitor.take(late).isEmpty)
        #expect(monitor.counts.late == 240 && monitor.counts.taken == 2_400)
    }

    @Test("a clock that is wrong here and there closes no bin")
    func strayClock() throws {
        var batch = MonitorExample.batch(hours: 0..<20)
        for place in stride(from: 5, to: batch.count, by: 97) {
            batch.times[place] += 400 * 86_400 * 1_000_000
        }
        let strays = (batch.count - 5 + 96) / 97
        var monitor = try monitor()
        let reports = try monitor.take(batch) + monitor.finish()
        #expect(monitor.counts.ahead == strays && monitor.counts.late == 0)
        #expect(reports.count == 20)
        #expect(reports.map(\.measurements).reduce(0, +) == batch.count - strays)
    }

    @Test("time that really went on is believed after some measurements, and the gap is said")
    func jump() throws {
        var monitor = try monitor()
        var reports = try monitor.take(MonitorExample.batch(hours: 0..<10))
        reports += try monitor.take(MonitorExample.batch(hours: 500..<503, isNamed: false))
        reports += monitor.finish()
        #expect(monitor.counts.jumps == 1 && monitor.counts.ahead == 64)
        #expect(monitor.counts.skippedBins == 490)
        #expect(reports.count == 13)
        #expect(reports[10].measurements == 240 - 64)
        #expect(reports[11].measurements == 240)
    }

    @Test("times at the ends of what a number holds are no measurements of now")
    func absurdTimes() throws {
        var batch = MonitorExample.batch(hours: 0..<2)
        batch.times[100] = .max
        batch.times[101] = .min
        batch.times[102] = 0
        batch.times[103] = -1
        var monitor = try monitor()
        let reports = try monitor.take(batch) + monitor.finish()
        #expect(monitor.counts.ahead == 1 && monitor.counts.late == 3)
        #expect(reports.map(\.measurements).reduce(0, +) == 476)
    }

    @Test("time passes without measurements too, if somebody says so")
    func passing() throws {
        var monitor = try monitor()
        #expect(try monitor.take(MonitorExample.batch(hours: 0..<1)).isEmpty)
        #expect(monitor.pass(to: (MonitorExample.start + 3_600) * 1_000_000).isEmpty)
        let reports = monitor.pass(to: (MonitorExample.start + 3_901) * 1_000_000)
        #expect(reports.map(\.measurements) == [240])
        #expect(monitor.pass(to: 0).isEmpty)
    }

    @Test("an event goes on over a quiet bin and ends after two")
    func patience() throws {
        let slow = Set([100, 101, 103])
        let batch = MonitorExample.batch(hours: 0..<110) { hour, router, _ in
            router == 1 && slow.contains(hour) ? 25 : 0
        }
        let closed = try MonitorExample.reports(batch).flatMap(\.closed)
        #expect(closed.map(\.bins) == [3])
        #expect(closed.first?.to == MonitorExample.start + 104 * 3_600)
    }

    @Test("what is still going on at the end has no end")
    func goingOn() throws {
        let batch = MonitorExample.batch(hours: 0..<102) { hour, router, _ in
            router == 1 && hour >= 100 ? 25 : 0
        }
        var monitor = try monitor()
        _ = try monitor.take(batch)
        _ = monitor.finish()
        #expect(monitor.goingOn.map(\.name) == ["router=r1"])
        #expect(monitor.goingOn.first?.to == nil)
        #expect(monitor.goingOn.first?.bins == 2)
    }
}
