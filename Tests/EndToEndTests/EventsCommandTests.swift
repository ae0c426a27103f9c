import Foundation
import Testing

/// `culprit events` as anybody runs it, on small files made here.
@Suite("culprit events", .serialized)
struct EventsCommandTests {
    private let folder: CommandFolder

    init() throws { folder = try CommandFolder() }

    private func file(
        _ name: String = "rtt.csv", days: Int = 5, event: Int? = 76
    ) throws -> String {
        try folder.write(
            name,
            [EventsMeasurements.header] + EventsMeasurements.lines(days: days, event: event))
    }

    @Test("one failure is one event: its group, its time, what it explains")
    func oneEvent() throws {
        let run = try CommandProcess.run("events", [try file(), "--metric", "rtt", "--json"])
        #expect(run.status == 0)
        let events = try run.objects()
        #expect(events.count == 1)
        let event = try #require(events.first)
        #expect(event["schema"] as? Int == 1)
        #expect(event["metric"] as? String == "rtt")
        #expect(event["group"] as? [String: String] == ["city": "Lyon"])
        #expect(event["from"] as? String == EventsMeasurements.time(hour: 76))
        #expect(event["to"] as? String == EventsMeasurements.time(hour: 79))
        #expect(event["bins"] as? Int == 3)
        #expect(event["users"] as? Int == 6)
        let level = try #require(event["level"] as? Int)
        #expect(event["severity"] as? Int == 3 * 6 * level)
        let deviation = try #require(event["deviation"] as? Double)
        #expect(abs(deviation - 60) < 10)
        #expect(event["explains"] is [String] && event["within"] is [String])
    }

    @Test("people get a ranked table, and what was read")
    func table() throws {
        let run = try CommandProcess.run("events", [try file(), "--metric", "rtt"])
        #expect(run.status == 0)
        #expect(run.output.contains("rtt · 1 event in 120 bins"))
        #expect(run.output.contains("city=Lyon"))
        #expect(run.output.contains("14,400 measurements"))
        #expect(!run.output.contains("\u{1B}"))
    }

    @Test("without a failure there is no event, and that is no error")
    func nothing() throws {
        let run = try CommandProcess.run("events", [try file(event: nil), "--json"])
        #expect(run.status == 0)
        #expect(run.output.isEmpty)
    }

    @Test("a drop is no event where a rise is bad, and one where drops are")
    func direction() throws {
        let lines = EventsMeasurements.lines(days: 5, event: 76).map { line in
            let fields = line.split(separator: ",")
            let value = 200 - (Double(fields[2]) ?? 0)
            return (fields[..<2] + ["\(value)"] + fields[3...]).joined(separator: ",")
        }
        let path = try folder.write("throughput.csv", [EventsMeasurements.header] + lines)
        #expect(try CommandProcess.run("events", [path, "--json"]).objects().isEmpty)
        for way in ["down", "both"] {
            let run = try CommandProcess.run("events", [path, "--json", "--direction", way])
            let groups = try run.objects().map { $0["group"] as? [String: String] }
            #expect(groups == [["city": "Lyon"]])
        }
    }

    @Test("a run that is resumed at any day gives what one run gives", arguments: [1, 3, 4])
    func resumed(days: Int) throws {
        let all = EventsMeasurements.lines(days: 5, event: 94)
        let whole = try folder.write("whole.csv", [EventsMeasurements.header] + all)
        // The state holds the last bin open, so the run to compare with keeps one too.
        let once = try CommandProcess.run(
            "events", [whole, "--json", "--state", folder.path("once.state")])
        #expect(try once.objects().count == 1)

        let part = days * 24 * 5 * 24
        let growing = try folder.write(
            "growing.csv", [EventsMeasurements.header] + all.prefix(part))
        let state = folder.path("kept.state")
        let first = try CommandProcess.run("events", [growing, "--json", "--state", state])
        #expect(first.status == 0)
        _ = try folder.write("growing.csv", [EventsMeasurements.header] + all)
        let second = try CommandProcess.run("events", [growing, "--json", "--state", state])
        #expect(second.status == 0)
        #expect(second.output == once.output)
    }

    @Test("a state of other settings is refused and left as it is")
    func otherSettings() throws {
        let path = try file(days: 2, event: nil)
        let state = folder.path("kept.state")
        #expect(try CommandProcess.run("events", [path, "--state", state]).status == 0)
        let before = try Data(contentsOf: URL(filePath: state))
        let run = try CommandProcess.run("events", [path, "--state", state, "--bin", "30m"])
        #expect(run.status == 2)
        #expect(run.error.contains("other settings"))
        #expect(try Data(contentsOf: URL(filePath: state)) == before)
        let noState = try CommandProcess.run("events", [path, "--state", path])
        #expect(noState.status == 2)
    }

