import AgentRoles
import Ontology
import Reasoning
import Testing

@Suite("Labelling of failures afterwards")
struct LabellingRulesTests {
    private static let common = "http://capri.csail.mit.edu/2006/capri/common#"
    private static let core = "http://capri.csail.mit.edu/2006/capri/core#"

    private static func path(_ names: String...) -> PropertyPath {
        PropertyPath(
            names: names.map { $0 == "status" ? core + $0 : common + $0 })
    }

    private static let fromUser = path("localNet", "totalConsecFailuresFromUser")
    private static let toServer = path("httpServer", "totalConsecFailuresToServer")
    private static let probe = path("outboundConnTest", "probeResult")
    private static let code = path("ffoxErrorTest", "ffoxErrorCode")
    private static let asPath = path("ipRouting", "asPath", "asPathTest", "asPathTestResult")

    /// Algorithm 1 of the thesis, written a second time, as code.
    private static func algorithm(_ values: [PropertyPath: String]) -> PropertyPath? {
        let local = path("localNet", "status")
        let server = path("httpServer", "status")
        if let count = values[fromUser].flatMap(Int.init), count > 3 { return local }
        if let count = values[toServer].flatMap(Int.init), count > 2 { return server }
        if values[probe] == "FAIL" { return local }
        if values[code] == "30" { return path("dnsLookup", "status") }
        if values[asPath] == "FAIL" { return path("ipRouting", "status") }
        if values[code] == "13" { return server }
        if values[asPath] == "OK" { return server }
        if values[code] == "14" { return path("ipRouting", "status") }
        return nil
    }

    @Test("the shipped rules are Algorithm 1, for every combination of what it looks at")
    func algorithm1() throws {
        let rules = try LabellingRules.shipped()
        #expect(rules.rules.count == 9)
        let choices: [(PropertyPath, [String?])] = [
            (Self.fromUser, [nil, "0", "3", "4", "10"]), (Self.toServer, [nil, "2", "3", "12"]),
            (Self.probe, [nil, "OK", "FAIL"]), (Self.asPath, [nil, "OK", "FAIL"]),
            (Self.code, [nil, "0", "2", "13", "14", "20", "30", "71"]),
        ]
        var combinations: [[PropertyPath: String]] = [[:]]
        for (path, values) in choices {
            combinations = combinations.flatMap { known in
                values.map { value in
                    var next = known
                    next[path] = value
                    return next
                }
            }
        }
        #expect(combinations.count == 1440)
        var labels = Set<PropertyPath?>()
        for values in combinations {
            let label = rules.label(for: values)
            #expect(label?.path == Self.algorithm(values))
            #expect(label == nil || label?.value == "FAIL")
            labels.insert(label?.path)
        }
        #expect(labels.count == 5)
    }

    @Test("what a person says comes before all rules, and the last word holds")
    func people() throws {
        let rules = try LabellingRules.shipped()
        let values = [Self.code: "30"]
        #expect(rules.label(for: values, people: [])?.origin == .rule("server not found"))
        let ada = PersonalLabel(person: "ada", path: Self.path("localNet", "status"), time: 5)
        let ben = PersonalLabel(person: "ben", path: nil, time: 6)
        let label = rules.label(for: values, people: [ada])
        #expect(label?.path == Self.path("localNet", "status") && label?.origin == .person("ada"))
        #expect(rules.label(for: values, people: [ben, ada]) == nil)
    }

    @Test("a guess counts as probable as it was right where a test settled the matter")
    func guesses() throws {
        let rules = try LabellingRules.shipped()
        func diagnosis(_ id: String, _ values: [PropertyPath: String]) -> DiagnosisCase {
            DiagnosisCase(id: id, values: values, label: rules.label(for: values))
        }
        let guessed = diagnosis("guessed", [Self.code: "14"])
        #expect(guessed.label?.path == Self.path("ipRouting", "status"))
        #expect(guessed.label?.alternatives == [Self.path("httpServer", "status")])
        let settled =
            (0..<6).map { diagnosis("f\($0)", [Self.code: "14", Self.asPath: "FAIL"]) }
            + (0..<24).map { diagnosis("o\($0)", [Self.code: "14", Self.asPath: "OK"]) }
        // Other failures tell nothing of this guess.
        let others = (0..<50).map { diagnosis("x\($0)", [Self.code: "2", Self.asPath: "FAIL"]) }
        let supposed = try #require(rules.weighed([guessed] + others)[0].label?.probability)
        #expect(supposed == guessed.label?.probability)
        let weighed = rules.weighed([guessed] + settled + others)
        let expected = (6 + 10 * supposed) / (30 + 10)
        #expect(abs((weighed[0].label?.probability ?? 0) - expected) < 1e-12)
        #expect(weighed.dropFirst().allSatisfy { $0.label?.probability == 1 })
    }

    @Test("conditions are values, lists of values, and bounds, and all must hold")
    func conditions() throws {
        let rules = try LabellingRules(
            text: """
                schema: 1
                rules:
                  - name: first
                    when: {a: [x, y], b: {below: 2.5}}
                    label: c|status
                    value: SLOW
                  - name: second
                    when: {a: z}
                    label: unknown
                  - name: third
                    label: d|status
                """, file: "own.yaml")
        #expect(
            rules.label(for: ["a": "y", "b": "2"])
                == CaseLabel(path: "c.status", value: "SLOW", origin: .rule("first")))
        for values: [PropertyPath: String] in [
            ["a": "y"], ["a": "y", "b": "3"], ["a": "y", "b": "two"],
        ] {
            #expect(rules.label(for: values)?.path == "d.status")
        }
        #expect(rules.label(for: ["a": "z", "b": "1"]) == nil)
    }

    @Test(
        "a mistake is told with its line",
        arguments: [
            ("- {name: n, when: {q:a: x}, label: unknown}", "line 3", "prefix q"),
            ("- {name: n, when: {a: {above: much}}, label: unknown}", "line 3", "number"),
            ("- {name: n, when: {a: {above: 1, below: 2}}, label: unknown}", "line 3", "either"),
            ("- {name: n, when: {a: []}, label: unknown}", "line 3", "at least one"),
            ("- {name: n, label: a||b}", "line 3", "gap"),
            ("- {name: n, label: a|b, vale: x}", "line 3", "vale"),
            ("- {name: n}", "line 3", "label"),
            (
                "- {name: n, label: a|b, guess: {or: [c|b], settled-by: [m], probability: 2}}",
                "line 3", "probability"
            ),
            ("- {name: n, label: a|b}\n- {name: m, label: unknown}", "line 4", "never reached"),
        ])
    func mistakes(rule: String, line: String, words: String) {
        let text = "schema: 1\nrules:\n" + rule
        #expect {
            try LabellingRules(text: text, file: "own.yaml")
        } throws: { error in
            let sentence = "\(error)"
            return sentence.contains(line) && sentence.contains(words)
                && sentence.contains("own.yaml")
        }
    }
}
