import Foundation
import Testing
import YAMLDocuments

@testable import Records

@Suite("Mappings of logs")
struct LogMappingTests {
    private static let whole = """
        schema: 1
        format: json
        time: ts
        client: who
        outcome:
          from: code
          failure: [5xx, 408, timeout]
          mistake: [4xx]
          success: [2xx, 3xx]
          skip: [101]
          slow: {from: took, over: 10}
        faults:
          - {kind: server, from: backend, take: list, strength: 0.9}
          - {kind: section, from: url, take: path, depth: 1}
          - {kind: node, from: node, strength: {from: share}}
          - {kind: network}
        """

    @Test("every key of a mapping is understood")
    func whole() throws {
        let mapping = try LogMapping(text: Self.whole, file: "map.yaml")
        #expect(mapping.format == .json)
        #expect(mapping.time == LogColumn("ts", place: "map.yaml, line 3"))
        #expect(mapping.client?.name == "who")
        let outcome = try #require(mapping.outcome)
        #expect(outcome.failure == ["5xx", "408", "timeout"])
        #expect(outcome.slow?.limit == 10)
        let faults = try #require(mapping.faults)
        #expect(faults.map(\.kind) == ["server", "section", "node", "network"])
        #expect(faults.map(\.derivation) == [.list, .path, .value, .network])
        #expect(faults[0].strength == .constant(0.9))
        #expect(faults[2].strength == .column(LogColumn("share", place: "map.yaml, line 15")))
        #expect(faults.map(\.depth) == [0, 1, 0, 0])
    }

