import AnomalyLocalization
import Testing

/// An outcome as events see it.
private func outcome(_ mark: Character) -> SeasonalOutcome<Float> {
    var outcome = SeasonalOutcome<Float>.none(mark == "?" ? .missing : .judged)
    outcome.isAnomalous = mark == "!"
    outcome.level = mark == "!" ? 5 : 0
    return outcome
}

/// The events of a time line: `!` anomalous, `.` as expected, `?` missing.
private func events(_ line: String, patience: Int = 2) -> [String] {
    var assembly = EventAssembly(patience: patience)
    var closed: [SeriesEvent] = []
    for (bin, mark) in line.enumerated() {
        switch assembly.add(series: 0, bin: bin, outcome: outcome(mark)) {
        case .closed(let event), .replaced(let event, _): closed.append(event)
        case .opened, .continued, nil: break
        }
    }
    let all = closed + assembly.open.values
    return all.map { "\($0.id):\($0.start)-\($0.last)x\($0.bins)\($0.isOpen ? " open" : "")" }
}

@Suite("Assembly of events")
struct EventAssemblyTests {
    @Test("consecutive anomalous bins are one event, from the first of them on")
    func consecutive() {
        #expect(events("..!!!..!.") == ["1:2-4x3", "2:7-7x1"])
        #expect(events("!") == ["1:0-0x1 open"])
        #expect(events("....").isEmpty)
        #expect(events(".!!") == ["1:1-2x2 open"])
    }

    @Test("missing bins neither end an event nor count, up to a limit")
    func gaps() {
        #expect(events("!??!.") == ["1:0-3x2"])
        #expect(events("!???!") == ["1:0-0x1", "2:4-4x1 open"])
        #expect(events("!??.") == ["1:0-0x1"])
        #expect(events("!????") == ["1:0-0x1"])
        #expect(events("!?!", patience: 0) == ["1:0-0x1", "2:2-2x1 open"])
    }

    @Test("series have their own events, and ids count over all of them")
    func severalSeries() {
        var assembly = EventAssembly()
        for bin in 0..<3 {
            for series in [4, 9] {
                _ = assembly.add(series: series, bin: bin, outcome: outcome("!"))
            }
        }
        #expect(assembly.open[4]?.id == 1 && assembly.open[9]?.id == 2)
        #expect(assembly.close(series: 9)?.bins == 3)
        #expect(assembly.close(series: 9) == nil && assembly.open.count == 1)
    }
}
