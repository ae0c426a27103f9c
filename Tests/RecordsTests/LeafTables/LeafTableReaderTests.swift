import Foundation
import Testing

@testable import Records

@Suite("Reading leaf tables")
struct LeafTableReaderTests {
    private func read(
        _ text: String, _ change: (inout LeafTableReader) -> Void = { _ in }
    ) throws -> LeafColumns {
        let file = FileManager.default.temporaryDirectory.appending(
            path: "leaves-\(UUID().uuidString).csv")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var reader = LeafTableReader()
        change(&reader)
        return try reader.read(path: file.path)
    }

    @Test(
        "commas, semicolons and tabs, carriage returns, a byte order mark and quotation marks are read",
        arguments: [
            "a,b,real,predict\nx,1,2.5,3\ny,1,-1e-3,0",
            "\u{FEFF}a;b;real;predict\r\nx;1;2.5;3\r\ny;1;-1e-3;0\r\n",
            "\n\"a\"\tb\treal\tpredict\nx\t1\t2.5\t3\n\n\"y\"\t1\t-0.001\t0\n",
        ])
    func forms(text: String) throws {
        let columns = try read(text)
        #expect(columns.rows == 2)
        #expect(columns.attributes.map(\.name) == ["a", "b"])
        #expect(columns.attributes.map(\.values) == [["x", "y"], ["1"]])
        #expect(columns.attributes.map(\.codes) == [[0, 1], [0, 0]])
        guard case .additive(let actual, let forecast) = columns.measure else {
            Issue.record("no additive measure")
            return
        }
        #expect(actual == [2.5, -0.001])
        #expect(forecast == [3, 0])
    }

    @Test("four columns make a ratio, wherever they stand")
    func ratio() throws {
        let columns = try read("real_den,real_num,a,predict_num,predict_den\n10,1,x,2,20\n")
        guard case .ratio(let actual, let base, let forecast, let forecastBase) = columns.measure
        else {
            Issue.record("no ratio")
            return
        }
        #expect([actual, base, forecast, forecastBase] == [[1], [10], [2], [20]])
    }

    @Test("rows that cannot be read are counted by reason, and the first is shown")
    func rejects() throws {
        let columns = try read(
            "a,real,predict\nx,1,1\nx,nan,1\nx,one,1\nx,1\nx,1,1,1\n\"x,1,1\ny,,2\nz,inf,1\nw,1,1\n"
        )
        #expect(columns.rows == 2)
        #expect(columns.rejected == [.value: 4, .columns: 2, .quote: 1])
        #expect(columns.firstRejected?.line == 3)
        #expect(columns.attributes[0].values == ["x", "w"])
    }

    @Test("columns can be named and chosen")
    func named() throws {
        let columns = try read("City,note,Count,base\nLyon,x,1,2\n") {
            $0.actual = "count"
            $0.forecast = "base"
            $0.attributes = ["city"]
        }
        #expect(columns.attributes.map(\.name) == ["City"])
    }

    @Test("a header without what is needed says what is missing")
    func headers() {
        #expect(throws: LeafFileError.self) { try read("") }
        #expect(throws: LeafFileError.self) { try read("\n\n") }
        #expect(throws: LeafFileError.self) { try read("a,b\n1,2\n") }
        #expect(throws: LeafFileError.self) { try read("real,predict\n1,2\n") }
        #expect(throws: LeafFileError.self) { try read("a,a,real,predict\n1,2,3,4\n") }
        #expect(throws: LeafFileError.self) {
            try read("a,real_num,real_den,predict_num\nx,1,2,3\n")
        }
        let error = #expect(throws: LeafFileError.self) { try read("a,real\nx,1\n") }
        #expect(error.map { "\($0)".contains("'predict'") } == true)
    }

    @Test("rows beyond the limit are left out, and the answer says so")
    func limit() throws {
        let text = "a,real,predict\n" + String(repeating: "x,1,1\n", count: 50)
        let columns = try read(text) { $0.rowLimit = 20 }
        #expect(columns.rows == 20)
        #expect(columns.isCutShort)
        #expect(try !read(text) { $0.rowLimit = 50 }.isCutShort)
    }

    @Test("a line longer than the limit is counted once and the next is read")
    func longLine() throws {
        let long = String(repeating: "y", count: 700_000)
        let columns = try read("a,real,predict\nx,1,1\n\(long),1,1\nz,1,1\n")
        #expect(columns.rows == 2)
        #expect(columns.rejected == [.tooLong: 1])
    }

    @Test("two hundred thousand values of an attribute are kept apart")
    func manyValues() throws {
        var text = "a,real,predict\n"
        for number in 0..<200_000 { text += "v\(number),1,1\n" }
        let columns = try read(text)
        #expect(columns.attributes[0].values.count == 200_000)
        #expect(columns.attributes[0].codes.last == 199_999)
    }
}
