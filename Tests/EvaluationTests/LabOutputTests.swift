import Foundation
import NetworkLab
import Testing

@testable import Evaluation

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("The table of a lab")
struct LabTableTests {
    private static let grades = [
        Sample.grade(
            truth: "P3", also: ["S1"], said: [("S1", 0.6), ("P3", 0.4)], rivals: ["P3"], tests: 21,
            everything: 40, name: "port-filtered"),
        Sample.grade(truth: "S3", said: [("S4", 0.995)], tests: 5, name: "certificate-expired"),
        Sample.grade(truth: "D1", said: [("none", 0.7)], tests: 5, name: "resolver-stopped"),
        Sample.grade(truth: "none", said: [("none", 1)], tests: 4, name: "healthy"),
        Sample.notGraded(.notApplied(reason: "curl: the page came\nall the same"), name: "hijack"),
        ScenarioGrade(Sample.outcome(Sample.truth("L1"), output: "", name: "crash")),
    ]

    private func lines(width: Int, usesColour: Bool = false, everything: Bool = false) -> [String] {
        let table = LabTable(
            names: Self.grades.map(\.name), width: width, usesColour: usesColour,
            comparesWithEverything: everything)
        return (table.header + Self.grades.map(table.row).joined())
            .split(separator: "\n").map(String.init)
    }

    @Test("it shows truth, verdict, probability, tests, cost and time, and explains what is wrong")
    func table() {
        #expect(
            lines(width: 110) == [
                "  scenario            truth             said                    sure tests    cost    time",
                "✓ port-filtered       P3 ip-routing     S1 web-server or P3     60 %    21     210   0.8 s",
                "~ certificate-expired S3 web-server     S4 web-server         > 99 %     5      50   0.8 s",
                "    said: S4 a-name > 99 %; true: S3, client has no default route",
                "✗ resolver-stopped    D1 dns-lookup     nothing                 70 %     5      50   0.8 s",
                "    said: nothing is wrong 70 %; true: D1, client has no default route",
                "✓ healthy             nothing           nothing                100 %     4      40   0.8 s",
                "? hijack              S2 web-server     not applied                                       ",
                "    the fault is not in force: curl: the page came all the same",
                "✗ crash               L1 local-network  unanswered                                   0.8 s",
                "    the program under test printed no answer, exit status 1; true: L1, client has no default route",
            ])
    }

    @Test("no line is wider than the terminal", arguments: [72, 80, 97, 120, 200], [true, false])
    func fits(_ width: Int, _ everything: Bool) {
        for line in lines(width: width, everything: everything) {
            #expect(line.count <= width, "\(line)")
        }
    }

    @Test("colour is used only where it is asked for, and changes no letter")
    func colour() {
        let coloured = lines(width: 100, usesColour: true).joined(separator: "\n")
        let plain = lines(width: 100).joined(separator: "\n")
        #expect(!plain.contains("\u{1B}"))
        #expect(coloured.contains("\u{1B}[32m✓\u{1B}[0m"))
        #expect(coloured.replacing(/\x{1B}\[\d+m/, with: "") == plain)
    }

    @Test("tests and cost stand beside those of asking everything")
    func everything() {
        let row = lines(width: 120, everything: true)[1]
        #expect(row.contains("21/40"))
        #expect(row.contains("210/400"))
    }

    @Test("the summary tells the figures and what was wrong")
    func summary() {
        let text = LabSummary(Self.grades).text(usesColour: false)
        #expect(text.hasPrefix("6 runs, 2 right, 3 wrong\n"))
        #expect(text.contains("1 not graded: the fault was not proved"))
        #expect(text.contains("class right   60.0 % (3 of 5; 95 % interval 23.1 to 88.2 %)"))
        #expect(text.contains("cause right   40.0 % (2 of 5; "))
        #expect(text.contains("false alarms  none in 1 sound network"))
        #expect(text.contains("\n  S3    called S4\n"))
        #expect(text.contains("60 % of the 400") == false)
        #expect(text.contains("52 % of the 40 of asking everything (1 scenario)"))
        #expect(!text.contains("\u{1B}"))
        #expect(LabSummary(Self.grades).text(usesColour: true).contains("\u{1B}[1m"))
    }

    @Test("with nothing graded the summary says so")
    func empty() {
        let text = LabSummary([Self.grades[4]]).text(usesColour: false)
        #expect(text == "1 run, none graded\n1 not graded: the fault was not proved\n")
    }
}

