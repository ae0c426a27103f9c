import Foundation
import Testing

@testable import Records

/// What a reader makes of a text: times in seconds, values, numbers of rejected lines with their reasons.
private func read(
    _ text: String, time: String? = nil, value: String? = nil
) throws -> (times: [Double?], values: [Double], rejected: [String]) {
    let path = FileManager.default.temporaryDirectory.appending(path: "series-\(UUID()).csv")
    try Data(text.utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    let reader = try SeriesReader(path: path.path, time: time, value: value)
    var points: [SeriesPoint] = []
    var rejected: [String] = []
    while let batch = try reader.next() {
        points += batch.points
        rejected += batch.rejected.map { "\($0.line) \($0.reason.rawValue)" }
    }
    return (points.map { $0.time.map { Double($0) / 1e6 } }, points.map(\.value), rejected)
}

@Suite("Reading one series")
struct SeriesReaderTests {
    @Test("separators, headers and times are told by the file")
    func layouts() throws {
        for text in [
            "timestamp,value\n1476479820,178.9\n1476480060,-3\n",
            "epoch;rtt;cp\n2016-10-14T21:17:00Z;178.9;0\n2016-10-14 21:21:00;-3;1",
            "1476479820\t178.9\r\n1476480060\t-3e0\r\n",
            "# comment\n\n1476479820 178.9\n1476480060 -3\n",
            "value,host,time\n178.9,a,1476479820\n-3,b,1476480060\n",
            "\u{FEFF}\"timestamp\",\"value\"\n\"1476479820\",\"178.9\"\n1476480060000,-3\n",
        ] {
            let series = try read(text)
            #expect(series.times == [1_476_479_820, 1_476_480_060])
            #expect(series.values == [178.9, -3])
            #expect(series.rejected.isEmpty)
        }
        let alone = try read("value\n1\n2.5\n")
        #expect(alone.values == [1, 2.5] && alone.times == [nil, nil])
        let named = try read("a,b,c\n1,2,3\n", time: "c", value: "b")
        #expect(named.values == [2] && named.times == [3])
    }

    @Test("missing values keep their place, lines that cannot be read are handed on")
    func malformed() throws {
        let series = try read("time,value\n1,5\n2,\n3,nan\n4,x\nnoon,5\n6\n7,1,2\n8,inf\n9,6\n")
        #expect(series.values.map(\.isNaN) == [false, true, true, true, false])
        #expect(series.rejected == ["5 form", "6 time", "7 columns", "8 columns"])
        #expect(try read("").values.isEmpty)
        let long = try read("1,2\n" + String(repeating: "9", count: 300_000) + "\n3,4\n")
        #expect(long.values == [2, 4] && long.rejected == ["2 too-long"])
    }

    @Test("times of another kind and columns that are not there are clear errors")
    func errors() throws {
        let lines = (10..<20).map { "14/10/2016 21:\($0);178.9\n" }.joined()
        #expect(throws: SeriesFileError.self) { try read(lines) }
        #expect(throws: SeriesFileError.self) { try read("a,b\n1,2\n", value: "c") }
        #expect(throws: SeriesFileError.self) { try read("1,2\n", value: "b") }
        #expect(throws: SeriesFileError.self) { _ = try SeriesReader(path: "/nowhere/at/all") }
    }
}