    @Test("a mapping decides what lines mean")
    func applied() async throws {
        var configuration = RecordConfiguration()
        configuration.mapping = try LogMapping(text: Self.whole, file: "map.yaml")
        let lines = [
            #"{"ts":1,"who":"192.0.2.1","code":503,"backend":"a, b","url":"/x/y","node":"n","share":0.5}"#,
            #"{"ts":1500000000,"who":"192.0.2.1","code":503,"backend":"a, b","url":"/x/y","node":"n","share":0.5}"#,
            #"{"ts":1500000001,"code":"TimeOut","url":"/x?y"}"#,
            #"{"ts":1500000002,"code":404,"node":"n","share":"-"}"#,
            #"{"ts":1500000003,"code":200,"took":10.5,"url":"https://h/z/"}"#,
            #"{"ts":1500000004,"code":200,"took":9.5,"node":"n","share":0}"#,
            #"{"ts":1500000004,"code":101}"#,
            #"{"ts":1500000004,"code":999}"#,
            #"{"ts":1500000004,"code":200,"node":"n","share":1.5}"#,
            #"{"code":200}"#,
        ]
        let reading = try await RecordReading.of(
            text: lines.joined(separator: "\n"), configuration)
        #expect(
            reading.patterns(of: 0) == [
                "1 network:192.0.2.0/24@1.0 node:n@0.5 section:/x@1.0 server:a@0.9 server:b@0.9": 1,
                "1 section:/x@1.0": 1, "0": 2, "1 section:/z@1.0": 1,
            ])
        #expect(reading.blocks[0].mistakes == 1)
        #expect(reading.blocks[0].passedOver == 1)
        #expect(reading.summary.passedOver == 1)
        #expect(
            reading.rejects.map(\.reason) == [.timeRange, .outcome, .strength, .time])
    }

    @Test(
        "a mistake is named with file, line and place",
        arguments: [
            ("format: json", "map.yaml, line 1: `schema` is missing"),
            ("schema: 2", "schema 2"),
            ("schema: 1\nfaults: []", "line 2, faults: one fault at least"),
            ("schema: 1\ntime: ''", "line 2, time: the name of a column"),
            ("schema: 1\nformat: xml", "line 2, format: one of these is needed: combined"),
            ("schema: 1\nfaults:\n  - {from: x}", "line 3, faults.1: `kind` is missing"),
            ("schema: 1\nfaults:\n  - {kind: x}", "line 3, faults.1: `from` is missing"),
            ("schema: 1\nfaults:\n  - {kind: 'a:b', from: x}", "line 3, faults.1.kind: a kind"),
            (
                "schema: 1\nfaults:\n  - {kind: a, from: x, take: y}",
                "line 3, faults.1.take: one of"
            ),
            (
                "schema: 1\nfaults:\n  - {kind: a, from: x, strength: 2}",
                "line 3, faults.1.strength: a strength is above 0"
            ),
            ("schema: 1\nfaults:\n  - {kind: a, from: x, depth: 2}", "depth is from 1 to 16"),
            ("schema: 1\noutcome: {from: s, slow: {from: t, over: 0}}", "a limit is more than 0"),
            ("schema: 1\noutcome: {from: s, failure: ['']}", "line 2, outcome.failure.1: a code"),
            ("schema: 1\nhost: x", "`host` means nothing here"),
        ])
    func mistakes(text: String, words: String) {
        #expect {
            try LogMapping(text: text, file: "map.yaml")
        } throws: { error in
            let message = "\(error)"
            return message.hasPrefix("map.yaml") && message.contains(words)
        }
    }

    @Test("a column that is not in the header is named, with the mapping's line and the columns")
    func missingColumn() async throws {
        let texts = [
            "schema: 1\ntime: when", "schema: 1\noutcome: {from: when}",
            "schema: 1\nfaults:\n  - {kind: a, from: when}",
            "schema: 1\nfaults:\n  - {kind: a, from: status, strength: {from: when}}",
            "schema: 1\noutcome: {from: status, slow: {from: when, over: 1}}",
        ]
        for text in texts {
            var configuration = RecordConfiguration()
            configuration.mapping = try LogMapping(text: text, file: "map.yaml")
            await #expect {
                try await RecordReading.of(text: "status,server\n200,a\n", configuration)
            } throws: { error in
                let message = "\(error)"
                return message.hasPrefix("map.yaml, line ")
                    && message.contains("there is no column 'when'")
                    && message.hasSuffix("the columns are status, server")
            }
        }
    }

    @Test("what cannot be found by its usual names is asked for")
    func noColumn() async throws {
        func message(_ text: String, kinds: [String]? = nil) async -> String {
            var configuration = RecordConfiguration()
            configuration.mapping.kinds = kinds
            do {
                _ = try await RecordReading.of(text: text, configuration)
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(await message("a,b\n1,2\n").contains("no column for the outcome (status, "))
        #expect(await message("status,x\n200,2\n").contains("nothing that could be to blame"))
        #expect(
            await message("status,x\n200,2\n", kinds: ["browser"])
                .contains("no column for faults of kind 'browser' (agent, "))
        #expect(
            await message("status,x\n200,2\n", kinds: ["y"]).contains("there is no column 'y'"))
        #expect(
            await message("status,client\n200,2\n", kinds: ["as"])
                .contains("need data on addresses"))
        #expect(await message("some words\n").contains("no known format fits 'some words'"))
    }

    @Test("kinds choose among the faults of a mapping, known kinds and columns")
    func kinds() async throws {
        var configuration = RecordConfiguration()
        configuration.mapping = try LogMapping(
            text: "schema: 1\nfaults:\n  - {kind: host, from: server, strength: 0.5}\n",
            file: "map.yaml")
        configuration.mapping.kinds = ["host", "method", "zone", "as"]
        let reading = try await RecordReading.of(
            text: "status,server,verb,zone,as\n200,a,GET,z,7018\n", configuration)
        #expect(
            reading.patterns(of: 0) == ["0 as:7018@1.0 host:a@0.5 method:GET@1.0 zone:z@1.0": 1])
    }

    @Test("a column of JSON that no line has is told of")
    func unusedColumns() async throws {
        var configuration = RecordConfiguration()
        configuration.mapping.kinds = ["server", "nowhere"]
        let reading = try await RecordReading.of(
            text: #"{"status":200,"server":"a"}"#, configuration)
        #expect(Array(reading.summary.unusedColumns.values) == [["nowhere"]])
    }

    @Test(
        "outcomes are told by codes, classes and words",
        arguments: [
            ("200", .success), ("301", .success), ("404", .mistake), ("408", .failure),
            ("499", .failure), ("500", .failure), ("599", .failure), ("000", .failure),
            ("0", .failure), ("-1", .failure), ("600", .unknown), ("", .unknown), ("-", .unknown),
            ("2000", .unknown), ("ok", .unknown),
        ] as [(String, OutcomeTable.Verdict)])
    func statuses(value: String, verdict: OutcomeTable.Verdict) {
        let table = OutcomeTable.compile(.status(LogColumn("status"))).table
        #expect(withSlice(value) { table.verdict($0) } == verdict)
    }

    @Test("without a list of successes every other value is one, and words know no case")
    func words() {
        let rule = OutcomeRule(
            column: LogColumn("x"), failure: ["Timeout", "5xx", "503"], mistake: ["503"],
            skip: ["probe"])
        let table = OutcomeTable.compile(rule).table
        func verdict(_ text: String) -> OutcomeTable.Verdict {
            withSlice(text) { table.verdict($0) }
        }
        #expect(verdict("TIMEOUT") == .failure)
        #expect(verdict("500") == .failure)
        #expect(verdict("503") == .failure)
        #expect(verdict("200") == .success)
        #expect(verdict("anything") == .success)
        #expect(verdict("Probe") == .skipped)
        #expect(verdict("-") == .unknown)
        #expect(OutcomeTable.compile(OutcomeRule(column: rule.column, failure: [""])).unfit == "")
    }
}
