import BayesianNetworks
import Testing

@Suite("Refusing BIF texts")
struct BIFErrorTests {
    private static let head = "network n { }\n"
    private static let a = "variable a { type discrete [ 2 ] { yes, no }; }\n"
    private static let b = "variable b { type discrete [ 2 ] { up, down }; }\n"
    private static let pa = "probability ( a ) { table 0.5, 0.5; }\n"

    /// A text, the place and the reason of its refusal.
    struct Refused: Sendable, CustomTestStringConvertible {
        var text: String
        var line: Int
        var column: Int
        var problem: BIFError.Problem

        init(_ text: String, _ line: Int, _ column: Int, _ problem: BIFError.Problem) {
            (self.text, self.line, self.column, self.problem) = (text, line, column, problem)
        }

        var testDescription: String { "\(problem)" }
    }

    static let refusals: [Refused] = [
        Refused("", 1, 1, .unexpected(found: "the end of the text", expected: "a 'network' block")),
        Refused(
            head + "variables", 2, 1,
            .unexpected(found: "'variables'", expected: "'variable' or 'probability'")),
        Refused(head + a + a, 3, 10, .duplicateVariable("a")),
        Refused(head + a, 2, 10, .missingProbability(variable: "a")),
        Refused(head + a + pa + pa, 4, 1, .duplicateProbability(variable: "a")),
        Refused(head + a + "probability ( c ) { table 1; }", 3, 15, .unknownVariable("c")),
        Refused(head + a + "probability ( a | z ) { }" + pa, 3, 19, .unknownVariable("z")),
        Refused(
            head + a + "probability ( a | a ) { }", 3, 19,
            .repeatedParent(variable: "a", parent: "a")),
        Refused(
            head + "variable a { type discrete [ 3 ] { yes, no }; }", 2, 30,
            .wrongStateCount(variable: "a", declared: 3, listed: 2)),
        Refused(
            head + "variable a { type discrete [ 2 ] { yes, yes }; }", 2, 41,
            .duplicateState(variable: "a", state: "yes")),
        Refused(
            head + "variable a { type continuous; }", 2, 19,
            .unexpected(found: "'continuous'", expected: "'discrete'")),
        Refused(
            head + "variable a { type discrete [ 0 ] { }; }", 2, 30,
            .unexpected(found: "'0'", expected: "a number of states")),
        Refused(head + "variable a { }", 2, 10, .missingType(variable: "a")),
        Refused(
            head + a + b + pa + "probability ( b | a ) { (yes) 0.5, 0.5; (maybe) 0.5, 0.5; }", 5,
            42,
            .unknownState(variable: "a", state: "maybe")),
        Refused(
            head + a + b + pa + "probability ( b | a ) { (yes, no) 0.5, 0.5; }", 5, 25,
            .wrongLabelCount(variable: "b", found: 2, expected: 1)),
        Refused(
            head + a + b + pa + "probability ( b | a ) {\n  (yes) 0.5, 0.5;\n}", 7, 1,
            .missingRows(variable: "b", count: 1, first: "(no)")),
        Refused(
            head + a + b + pa + "probability ( b | a ) { (yes) 1, 0; (yes) 1, 0; }", 5, 37,
            .duplicateRow(variable: "b", row: "(yes)")),
        Refused(
            head + a + "probability ( a ) { table 0.5, 0.25, 0.25; }", 3, 42,
            .wrongValueCount(variable: "a", found: 3, expected: 2)),
        Refused(
            head + a + "probability ( a ) { table 1; }", 3, 28,
            .wrongValueCount(variable: "a", found: 1, expected: 2)),
        Refused(
            head + a + "probability ( a ) { table 0.5, NaN; }", 3, 32, .notAProbability("NaN")),
        Refused(head + a + "probability ( a ) { table inf, 0; }", 3, 27, .notAProbability("inf")),
        Refused(
            head + a + "probability ( a ) { table 1.5, -0.5; }", 3, 32, .notAProbability("-0.5")),
        Refused(
            head + a + "probability ( a ) { table 1e999, 0; }", 3, 27, .notAProbability("1e999")),
        Refused(head + a + "probability ( a ) { table 0x1, 0; }", 3, 27, .notAProbability("0x1")),
        Refused(
            head + a + "probability ( a ) { table 0.5, 0.25; }", 3, 21,
            .rowSum(variable: "a", row: "()", sum: 0.75)),
        Refused(head + a + "probability ( a ) {", 3, 19, .unterminated("a probability block")),
        Refused(head + "variable a {", 2, 12, .unterminated("a variable block")),
        Refused("network n {", 1, 11, .unterminated("a network block")),
        Refused(head + "/* ä", 2, 1, .unterminated("a comment")),
        Refused(head + "variable \"a", 2, 10, .unterminated("a quoted name")),
        Refused("network n { property x }", 1, 21, .unterminated("a property")),
        Refused(
            head + "/* äöü */ x", 2, 11,
            .unexpected(found: "'x'", expected: "'variable' or 'probability'")),
    ]