    @Test("a growing file is followed: an event is told when it begins and when it is over")
    func followed() async throws {
        let lines = EventsMeasurements.lines(days: 5, event: 76)
        let perHour = 5 * 24
        let path = try folder.write(
            "live.csv", [EventsMeasurements.header] + lines.prefix(78 * perHour))
        let state = folder.path("live.state")
        let process = try CommandProcess.start(
            "events", [path, "--follow", "--json", "--state", state])
        #expect(await process.wait(for: "\"to\":null"))
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.seekToEnd()
        let more = lines[(78 * perHour)..<(84 * perHour)].map { $0 + "\n" }.joined()
        try handle.write(contentsOf: Data(more.utf8))
        try handle.close()
        #expect(await process.wait(for: "\"to\":\"\(EventsMeasurements.time(hour: 79))\""))
        process.interrupt()
        let end = await process.end()
        #expect(end.status == 0)
        let events = try end.objects()
        #expect(Set(events.map { $0["event"] as? String }).count == 1)
        #expect(events.count == 2)
    }

    @Test("after kill -9 nothing is lost and nothing counts twice")
    func killed() async throws {
        let lines = EventsMeasurements.lines(days: 5, event: 94)
        let path = try folder.write("live.csv", [EventsMeasurements.header] + lines)
        let whole = try CommandProcess.run(
            "events", [path, "--json", "--state", folder.path("once.state")])
        let state = folder.path("live.state")
        let process = try CommandProcess.start(
            "events", [path, "--follow", "--json", "--state", state])
        #expect(await process.wait(for: "\"to\":null"))
        process.kill()
        _ = await process.end()
        let again = try CommandProcess.run("events", [path, "--json", "--state", state])
        #expect(again.status == 0)
        #expect(again.output == whole.output)
    }

    @Test("lines that do not fit are counted, told and kept; late ones are told")
    func hostile() throws {
        var lines = EventsMeasurements.lines(days: 3, event: nil)
        lines.insert("garbage", at: 50)
        lines.insert("1793491300,u1,nan,Lyon,1,10.0.0.0/24", at: 100)
        lines.append("1793491300,u1,30,Lyon,1,10.0.0.0/24")
        let path = try folder.write("rtt.csv", [EventsMeasurements.header] + lines)
        let kept = folder.path("rejects.tsv")
        let run = try CommandProcess.run("events", [path, "--rejects", kept])
        #expect(run.status == 0)
        #expect(run.output.contains("2 of them not counted"))
        #expect(run.error.contains("1 measurements came more than --watermark"))
        let rejected = try String(contentsOfFile: kept, encoding: .utf8).split(separator: "\n")
        #expect(rejected.count == 2)
    }

    @Test("a hierarchy in a circle is refused with its line")
    func circle() throws {
        let path = try file(days: 1, event: nil)
        let hierarchy = try folder.write(
            "hierarchy.yaml",
            [
                "schema: 1", "kinds:", "  - {name: city, parents: [origin-as]}",
                "  - {name: origin-as, parents: [city]}",
            ])
        let run = try CommandProcess.run("events", [path, "--hierarchy", hierarchy])
        #expect(run.status == 2)
        #expect(run.error.contains("hierarchy.yaml, line 3"))
    }

    @Test("what cannot be read is said, with its status")
    func unreadable() throws {
        #expect(try CommandProcess.run("events", [folder.path("absent.csv")]).status == 4)
        let empty = try folder.write("empty.csv", [])
        #expect(try CommandProcess.run("events", [empty]).status == 4)
        #expect(try CommandProcess.run("events", [empty, "--bin", "7m"]).status == 2)
        #expect(try CommandProcess.run("events", [empty, "--top", "-1"]).status == 2)
    }

    @Test("standard input is read, and each event is drawn")
    func plotted() throws {
        let text =
            ([EventsMeasurements.header] + EventsMeasurements.lines(days: 5, event: 76))
            .map { $0 + "\n" }.joined()
        let figures = folder.path("figures")
        let run = try CommandProcess.run(
            "events", ["-", "--json", "--metric", "rtt", "--plot", figures], input: text)
        #expect(run.status == 0)
        let drawing = try String(contentsOfFile: figures + "/rtt-1.svg", encoding: .utf8)
        #expect(drawing.contains("city=Lyon"))
        #expect(drawing.contains("<polygon"))
    }
}
