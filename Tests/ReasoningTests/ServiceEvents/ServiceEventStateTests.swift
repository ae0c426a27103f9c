import NumericKernels
import Reasoning
import Testing

@Suite("state of the monitor of service events")
struct ServiceEventStateTests {
    private func monitor() throws -> ServiceEventMonitor {
        try ServiceEventMonitor(
            hierarchy: try MonitorExample.hierarchy(), settings: MonitorExample.settings())
    }

    @Test("a monitor made of a state gives the same reports to the last bit, wherever it was kept")
    func resumption() throws {
        let batch = MonitorExample.batch(hours: 0..<112) { hour, router, city in
            router == 2 && (100..<104).contains(hour) || city == 0 && hour > 106 ? 25 : 0
        }
        let whole = try MonitorExample.reports(batch)
        #expect(whole.flatMap(\.opened).count >= 2)
        var generator = Xoshiro256(seed: 2)
        var monitor = try monitor()
        var reports: [ServiceEventReport] = []
        var names = batch.newNames
        var start = 0
        while start < batch.count {
            let end = min(batch.count, start + 1 + generator.index(below: 4_000))
            var part = MonitorExample.rows(batch, start..<end)
            part.newNames = names
            names = names.map { _ in [] }
            reports += try monitor.take(part)
            monitor = try ServiceEventMonitor(
                state: try monitor.state(), hierarchy: try MonitorExample.hierarchy(),
                settings: MonitorExample.settings())
            start = end
        }
        reports += monitor.finish()
        #expect(reports == whole)
    }

    @Test("a state is the same when it is written again")
    func stability() throws {
        var monitor = try monitor()
        _ = try monitor.take(MonitorExample.batch(hours: 0..<60))
        let state = try monitor.state()
        let again = try ServiceEventMonitor(
            state: state, hierarchy: try MonitorExample.hierarchy(),
            settings: MonitorExample.settings())
        #expect(try again.state() == state)
        #expect(again.counts == monitor.counts && again.names == monitor.names)
    }

    @Test("a state of other settings or another hierarchy is refused")
    func otherSettings() throws {
        let state = try monitor().state()
        var settings = MonitorExample.settings()
        settings.bin = 300
        #expect(throws: ServiceEventError.otherSettings) {
            try ServiceEventMonitor(
                state: state, hierarchy: try MonitorExample.hierarchy(), settings: settings)
        }
        #expect(throws: ServiceEventError.otherSettings) {
            try ServiceEventMonitor(
                state: state, hierarchy: try .init([.init(name: "node")]),
                settings: MonitorExample.settings())
        }
    }

    @Test("a damaged state is refused, wherever the damage is")
    func damage() throws {
        var monitor = try monitor()
        _ = try monitor.take(MonitorExample.batch(hours: 0..<30))
        let state = try monitor.state()
        var generator = Xoshiro256(seed: 3)
        func load(_ bytes: [UInt8]) throws {
            _ = try ServiceEventMonitor(
                state: bytes, hierarchy: try MonitorExample.hierarchy(),
                settings: MonitorExample.settings())
        }
        try load(state)
        for _ in 0..<200 {
            var bad = state
            bad[generator.index(below: bad.count)] ^= UInt8(1 << generator.index(below: 8))
            #expect(throws: (any Error).self) { try load(bad) }
        }
        for length in [0, 1, 8, 100, state.count / 2, state.count - 1] {
            #expect(throws: (any Error).self) { try load(Array(state[..<length])) }
        }
        #expect(throws: (any Error).self) { try load(state + [0]) }
    }
}
