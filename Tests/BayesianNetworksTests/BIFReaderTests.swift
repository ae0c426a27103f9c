import BayesianNetworks
import Testing

@Suite("Reading BIF texts")
struct BIFReaderTests {
    static let sprinkler = """
        network sprinkler { }
        variable rain { type discrete [ 2 ] { yes, no }; }
        variable sprinkler { type discrete [ 2 ] { on, off }; }
        variable grass { type discrete [ 2 ] { wet, dry }; }
        probability ( rain ) { table 0.2, 0.8; }
        probability ( sprinkler | rain ) {
          (no) 0.4, 0.6;
          (yes) 0.01, 0.99;
        }
        probability ( grass | sprinkler, rain ) {
          (off, yes) 0.8, 0.2;
          (on, yes) 0.99, 0.01;
          (on, no) 0.9, 0.1;
          (off, no) 0.0, 1.0;
        }
        """

    private struct ExpectedNode: Decodable {
        var name: String
        var states: [String]
        var parents: [Int]
        var table: [Double]
        var defaulted: [Int]
        var unseen: [Int]
    }

    @Test("rows are placed by their labels, in whatever order they stand")
    func rowsByLabel() throws {
        let document = try BIFReader().read(Self.sprinkler)
        #expect(document.name == "sprinkler")
        #expect(document.notes.isEmpty)
        let grass = document.network.nodes[2]
        #expect(grass.parents == [1, 0])
        #expect(grass.table == [0.99, 0.01, 0.9, 0.1, 0.8, 0.2, 0, 1])
        #expect(document.network.nodes[1].table == [0.01, 0.99, 0.4, 0.6])
    }

    @Test("a whole table stands child slowest, as in the dog problem of the format's author")
    func wholeTable() throws {
        let document = try BIFReader().read(
            """
            network "Dog-Problem" { //5 variables
            \tproperty "credal-set constant-density-bounded 1.1" ;
            }
            variable "light-on" { type discrete[2] { "true" "false" }; }
            variable "family-out" { type discrete[2] { "true" "false" }; }
            probability ( "light-on" "family-out" ) { //2 variables
            \ttable 0.6 0.05 0.4 0.95 ;
            }
            probability ( "family-out" ) { table 0.15 0.85 ; }
            """)
        #expect(document.network.nodes[0].table == [0.6, 0.4, 0.05, 0.95])
        #expect(document.name == "Dog-Problem")
        #expect(document.properties.network == ["\"credal-set constant-density-bounded 1.1\""])
    }

    @Test("a text that takes every liberty of the format gives the tables it was made from")
    func shuffled() throws {
        let document = try BIFReader().read(try FixtureFiles.bytes("shuffled.bif"))
        let expected = try FixtureFiles.decoded([ExpectedNode].self, "shuffled.json")
        #expect(document.network.nodes.count == expected.count)
        var notes: [BIFDocument.Note] = []
        for (node, wanted) in zip(document.network.nodes, expected) {
            #expect(node.variable.name == wanted.name)
            #expect(node.variable.states == wanted.states)
            #expect(node.parents == wanted.parents)
            #expect(node.table == wanted.table)
            if !wanted.unseen.isEmpty {
                notes.append(.unseen(variable: wanted.name, rows: wanted.unseen))
            }
            if !wanted.defaulted.isEmpty {
                notes.append(.defaulted(variable: wanted.name, rows: wanted.defaulted))
            }
        }
        #expect(document.notes == notes)
        #expect(notes.count >= 2)
        #expect(document.properties.network == ["made by \"a; script\""])
        #expect(document.properties.variables["node_1"] == ["position = (1, 2)"])
    }

    @Test("a row that misses one within the tolerance is divided by its sum and reported")
    func normalisation() throws {
        let text = Self.sprinkler.replacing(
            "(off, yes) 0.8, 0.2;", with: "(off, yes) 0.8, 0.2000003;")
        let document = try BIFReader().read(text)
        let table = document.network.nodes[2].table
        #expect(table[4] == 0.8 / 1.0000003)
        #expect(abs(table[4] + table[5] - 1) < 1e-15)
        guard case .normalised("grass", [2], let deviation) = document.notes.first else {
            Issue.record("no note on the row: \(document.notes)")
            return
        }
        #expect(abs(deviation - 3e-7) < 1e-12)
        #expect(throws: BIFError.self) { try BIFReader(rowTolerance: 1e-7).read(text) }
        let weights = Self.sprinkler.replacing("table 0.2, 0.8;", with: "table 2, 8;")
        let weighted = try BIFReader(rowTolerance: .infinity).read(weights)
        #expect(weighted.network.nodes[0].table == [0.2, 0.8])
    }

    @Test("a row of zeros becomes uniform and is reported")
    func unseenRow() throws {
        let text = Self.sprinkler.replacing("(on, yes) 0.99, 0.01;", with: "(on, yes) 0, 0;")
        let document = try BIFReader().read(text)
        #expect(document.network.nodes[2].table.prefix(2) == [0.5, 0.5])
        #expect(document.notes == [.unseen(variable: "grass", rows: [0])])
        #expect(document.network.unseenRows.map(\.parentStates) == [[0, 0]])
    }

    @Test(
        "numbers are read to the last bit, or refused",
        arguments: [
            ("0.1", 0.1), ("1e-5", 1e-5), ("1E-05", 1e-5), (".25", 0.25), ("1.", 1),
            ("+0.3", 0.3), ("9007199254740993e-17", 0.090071992547409930),
            ("0.1000000000000000055511151231257827021181583404541015625", 0.1),
            ("4.9406564584124654e-324", Double.leastNonzeroMagnitude), ("1e-400", 0),
            ("0.0000000000000000000000000012", 1.2e-27),
        ])
    func numbers(text: String, value: Double) throws {
        let rest = 1 - value
        let document = try BIFReader().read(
            """
            network n { } variable v { type discrete [ 2 ] { a, b }; }
            probability ( v ) { table \(text), \(rest); }
            """)
        #expect(document.network.nodes[0].table == [value, rest])
    }

    @Test("a byte order mark and an absent network name are no obstacle")
    func marks() throws {
        let text =
            "\u{FEFF}network { } variable v { type discrete [1] { only }; } "
            + "probability (v) { table 1; }"
        let document = try BIFReader().read(text)
        #expect(document.name == "")
        #expect(document.network.nodes.count == 1)
    }

    @Test("an error reads as a place and a sentence")
    func message() {
        #expect(
            BIFError(
                position: BIFPosition(line: 3, column: 9),
                problem: .unexpected(found: "'}'", expected: "';'")
            ).description == "line 3, column 9: expected ';', found '}'")
    }
}
