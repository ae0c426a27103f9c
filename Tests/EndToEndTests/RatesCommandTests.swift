import Foundation
import Testing

/// `culprit rates` as anybody runs it, on small logs made here.
@Suite("culprit rates", .serialized)
struct RatesCommandTests {
    private let folder: CommandFolder

    init() throws { folder = try CommandFolder() }

    @Test("the server that fails is named, with its interval, and the summary counts the lines")
    func humanOutput() throws {
        let log = try folder.write("access.ndjson", RatesLog.lines(4_000, bad: "10.9.0.3:80"))
        let run = try CommandProcess.run("rates", [log, "--by", "server,network"])
        #expect(run.status == 0)
        #expect(run.error.isEmpty)
        #expect(run.output.contains("server:10.9.0.3:80"))
        #expect(!run.output.contains("server:10.9.0.1:80"))
        #expect(run.output.contains("4,000 lines: 4,000 requests in 1 block"))
        #expect(!run.output.contains("\u{1B}"))
    }

    @Test("JSON has one object a block, in order, and nothing else")
    func jsonOutput() throws {
        let log = try folder.write("access.ndjson", RatesLog.lines(4_000, bad: "10.9.0.3:80"))
        let run = try CommandProcess.run("rates", [log, "--json", "--block", "1000", "--top", "3"])
        #expect(run.status == 0)
        let blocks = try run.objects()
        #expect(blocks.compactMap { $0["block"] as? Int } == [0, 1, 2, 3])
        for block in blocks {
            #expect(block["schema"] as? Int == 1)
            #expect(block["observations"] as? Int == 1_000)
            let faults = try #require(block["faults"] as? [[String: Any]])
            #expect(faults.count <= 3)
            let first = try #require(faults.first)
            #expect(first["fault"] as? String == "server:10.9.0.3:80")
            let mean = try #require(first["mean"] as? Double)
            let low = try #require(first["low"] as? Double)
            let high = try #require(first["high"] as? Double)
            #expect(low < mean && mean < high)
            #expect(abs(mean - 0.2) < 0.12)
        }
        #expect(blocks[0]["from"] as? String == "2026-11-21T10:00:00Z")
        #expect(!run.output.lowercased().contains("inf"))
    }

    @Test("lines that do not fit are counted, told and kept")
    func rejects() throws {
        var lines = RatesLog.lines(500, bad: "10.9.0.3:80")
        lines.insert("no JSON at all", at: 100)
        lines.insert("{\"time\":\"2026-11-21T10:00:00Z\",\"status\":\"teapot\"}", at: 200)
        let log = try folder.write("access.ndjson", lines)
        let kept = folder.path("rejects.tsv")
        let run = try CommandProcess.run("rates", [log, "--rejects", kept])
        #expect(run.status == 0)
        #expect(run.output.contains("2 of them not counted"))
        let rejected = try String(contentsOfFile: kept, encoding: .utf8).split(separator: "\n")
        #expect(rejected.count == 2)
        #expect(rejected[0].split(separator: "\t")[1] == "101")
        #expect(rejected[0].hasSuffix("no JSON at all"))
        let json = try CommandProcess.run("rates", [log, "--json"])
        let block = try #require(try json.objects().first)
        #expect((block["rejected"] as? [String: Any])?["lines"] as? Int == 2)
        #expect(json.error.contains("2 of them not counted"))
    }

