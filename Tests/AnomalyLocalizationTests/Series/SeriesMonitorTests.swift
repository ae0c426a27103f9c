import AnomalyLocalization
import Foundation
import NumericKernels
import Testing

/// What a monitor says of a series with a value every so many seconds.
private func findings(
    _ values: [Double], step: Double? = 3_600, settings: SeriesMonitorSettings = .init()
) throws -> (findings: [SeriesFinding], monitor: SeriesMonitor) {
    var monitor = try SeriesMonitor(settings: settings)
    var found: [SeriesFinding] = []
    for (index, value) in values.enumerated() {
        found += try monitor.add(
            time: step.map { 1_700_006_400 + $0 * Double(index) }, value: value)
    }
    return (found + (try monitor.finish()), monitor)
}

/// Values around a level, with a day of 24 values or of more.
private func series(
    _ count: Int, amplitude: Double, day: Int = 24, seed: UInt64 = 1,
    more: (Int) -> Double = { _ in 0 }
) -> [Double] {
    var random = Xoshiro256(seed: seed)
    return (0..<count).map {
        38 + amplitude * sin(2 * .pi * Double($0) / Double(day)) + random.normal() + more($0)
    }
}

@Suite("Monitor of one series")
struct SeriesMonitorTests {
    @Test("every value is answered once, in order, however few there are")
    func order() throws {
        for count in [0, 1, 3, 15, 16, 17, 40] {
            let all = try findings(series(count, amplitude: 0)).findings
            #expect(all.map(\.index) == Array(0..<count))
            #expect(all.allSatisfy { $0.time != nil })
        }
        #expect(try findings(series(5, amplitude: 0), step: nil).findings.count == 5)
    }

    @Test("the season is chosen by what it is worth: a day, a week, or none")
    func season() throws {
        func seconds(_ values: [Double], step: Double? = 3_600) throws -> Double? {
            try findings(values, step: step).monitor.season?.seconds
        }
        #expect(try seconds(series(700, amplitude: 0)) == nil)
        #expect(try seconds(series(700, amplitude: 8)) == 86_400)
        // Twelve values an hour, on hourly cycles.
        #expect(try seconds(series(4_000, amplitude: 8, day: 288), step: 300) == 86_400)
        let weekly = series(24 * 7 * 8, amplitude: 4) { $0 / 24 % 7 >= 5 ? 15 : 0 }
        #expect(try seconds(weekly) == 604_800)
        #expect(try seconds(series(700, amplitude: 8), step: nil) == nil)
        var given = SeriesMonitorSettings()
        given.season = .values(24)
        let (all, monitor) = try findings(series(700, amplitude: 8), step: nil, settings: given)
        #expect(monitor.season?.cycles == 24)
        #expect(all.count { $0.outcome.isAnomalous } < 15)
    }

    @Test("a shift is told on the line that establishes it, ends its event and moves the forecast")
    func shift() throws {
        for method in [SeriesMonitorSettings.Shifts.segments, .shadow] {
            var settings = SeriesMonitorSettings()
            settings.shifts = method
            let values = series(1_000, amplitude: 6) { $0 >= 800 ? 41 : 0 }
            let all = try findings(values, settings: settings).findings
            let told = all.filter { $0.levelShift != nil }
            #expect(told.count == 1)
            let shift = try #require(told.first?.levelShift)
            #expect(shift.index == 800)
            #expect(abs(shift.from - 38) < 1.5 && abs(shift.to - 79) < 4)
            #expect(told.first.map { $0.index < 816 } == true)
            let event = all[800].event
            #expect(event != nil && all[801].event == event)
            let after = all[820...]
            #expect(after.allSatisfy { $0.event != event })
            #expect(after.count { $0.outcome.isAnomalous } < (method == .segments ? 6 : 40))
        }
        var none = SeriesMonitorSettings()
        none.shifts = .none
        let all = try findings(series(900, amplitude: 0) { $0 >= 800 ? 41 : 0 }, settings: none)
        #expect(all.findings.allSatisfy { $0.levelShift == nil })
        #expect(all.findings.last?.outcome.isAnomalous == true)
    }

    @Test("a season of a day is no row of shifts")
    func noShiftsOfSeason() throws {
        let all = try findings(series(2_000, amplitude: 10)).findings
        #expect(all[200...].allSatisfy { $0.levelShift == nil })
    }

    @Test("an event of some hours is one event and the forecast stays")
    func event() throws {
        let values = series(700, amplitude: 6) { 500..<506 ~= $0 ? 20 : 0 }
        let all = try findings(values).findings
        let id = all[500].event
        #expect(id != nil && all[500..<506].allSatisfy { $0.event == id && $0.outcome.level == 5 })
        #expect(all[506].event != id)
        #expect(abs(all[510].outcome.residual) < 4)
    }

    @Test("the classic method runs beside it where it is asked for")
    func classic() throws {
        var settings = SeriesMonitorSettings()
        settings.hasClassic = true
        let values = series(700, amplitude: 6) { 500..<504 ~= $0 ? -38 : 0 }
        let all = try findings(values, settings: settings).findings
        #expect(abs(all[504].outcome.residual) < 5)
        #expect(abs(try #require(all[504].classic).residual) > 5)
        #expect(try findings(values).findings.allSatisfy { $0.classic == nil })
    }

    @Test("clocks that jump or run backwards are taken as they come")
    func clock() throws {
        var monitor = try SeriesMonitor()
        let values = series(300, amplitude: 6)
        var count = 0
        for (index, value) in values.enumerated() {
            var time = 1_700_006_400 + 3_600 * Double(index)
            if index == 100 { time = -9e12 }
            if index == 150 { time = 9e15 }
            if 200..<210 ~= index { time -= 86_400 }
            count += try monitor.add(time: time, value: value).count
        }
        #expect(count == 300)
    }
}
