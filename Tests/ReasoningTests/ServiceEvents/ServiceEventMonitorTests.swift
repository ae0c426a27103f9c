import AnomalyLocalization
import NumericKernels
import Reasoning
import Testing

@Suite("monitor of service events")
struct ServiceEventMonitorTests {
    @Test("a router whose cities suffer together is told once, with all that follows from it")
    func router() throws {
        let batch = MonitorExample.batch(hours: 0..<120) { hour, router, _ in
            router == 2 && (100..<103).contains(hour) ? 25 : 0
        }
        let reports = try MonitorExample.reports(batch)
        #expect(reports.count == 120)
        #expect(reports.allSatisfy { $0.measurements == 240 && $0.groups == 17 })
        let closed = reports.flatMap(\.closed)
        #expect(reports.flatMap(\.opened).count == 1)
        let event = try #require(closed.first)
        #expect(event.kind == "router" && event.name == "router=r2")
        #expect(event.from == MonitorExample.start + 100 * 3_600)
        #expect(event.to == MonitorExample.start + 103 * 3_600)
        #expect(event.bins == 3 && event.level == 5 && event.users == 60)
        #expect(event.severity == 3 * 5 * 60)
        #expect(abs(event.deviation - 25) < 5 && abs(event.forecast - 50) < 5)
        #expect(Set(event.explains).isSuperset(of: ["city=c6", "city=c7", "city=c8"]))
        #expect(event.within == ["node=north"])
        #expect(event.course.count(where: \.isAnomalous) == 3)
    }

    @Test("a city whose router is fine otherwise is told itself")
    func city() throws {
        let batch = MonitorExample.batch(hours: 0..<110) { hour, _, city in
            city == 1 && hour >= 108 ? 25 : 0
        }
        var slow = batch
        // City 1 of every router is named so; only that of the first router shall suffer.
        for place in slow.times.indices where slow.codes[1][place] != 1 {
            let hour = (slow.times[place] / 1_000_000 - MonitorExample.start) / 3_600
            if hour >= 108, (slow.codes[2][place] - 1) % 3 == 1 { slow.values[place] -= 25 }
        }
        let events = try MonitorExample.reports(slow).flatMap(\.opened)
        #expect(events.map(\.name) == ["city=c1"])
        #expect(events.first?.within == ["router=r0", "node=north"])
    }

    @Test("when everybody suffers the node is told")
    func node() throws {
        let batch = MonitorExample.batch(hours: 0..<101) { hour, _, _ in hour == 100 ? 20 : 0 }
        let events = try MonitorExample.reports(batch).flatMap(\.opened)
        #expect(events.map(\.name) == ["node=north"])
        #expect(events.first?.users == 240)
    }

    @Test("what is better than expected is no event unless that is asked for")
    func direction() throws {
        let batch = MonitorExample.batch(hours: 0..<101) { hour, router, _ in
            hour == 100 && router == 1 ? -20 : 0
        }
        #expect(try MonitorExample.reports(batch).flatMap(\.opened).isEmpty)
        for direction in [EventDirection.down, .both] {
            var settings = MonitorExample.settings()
            settings.localization.direction = direction
            let events = try MonitorExample.reports(batch, settings: settings).flatMap(\.opened)
            #expect(events.map(\.name) == ["router=r1"])
            #expect((events.first?.deviation ?? 0) < -12)
        }
    }

    @Test("what comes out does not depend on how measurements are cut into batches")
    func batches() throws {
        let batch = MonitorExample.batch(hours: 0..<110) { hour, router, _ in
            router == 2 && hour >= 105 ? 25 : 0
        }
        let whole = try MonitorExample.reports(batch)
        var monitor = try ServiceEventMonitor(
            hierarchy: try MonitorExample.hierarchy(), settings: MonitorExample.settings())
        var reports: [ServiceEventReport] = []
        var generator = Xoshiro256(seed: 5)
        var start = 0
        var names = batch.newNames
        while start < batch.count {
            let end = min(batch.count, start + 1 + generator.index(below: 700))
            var part = MonitorExample.rows(batch, start..<end)
            part.newNames = names
            names = names.map { _ in [] }
            reports += try monitor.take(part)
            start = end
        }
        reports += monitor.finish()
        #expect(reports == whole)
    }

