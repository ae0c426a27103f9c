import AgentRoles
import Foundation
import Reasoning
import Records
import Testing

@testable import CulpritCommands

/// Two blocks of which the second has a server that fails.
private func steps() throws -> [RequestLogDiagnosis.Step] {
    var diagnoser = try FaultRateDiagnoser()
    return try [1.0, 100].enumerated().map { index, failing in
        var block = RequestBlock(index: index)
        block.times = Int64(index) * 60_000_000...Int64(index + 1) * 60_000_000
        block.failed = [true, false, false]
        block.weights = [failing, 1_000 - failing, 1_000]
        block.offsets = [0, 1, 2, 3]
        block.faults = [0, 0, 1]
        block.strengths = [1, 1, 1]
        block.clients = 12
        block.counts = [
            .init(fault: 0, requests: 1_000, clients: 9),
            .init(fault: 1, requests: 1_000, clients: 4),
        ]
        if index == 0 { block.newFaults = ["server:a\"b\\", "server:good"] }
        return RequestLogDiagnosis.Step(
            report: try diagnoser.assess(block), mistakes: 3,
            rejected: index == 0 ? [.form: 2, .quote: 1] : [:])
    }
}

@Suite("Printing of fault rates")
struct RatesPrintingTests {
    @Test("each block is one JSON object with the keys that are documented")
    func json() throws {
        let printer = RatesJSONPrinter()
        let lines = try steps().map { printer.block($0) }
        for (index, line) in lines.enumerated() {
            #expect(line.hasSuffix("}\n"))
            #expect(!line.dropLast().contains("\n"))
            let object = try #require(
                JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(object["schema"] as? Int == 1)
            #expect(object["block"] as? Int == index)
            #expect(object["observations"] as? Int == 2_000)
            #expect(object["objective"] as? Double ?? 0 < 0)
        }
        let first = try #require(
            JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
        #expect(first["from"] as? String == "1970-01-01T00:00:00Z")
        #expect(first["to"] as? String == "1970-01-01T00:01:00Z")
        #expect((first["rejected"] as? [String: Any])?["lines"] as? Int == 3)
        let second = try #require(
            JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: Any])
        #expect((second["rejected"] as? [String: Any])?["lines"] as? Int == 0)
        let fault = try #require((second["faults"] as? [[String: Any]])?.first)
        #expect(fault["fault"] as? String == "server:a\"b\\")
        for key in ["mean", "low", "high", "alpha", "beta", "odds", "explained"] {
            #expect((fault[key] as? Double)?.isFinite == true, "\(key)")
        }
        #expect(fault["requests"] as? Int == 1_000)
        #expect(fault["clients"] as? Int == 9)
        #expect(fault["named"] as? Bool == true)
        #expect(fault["new"] as? Bool == true)
        #expect(fault["since"] as? String == "1970-01-01T00:01:00Z")
    }

    @Test("the schema that is published has the keys that are printed")
    func schema() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Documentation/Protocols/rates.schema.json").standardizedFileURL
        let schema = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        let required = Set(try #require(schema["required"] as? [String]))
        let properties = try #require(schema["properties"] as? [String: Any])
        let faults = try #require(properties["faults"] as? [String: Any])
        let items = try #require(faults["items"] as? [String: Any])
        let faultKeys = try #require(items["properties"] as? [String: Any])
        let faultRequired = Set(try #require(items["required"] as? [String]))
        for step in try steps() {
            let line = RatesJSONPrinter().block(step)
            let object = try #require(
                JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(Set(object.keys) == required)
            #expect(Set(properties.keys) == required)
            for fault in try #require(object["faults"] as? [[String: Any]]) {
                #expect(faultRequired.isSubset(of: fault.keys))
                #expect(Set(fault.keys).isSubset(of: faultKeys.keys))
            }
        }
    }

    @Test("numbers of JSON are never infinite and keep seven digits")
    func numbers() {
        #expect(JSONText.number(.infinity) == "null")
        #expect(JSONText.number(.nan) == "null")
        #expect(JSONText.number(100_000) == "100000")
        #expect(JSONText.number(0.123456789) == "0.1234568")
        #expect(Double(JSONText.number(1e300)) == 1e300)
        #expect(JSONText.quoted("a\u{1B}\"\n") == "\"a\\u001b\\\"\\u000a\"")
    }

    @Test("people read the named fault, its interval, and that it is new")
    func text() throws {
        let printer = RatesTextPrinter(style: .plain, width: 100)
        let blocks = try steps().map { printer.block($0) }
        #expect(blocks[0].contains("nothing stands out among 2 candidates"))
        #expect(blocks[1].contains("100 of 2,000 requests failed (5.0 %)"))
        #expect(blocks[1].contains("server:a\"b\\"))
        #expect(blocks[1].contains("new since the last block: server:a\"b\\"))
        #expect(blocks[1].contains("▁█") || blocks[1].contains("▁▇"))
        #expect(!blocks[1].contains("server:good"))
        #expect(!blocks[1].contains("\u{1B}"))
        for line in blocks[1].split(separator: "\n") { #expect(line.count <= 100) }
        let coloured = RatesTextPrinter(style: TerminalStyle(usesColour: true), width: 100)
        #expect(coloured.block(try steps()[1]).contains("\u{1B}[31m"))
    }

    @Test("a narrow terminal gets narrow lines")
    func narrow() throws {
        let printer = RatesTextPrinter(style: .plain, width: 80)
        let block = printer.block(try steps()[1])
        for line in block.split(separator: "\n").dropFirst() { #expect(line.count <= 80) }
        #expect(block.contains("server:a"))
        #expect(block.contains("95 %"))
    }

    @Test("rates have two digits, counts have thousands, odds have powers of ten")
    func words() {
        #expect(Figures.percent(0.1234) == "12")
        #expect(Figures.percent(0.0123) == "1.2")
        #expect(Figures.percent(0.00123) == "0.12")
        #expect(Figures.percent(0.000123) == "0.012")
        #expect(Figures.percent(1e-7) == "<0.01")
        #expect(Figures.percent(0) == "0")
        #expect(Figures.percent(1) == "100")
        #expect(Figures.count(1_234_567) == "1,234,567")
        #expect(Figures.count(12) == "12")
        #expect(Figures.count(0.5) == "0.5")
        #expect(Figures.odds(3) == "3.0:1")
        #expect(Figures.odds(0.01) == "1:100")
        #expect(Figures.odds(2e9) == "10⁹:1")
        #expect(Figures.odds(1e300) == "10³⁰⁰:1")
        #expect(Figures.times(0...60_000_000) == "1970-01-01 00:00:00 – 00:01:00")
    }

    @Test("bars are solid to the low end of the interval and shaded to the high one")
    func bars() {
        #expect(Figures.bar(low: 0.5, high: 1, full: 1, width: 4) == "██▒▒")
        #expect(Figures.bar(low: 0, high: 0.25, full: 1, width: 4) == "▒   ")
        #expect(Figures.bar(low: 0, high: 0, full: 0, width: 2).count == 2)
        #expect(Figures.sparkline([0, nil, 1, 0.5]) == "▁·█▅")
        #expect(Figures.sparkline([]).isEmpty)
    }

    @Test("messages with text of a log cannot write to the terminal")
    func messages() {
        #expect(Figures.message("a\u{1B}[31mb\n") == "a\u{FFFD}[31mb\u{FFFD}")
        #expect(Figures.message(String(repeating: "x", count: 5_000)).count == 1_001)
    }

    @Test("quantities have units and nothing else")
    func quantities() {
        #expect(Quantity.duration("5m") == .seconds(300))
        #expect(Quantity.duration("90") == .seconds(90))
        #expect(Quantity.duration("1h") == .seconds(3_600))
        #expect(Quantity.duration("m") == nil)
        #expect(Quantity.duration("-5m") == nil)
        #expect(Quantity.duration("5 m") == nil)
        #expect(Quantity.bytes("512M") == 512 << 20)
        #expect(Quantity.bytes("2g") == 2 << 30)
        #expect(Quantity.bytes("999999999999G") == nil)
    }

    @Test("the drawing has the course of a named fault from before it was named")
    func drawing() throws {
        var history = RatesHistory()
        for step in try steps() { history.add(step.report) }
        #expect(history.rows.map(\.fault) == ["server:a\"b\\"])
        #expect(history.course("server:a\"b\\", count: 10).count == 2)
        let svg = history.chart.svg
        #expect(svg.contains("<polyline"))
        #expect(svg.contains("00:01:00"))
        let parser = XMLCheck(svg)
        #expect(parser.isSound)
    }

    @Test("a long course is drawn together")
    func longCourse() throws {
        var history = RatesHistory()
        let step = try steps()[1]
        for index in 0..<100 {
            var report = step.report
            report.block = index
            history.add(report)
        }
        #expect(history.course("server:a\"b\\", count: 24).count == 24)
    }
}

/// Whether every element that opens is closed, in order.
private struct XMLCheck {
    let isSound: Bool

    init(_ text: String) {
        var open: [Substring] = []
        var sound = true
        for tag in text.split(separator: "<").dropFirst(text.hasPrefix("<") ? 0 : 1) {
            let inside = tag.prefix { $0 != ">" }
            if inside.hasPrefix("/") {
                sound = sound && open.popLast() == inside.dropFirst()
            } else if !inside.hasSuffix("/") {
                open.append(inside.prefix { $0 != " " })
            }
        }
        isSound = sound && open.isEmpty
    }
}
