import Foundation
import Testing

/// `culprit detect` as anybody runs it, on a small series made here.
@Suite("culprit detect", .serialized)
struct DetectCommandTests {
    private let folder: CommandFolder

    init() throws { folder = try CommandFolder() }

    /// A value a minute, 50 and then 80, with a number that jumps about.
    private func series(shift: Int = 120, count: Int = 240) -> [String] {
        ["timestamp,value"]
            + (0..<count).map { index in
                let noise = Double(index * 37 % 13) / 6.5 - 1
                let value = (index < shift ? 50 : 80) + noise
                return "\(1_793_491_200 + 60 * index),\(String(format: "%.2f", value))"
            }
    }

    @Test("a line comes for each value, in order, and one of them tells of the shift")
    func json() throws {
        let path = try folder.write("series.csv", series())
        let run = try CommandProcess.run("detect", [path, "--json"])
        #expect(run.status == 0)
        let lines = try run.objects()
        #expect(lines.compactMap { $0["index"] as? Int } == Array(0..<240))
        #expect(lines[0]["time"] as? String == "2026-11-01T00:00:00Z")
        let shifts = lines.compactMap { $0["levelShift"] as? [String: Any] }
        #expect(shifts.count == 1)
        #expect(shifts.first?["index"] as? Int == 120)
        #expect(abs((shifts.first?["from"] as? Double ?? 0) - 50) < 1)
        #expect(abs((shifts.first?["to"] as? Double ?? 0) - 80) < 1)
        let before = lines[100]
        let (low, high) = (before["low"] as? Double ?? 0, before["high"] as? Double ?? 0)
        let forecast = try #require(before["forecast"] as? Double)
        #expect(low < forecast && forecast < high && abs(forecast - 50) < 1)
        #expect(lines[120]["anomalous"] as? Bool == true)
        #expect(lines[120]["level"] as? Int == 5)
        #expect(lines[119]["anomalous"] as? Bool == false)
    }

    @Test("files packed with gzip, standard input and ISO 8601 times give the same")
    func forms() throws {
        let lines = series()
        let path = try folder.write("series.csv", lines)
        let plain = try CommandProcess.run("detect", [path, "--json"])
        try CommandProcess.tool("gzip", ["-k", path])
        #expect(try CommandProcess.run("detect", [path + ".gz", "--json"]).output == plain.output)
        let text = lines.map { $0 + "\n" }.joined()
        let piped = try CommandProcess.run("detect", ["-", "--json"], input: text)
        #expect(piped.output == plain.output)
        let dated =
            [lines[0]]
            + lines.dropFirst().map { line in
                let fields = line.split(separator: ",")
                let date = Date(timeIntervalSince1970: Double(fields[0]) ?? 0)
                return "\(date.ISO8601Format()),\(fields[1])"
            }
        let named = try folder.write("dated.csv", dated)
        #expect(try CommandProcess.run("detect", [named, "--json"]).output == plain.output)
    }

    @Test("lines that are no values are counted and told, and nothing is read from nothing")
    func hostile() throws {
        let path = try folder.write("series.csv", series() + ["x,y", "", "1793506000,nan"])
        let run = try CommandProcess.run("detect", [path])
        #expect(run.status == 0)
        #expect(run.error.contains("1 line was not read"))
        #expect(run.output.contains("1 missing"))
        #expect(try CommandProcess.run("detect", [folder.path("absent.csv")]).status == 4)
        let empty = try folder.write("empty.csv", [])
        #expect(try CommandProcess.run("detect", [empty]).status == 4)
        #expect(try CommandProcess.run("detect", [path, "--season", "month"]).status == 2)
    }

    @Test("the series is drawn")
    func plotted() throws {
        let path = try folder.write("series.csv", series())
        let drawing = folder.path("series.svg")
        let run = try CommandProcess.run("detect", [path, "--plot", drawing, "--classic"])
        #expect(run.status == 0)
        #expect(try String(contentsOfFile: drawing, encoding: .utf8).contains("<polyline"))
    }
}