    @Test("a user counts once an hour, however often it measures")
    func oneVote() throws {
        var batch = MonitorExample.batch(hours: 0..<100)
        let last = MonitorExample.batch(hours: 100..<101, isNamed: false)
        func add(_ place: Int, _ value: Float) {
            batch.append(
                time: last.times[place], user: last.users[place], value: value,
                codes: last.codes.map { $0[place] })
        }
        for place in last.times.indices {
            // One user of each city is a hundred times as loud as the others, and slow.
            let isLoud = last.users[place] % 1_000 == 0
            for _ in 0..<(isLoud ? 100 : 1) {
                add(place, last.values[place] + (isLoud ? 500 : 0))
            }
        }
        let reports = try MonitorExample.reports(batch)
        #expect(reports.flatMap(\.opened).isEmpty)
        #expect(reports.last?.measurements == 12 * 119 && reports.last?.values == 240)
    }

    @Test("a group of too few users makes no event")
    func fewUsers() throws {
        let batch = MonitorExample.batch(hours: 0..<101) { hour, router, _ in
            hour == 100 && router == 2 ? 25 : 0
        }
        var settings = MonitorExample.settings()
        settings.minimumUsers = 61
        let names = try MonitorExample.reports(batch, settings: settings).flatMap(\.opened)
        #expect(!names.map(\.kind).contains("router") && !names.map(\.kind).contains("city"))
    }

    @Test("a measurement without an attribute counts in the groups that do without it")
    func missingAttribute() throws {
        var batch = MonitorExample.batch(hours: 0..<3)
        for place in batch.times.indices where batch.codes[2][place] == 5 {
            batch.codes[2][place] = 0
        }
        let reports = try MonitorExample.reports(batch)
        #expect(reports.map(\.groups) == [16, 16, 16])
        #expect(reports.map(\.measurements) == [240, 240, 240])
    }

    @Test("values that are no numbers are counted and left out")
    func notFinite() throws {
        var batch = MonitorExample.batch(hours: 0..<2)
        batch.values[3] = .nan
        batch.values[200] = .infinity
        var monitor = try ServiceEventMonitor(
            hierarchy: try MonitorExample.hierarchy(), settings: MonitorExample.settings())
        let reports = try monitor.take(batch) + monitor.finish()
        #expect(monitor.counts.notFinite == 2)
        #expect(reports.map(\.measurements).reduce(0, +) == 478)
    }

    @Test("batches that do not fit are refused before anything is taken")
    func refusals() throws {
        var monitor = try ServiceEventMonitor(
            hierarchy: try MonitorExample.hierarchy(), settings: MonitorExample.settings())
        var uneven = MonitorExample.batch(hours: 0..<1)
        uneven.users.removeLast()
        #expect(throws: ServiceEventError.unevenBatch) { try monitor.take(uneven) }
        var unnamed = MonitorExample.batch(hours: 0..<1)
        unnamed.codes[1][7] = 9
        #expect(throws: ServiceEventError.unknownCode(attribute: "router", code: 9)) {
            try monitor.take(unnamed)
        }
        #expect(throws: ServiceEventError.unevenBatch) {
            try monitor.take(MeasurementBatch(attributeCount: 2))
        }
        #expect(monitor.counts.taken == 0)
        var settings = MonitorExample.settings()
        settings.bin = 0
        #expect(throws: ServiceEventError.self) {
            try ServiceEventMonitor(
                hierarchy: try MonitorExample.hierarchy(), settings: settings)
        }
    }
}