    @Test("a mapping that names no column of the log is refused with its line")
    func badMapping() throws {
        let log = try folder.write(
            "table.csv", ["time,status,server", "2026-11-21T10:00:00Z,200,a"])
        let map = try folder.write("map.yaml", ["schema: 1", "outcome: {from: nope}"])
        let run = try CommandProcess.run("rates", [log, "--map", map])
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.error.contains("map.yaml, line 2"))
        #expect(run.error.contains("nope"))
        let missing = try CommandProcess.run("rates", [log, "--map", folder.path("absent.yaml")])
        #expect(missing.status == 2)
        #expect(missing.error.contains("absent.yaml"))
    }

    @Test(
        "arguments that cannot be used end with status 2",
        arguments: [
            ["--leak", "0"], ["--prior", "1"], ["--prior", "-1,5"], ["--block", "0"],
            ["--every", "5 minutes"], ["--block", "10", "--every", "5m"], ["--method", "guess"],
            ["--top", "0"], ["--memory", "1K"], ["--format", "xml"], ["--by", "server,,as"],
        ])
    func badArguments(arguments: [String]) throws {
        let log = try folder.write("access.ndjson", RatesLog.lines(10, bad: ""))
        let run = try CommandProcess.run("rates", [log] + arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(!run.error.isEmpty)
    }

    @Test("what came before a gzip file breaks off is reported, with status 3")
    func truncatedGzip() throws {
        let log = try folder.write("access.ndjson", RatesLog.lines(4_000, bad: "10.9.0.3:80"))
        try CommandProcess.tool("gzip", [log])
        let whole = try Data(contentsOf: URL(filePath: log + ".gz"))
        let sound = try CommandProcess.run("rates", [log + ".gz"])
        #expect(sound.status == 0)
        #expect(sound.output.contains("4,000 requests"))
        let cut = folder.path("cut.gz")
        try whole.prefix(whole.count * 3 / 4).write(to: URL(filePath: cut))
        let run = try CommandProcess.run("rates", [cut])
        #expect(run.status == 3)
        #expect(run.output.contains("server:10.9.0.3:80"))
        #expect(run.error.contains("cut off"))
    }

    @Test("where nothing can be read the status is 4")
    func nothingReadable() throws {
        let absent = try CommandProcess.run("rates", [folder.path("absent.log")])
        #expect(absent.status == 4)
        #expect(absent.error.contains("absent.log"))
        let empty = try folder.write("empty.log", [])
        #expect(try CommandProcess.run("rates", [empty]).status == 4)
        let prose = try folder.write("prose.log", ["This is no log", "at all, is it."])
        let run = try CommandProcess.run("rates", [prose, "--json"])
        #expect(run.status == 4 || run.status == 2)
        #expect(run.output.isEmpty)
    }

    @Test("observations come through a pipe")
    func standardInput() throws {
        let lines = [
            "# by hand", "1 *12 as:7018 server:a", "0 *100 as:7018 server:b",
            "0 *900 as:1 server:a",
        ]
        let run = try CommandProcess.run(
            "rates", ["-", "--format", "observations", "--json"],
            input: lines.joined(separator: "\n") + "\n")
        #expect(run.status == 0)
        let block = try #require(try run.objects().first)
        #expect(block["observations"] as? Int == 1_012)
        #expect(block["failures"] as? Int == 12)
        #expect(block["from"] is NSNull)
        let first = try #require((block["faults"] as? [[String: Any]])?.first)
        #expect(first["fault"] as? String == "as:7018")
    }

    @Test("the clients' systems come from a list of prefixes")
    func routes() throws {
        let log = try folder.write("access.ndjson", RatesLog.lines(4_000, bad: "as 65001"))
        let list = try folder.write("prefixes.txt", ["10.0.0.0/24 65000", "10.1.0.0/24 AS65001"])
        let run = try CommandProcess.run("rates", [log, "--routes", list, "--by", "as", "--json"])
        let first = try #require((try run.objects().first?["faults"] as? [[String: Any]])?.first)
        #expect(first["fault"] as? String == "as:65001")
        let without = try CommandProcess.run("rates", [log, "--by", "as"])
        #expect(without.status == 2)
        #expect(without.error.contains("routing table"))
    }

    @Test("rates over time are drawn into a file")
    func plot() throws {
        let log = try folder.write("access.ndjson", RatesLog.lines(4_000, bad: "10.9.0.3:80"))
        let drawing = folder.path("rates.svg")
        let run = try CommandProcess.run("rates", [log, "--every", "10m", "--plot", drawing])
        #expect(run.status == 0)
        #expect(run.output.contains("over 6 blocks"))
        let svg = try String(contentsOfFile: drawing, encoding: .utf8)
        #expect(svg.hasPrefix("<svg"))
        #expect(svg.contains("server:10.9.0.3:80"))
        #expect(try CommandProcess.run("rates", [log, "--plot", "/nonexistent/x.svg"]).status == 2)
    }

    @Test("a reader that goes away is no error")
    func brokenPipe() throws {
        let log = try folder.write("access.ndjson", RatesLog.lines(4_000, bad: "10.9.0.3:80"))
        let run = try CommandProcess.shell(
            "{ \"$1\" rates \"$2\" --block 10 --json; echo $? >&2; } | head -n 1",
            [CulpritBinary.path(), log])
        #expect(run.error == "0\n")
        #expect(run.output.split(separator: "\n").count == 1)
    }

    @Test("a log is followed over its rotation until Ctrl-C, which ends with the summary")
    func follow() async throws {
        let log = try folder.write("live.ndjson", RatesLog.lines(1_500, bad: "10.9.0.3:80"))
        let process = try CommandProcess.start(
            "rates", [log, "--follow", "--block", "1000", "--by", "server"])
        let first = await process.wait(for: "block 0")
        #expect(first)
        try FileManager.default.moveItem(atPath: log, toPath: log + ".1")
        _ = try folder.write("live.ndjson", RatesLog.lines(1_000, bad: "10.9.0.2:80"))
        let second = await process.wait(for: "block 1")
        #expect(second)
        process.interrupt()
        let run = await process.end()
        #expect(run.status == 0)
        #expect(run.output.contains("block 2"))
        #expect(run.output.contains("2,500 lines: 2,500 requests in 3 blocks"))
    }

    @Test("JSON of a live log comes a block at a time")
    func followAsJSON() async throws {
        let log = try folder.write("live.ndjson", RatesLog.lines(1_000, bad: "10.9.0.3:80"))
        let process = try CommandProcess.start(
            "rates", [log, "--follow", "--block", "500", "--json"])
        let first = await process.wait(for: "\"block\":1,")
        #expect(first)
        process.interrupt()
        let run = await process.end()
        #expect(run.status == 0)
        #expect(try run.objects().count == 2)
    }
}