    @Test("what is wrong is said with its line and column", arguments: refusals)
    func refusal(_ refused: Refused) throws {
        let error = try #require(throws: BIFError.self) { try BIFReader().read(refused.text) }
        #expect(error.problem == refused.problem)
        #expect(error.position == BIFPosition(line: refused.line, column: refused.column))
    }

    @Test("parents that form a cycle are shown at one of them")
    func cycle() throws {
        let text =
            Self.head + Self.a + Self.b + "probability ( a | b ) { default 0.5, 0.5; }\n"
            + "probability ( b | a ) { default 0.5, 0.5; }"
        let error = try #require(throws: BIFError.self) { try BIFReader().read(text) }
        guard case .network(.cycle(let names)) = error.problem else {
            Issue.record("not refused for its cycle: \(error)")
            return
        }
        #expect(names.sorted() == ["a", "b"])
        #expect(error.position == BIFPosition(line: names[0] == "a" ? 2 : 3, column: 10))
    }

    @Test("demands beyond the limits are refused before memory is taken")
    func limits() {
        let variables = (0..<30).map {
            "variable v\($0) { type discrete [ 2 ] { a, b }; }\n"
        }.joined()
        let parents = (1..<30).map { "v\($0)" }.joined(separator: ", ")
        let wide = "network n { }" + variables + "probability ( v0 | \(parents) ) { default 1, 0; }"
        let tight = BIFReader.Limits(bytes: 10_000, variables: 40, states: 4, parents: 8)
        let cases: [(String, BIFReader.Limits, String)] = [
            (wide, BIFReader.Limits(), "table entries"), (wide, tight, "parents"),
            (wide + String(repeating: " ", count: 10_000), tight, "bytes"),
            (
                "network n { }" + variables
                    + variables.replacing("variable v", with: "variable w"), tight,
                "variables"
            ),
            ("network n { } variable a { type discrete [5] { a b c d e }; }", tight, "states"),
        ]
        for (text, limits, what) in cases {
            let error = #expect(throws: BIFError.self) { try BIFReader(limits: limits).read(text) }
            guard case .limitExceeded(what, _)? = error?.problem else {
                Issue.record("not refused for its \(what): \(String(describing: error))")
                continue
            }
        }
    }

    @Test("a text changed at random is read or refused, and what is read can be written")
    func mutations() throws {
        var generator = SeededGenerator(seed: 42)
        let seeds = [
            Array(BIFReaderTests.sprinkler.utf8), try FixtureFiles.bytes("shuffled.bif"),
        ]
        let pieces = [
            "{", "}", "(", ")", "[", "]", ";", "\"", "\\", "/*", "//", "variable ", "property ",
            "default ", "table ", "probability ", "network ", "9999999999999999999999", "1e308",
            "1e999999999999999999999", "nan", "-", "\u{0}", "\u{FEFF}", "type ", "discrete", "0",
            " ", "\n", "/* */", ",", "// \n", "property x;",
        ].map { Array($0.utf8) }
        var accepted = 0
        for round in 0..<4000 {
            var text = seeds[round % 2]
            for _ in 0...Int.random(in: 0..<3, using: &generator) {
                let place = Int.random(in: 0..<max(text.count, 1), using: &generator)
                let end = min(text.count, place + Int.random(in: 0..<12, using: &generator))
                switch Int.random(in: 0..<6, using: &generator) {
                case 0: text.replaceSubrange(place..<end, with: [])
                case 1: text.insert(contentsOf: text[place..<end], at: place)
                case 2:
                    text.insert(
                        contentsOf: pieces.randomElement(using: &generator) ?? [], at: place)
                case 3: text.removeLast(text.count - place)
                case 4:
                    if place < text.count {
                        text[place] = UInt8.random(in: 0...255, using: &generator)
                    }
                default:
                    let other = Int.random(in: 0..<max(text.count, 1), using: &generator)
                    let taken = Array(text[place..<end])
                    text.insert(contentsOf: taken, at: min(other, text.count))
                }
                if text.isEmpty { break }
            }
            switch Self.outcome(text) {
            case .success(let document):
                accepted += 1
                let again = try BIFReader().read(BIFWriter().text(of: document))
                #expect(again.network.nodes == document.network.nodes)
            case .failure(let error):
                #expect(error.position.line >= 1 && error.position.column >= 1)
            }
        }
        // Both ways out are taken, or the mutations are too wild or too tame to prove anything.
        #expect(accepted > 200 && accepted < 3800, "\(accepted) accepted")
    }

    private static func outcome(_ text: [UInt8]) -> Result<BIFDocument, BIFError> {
        do {
            return .success(try BIFReader().read(text))
        } catch {
            return .failure(error)
        }
    }
}
