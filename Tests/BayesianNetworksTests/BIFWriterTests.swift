import BayesianNetworks
import Testing

@Suite("Writing BIF texts")
struct BIFWriterTests {
    private func expectSame(_ left: BIFDocument, _ right: BIFDocument) {
        #expect(left.name == right.name)
        #expect(left.network.nodes == right.network.nodes)
        #expect(left.network.unseenRows == right.network.unseenRows)
        #expect(left.properties == right.properties)
    }

    @Test("what is written reads back the same, to the last bit")
    func roundTrip() throws {
        let document = try BIFReader().read(try FixtureFiles.bytes("shuffled.bif"))
        let again = try BIFReader().read(BIFWriter().text(of: document))
        expectSame(document, again)
        #expect(!document.network.unseenRows.isEmpty)
    }

    @Test("random tables with awkward numbers read back the same")
    func awkwardNumbers() throws {
        var generator = SeededGenerator(seed: 7)
        let variable = try DiscreteVariable(name: "v", states: ["a", "b", "c"])
        for _ in 0..<500 {
            let small = generator.unit() * Double.random(in: 0...1e-300, using: &generator)
            let middle = generator.unit()
            let network = try BayesianNetwork(nodes: [
                .init(variable: variable, parents: [], table: [small, middle, 1 - middle])
            ])
            let again = try BIFReader().read(BIFWriter().text(of: network, name: "n"))
            #expect(again.network.nodes == network.nodes)
            #expect(again.notes.isEmpty)
        }
    }

    @Test("names are quoted only where they must be")
    func quoting() throws {
        let states = [
            "Asy/Patch", ">=7.5", "0-3_days", "two words", "a,b", "a|b", "//", "a/*b", "\"", "\\",
            "\\\"", "", "table", "variable", "{", "\n", "ä", "\u{FEFF}", "a\u{FEFF}",
        ]
        let variable = try DiscreteVariable(name: "probability", states: states)
        let table = Array(repeating: 1 / Double(states.count), count: states.count)
        let network = try BayesianNetwork(nodes: [
            .init(variable: variable, parents: [], table: table)
        ])
        let text = BIFWriter().text(of: network, name: "")
        let again = try BIFReader().read(text)
        #expect(again.network.nodes == network.nodes)
        #expect(text.contains("{ Asy/Patch, >=7.5, 0-3_days, \"two words\","))
        #expect(text.contains("variable \"probability\""))
    }

    @Test("a property that would end early is written as a quoted name")
    func properties() throws {
        var document = try BIFReader().read(BIFReaderTests.sprinkler)
        document.properties.network = ["author = \"a; b\"", "plain", "ends; early", "open \" mark"]
        document.properties.probabilities["grass"] = ["learned"]
        let again = try BIFReader().read(BIFWriter().text(of: document))
        #expect(
            again.properties.network
                == ["author = \"a; b\"", "plain", "\"ends; early\"", "\"open \\\" mark\""])
        #expect(again.properties.probabilities["grass"] == ["learned"])
        #expect(again.network.nodes == document.network.nodes)
    }
}