@Suite("The JSON of a lab")
struct LabJSONTests {
    @Test("the summary begins with the documented keys")
    func beginning() throws {
        let fixture = try SummaryFixture.read()
        let json = LabSummary(fixture.grades).json
        #expect(
            json.hasPrefix(
                """
                {"schema":1,"scenarios":120,"accuracy":{"class":0.814815,"cause":0.759259},\
                "brier":0.261805,"cost":{"spent":7470,"everything":10140},"tests":
                """))
        let alone = LabSummary([Sample.grade(truth: "S2", said: [("S2", 1)])]).json
        #expect(
            alone.hasPrefix(
                """
                {"schema":1,"scenarios":1,"accuracy":{"class":1,"cause":1},"brier":0,\
                "cost":{"spent":30,"everything":null},
                """))
    }

    @Test("every line is one object with the keys of the schema, in its order")
    func schema() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Documentation/Protocols/lab.schema.json")
        let schema = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        let forms = try #require(schema["$defs"] as? [String: Any])
        let grades = try SummaryFixture.read().grades
        let lines =
            grades.map { ("run", $0.json) }
            + [grades, [grades[3]], []].map { ("summary", LabSummary($0).json) }
        for (form, line) in lines {
            #expect(!line.contains("\n"))
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let required = try #require(
                (forms[form] as? [String: Any])?["required"] as? [String])
            #expect(Set(object.keys) == Set(required))
            var rest = line[...]
            for key in required {
                let place = try #require(
                    rest.range(of: "\"\(key)\":"), "\(key) is not in its place")
                rest = rest[place.upperBound...]
            }
        }
    }

    @Test("words that mean something to JSON stay words")
    func escaped() throws {
        var outcome = Sample.outcome(Sample.truth("S2"), output: "")
        outcome.title = "a \"b\" \\ \n\t\u{1}\u{2028} é 🌍"
        outcome.seed = .max
        let json = ScenarioGrade(outcome).json
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(object["title"] as? String == outcome.title)
        #expect(object["seed"] as? String == "18446744073709551615")
        #expect(object["state"] as? String == "unanswered")
    }

    @Test(
        "numbers keep six decimals and are never what JSON does not know",
        arguments: [
            (0.1 + 0.2, "0.3"), (1e-9, "0"), (-1e-9, "0"), (3, "3"), (1.0 / 3, "0.333333"),
            (.nan, "null"), (.infinity, "null"), (1e20, "1e+20"), (0.00001, "1e-05"),
        ])
    func numbers(_ value: Double, _ text: String) throws {
        #expect(JSONNode.number(value).text == text)
        _ = try JSONSerialization.jsonObject(with: Data("[\(text)]".utf8))
    }
}

@Suite("The JUnit report of a lab")
struct JUnitReportTests {
    @Test("cases, failures and errors are counted as they stand, in every suite")
    func counts() throws {
        let grades = try SummaryFixture.read().grades
        let report = try ReportReader(JUnitReport.xml(grades))
        #expect(report.counts["testsuites"]?.first == ["120", "26", "12"])
        #expect(report.cases == 120)
        #expect(report.failures == 26)
        #expect(report.errors == 12)
        for place in 0..<3 {
            let suites = try #require(report.counts["testsuite"]).compactMap { Int($0[place]) }
            #expect(
                suites.reduce(0, +) == Int(try #require(report.counts["testsuites"]?.first)[place]))
        }
    }

    @Test("what is wrong is a failure, what was not graded an error, each with its type")
    func kinds() throws {
        let report = try ReportReader(
            JUnitReport.xml([
                Sample.grade(truth: "S3", said: [("S4", 1)], name: "cause"),
                Sample.grade(truth: "S3", said: [("P4", 1)], name: "class"),
                Sample.grade(truth: "S3", said: [("S3", 1)], name: "right"),
                ScenarioGrade(Sample.outcome(Sample.truth("S2"), output: "", name: "unanswered")),
                Sample.notGraded(.notMade(reason: "no nginx"), name: "not-made"),
                Sample.notGraded(.notApplied(reason: "it came"), name: "not-applied"),
            ]))
        #expect(report.types == ["cause", "class", "unanswered", "not-made", "not-applied"])
        #expect(
            report.names == ["cause", "class", "right", "unanswered", "not-made", "not-applied"])
    }

    @Test("words that mean something to XML stay words, and what XML forbids is replaced")
    func escaped() throws {
        var outcome = Sample.outcome(Sample.truth("S2"), output: "<a> & \u{0}\u{1B}[31m ]]>")
        outcome.title = "\"quoted\" & <bracketed>"
        outcome.errors = "culprit: <failed>\n"
        let report = try ReportReader(JUnitReport.xml([ScenarioGrade(outcome)]))
        #expect(report.texts.contains { $0.contains("\"quoted\" & <bracketed>") })
        #expect(report.texts.contains("<a> & \u{FFFD}\u{FFFD}[31m ]]>"))
        #expect(report.texts.contains("culprit: <failed>\n"))
    }

    @Test("a report without runs is whole")
    func empty() throws {
        let report = try ReportReader(JUnitReport.xml([]))
        #expect(report.counts["testsuites"]?.first == ["0", "0", "0"])
    }
}

/// What an XML parser finds in a report.
private final class ReportReader: NSObject, XMLParserDelegate {
    private(set) var counts = [String: [[String]]]()
    private(set) var names = [String]()
    private(set) var types = [String]()
    private(set) var texts = [String]()
    private(set) var cases = 0
    private(set) var failures = 0
    private(set) var errors = 0
    private var text = ""

    init(_ document: String) throws {
        super.init()
        let parser = XMLParser(data: Data(document.utf8))
        parser.delegate = self
        guard parser.parse() else {
            throw parser.parserError ?? CocoaError(.fileReadCorruptFile)
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        text = ""
        switch name {
        case "testsuites", "testsuite":
            counts[name, default: []].append(
                ["tests", "failures", "errors"].map { attributes[$0] ?? "" })
        case "testcase":
            cases += 1
            names.append(attributes["name"] ?? "")
        case "failure":
            failures += 1
            types.append(attributes["type"] ?? "")
        case "error":
            errors += 1
            types.append(attributes["type"] ?? "")
        default: break
        }
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        texts.append(text)
        text = ""
    }
}
