import Testing

@testable import YAMLDocuments

@Suite("Reading YAML")
struct YAMLReaderTests {
    private func reader(_ text: String) throws -> YAMLReader {
        try YAMLReader(text: text, file: "a.yaml")
    }

    @Test("a mapping gives its keys in the order of the file")
    func order() throws {
        let keys = try reader("zebra: 1\napple: 2\nmango: 3\n").entries().map(\.key)
        #expect(keys == ["zebra", "apple", "mango"])
    }

    @Test("scalars stay what they look like until a type is asked for")
    func scalars() throws {
        let fields = try reader(
            "{country: no, version: 1.10, number: 0x10, empty: , quoted: \"a\\tb\", ratio: 2.5}"
        ).fields(["country", "version", "number", "empty", "quoted", "ratio"])
        #expect(try fields("country").string() == "no")
        #expect(try fields("version").string() == "1.10")
        #expect(try fields("number").string() == "0x10")
        #expect(try fields("empty").string() == "")
        #expect(try fields("quoted").string() == "a\tb")
        #expect(try fields("ratio").number() == 2.5)
        #expect(throws: YAMLDocumentError.self) { try fields("number").integer() }
        #expect(throws: YAMLDocumentError.self) { try fields("country").flag() }
    }

    @Test("numbers that are not finite are no numbers", arguments: ["nan", "inf", "-inf", "1e999"])
    func infinite(text: String) throws {
        let value = try reader("x: \(text)").fields(["x"])("x")
        #expect(throws: value.problem("a number is needed")) { try value.number() }
    }

    @Test("a list, a list of words, a mapping of numbers and one of sentences are read whole")
    func collections() throws {
        let fields = try reader("a: [x, y]\nb: [1, 2.5]\nc: {u: 1, v: 2}\nd: {u: yes, v: 'it is'}")
            .fields(["a", "b", "c", "d"])
        #expect(try fields("a").strings() == ["x", "y"])
        #expect(try fields("b").numbers() == [1, 2.5])
        #expect(try fields("c").distribution() == ["u": 1, "v": 2])
        #expect(try fields("d").sentences() == ["u": "yes", "v": "it is"])
    }

    @Test("an alias is the value of its anchor, at the place where it is used")
    func aliases() throws {
        let fields = try reader("first: &a [1, two]\nsecond: *a\n").fields(["first", "second"])
        let second = try fields("second").list()
        #expect(try second.map { try $0.string() } == ["1", "two"])
        #expect(second[1].place == "second.2")
        #expect(second[1].line == 1)
    }

    private enum Colour: String, CaseIterable { case red, deepBlue = "deep-blue" }

    @Test("a word of an enumeration is read, and another is refused with the list of words")
    func words() throws {
        let fields = try reader("a: deep-blue\nb: green").fields(["a", "b"])
        #expect(try fields("a").word(of: Colour.self) == .deepBlue)
        #expect(
            throws: YAMLDocumentError.unfit(
                file: "a.yaml", line: 2, place: "b",
                need: "one of these is needed: red, deep-blue")
        ) { try fields("b").word(of: Colour.self) }
    }

    @Test("a value can be found again by its way, and what is not there is its container")
    func ways() throws {
        let top = try reader("nodes:\n  - name: a\n  - name: b\n    ports: [1,\n      2]\n")
        #expect(top.at("nodes").at(1).at("ports").at(1).line == 5)
        #expect(top.at("nodes").at(1).at("ports").at(1).place == "nodes.2.ports.2")
        #expect(top.at("nodes").at(0).at("ports").place == "nodes.1")
        #expect(top.at("nodes").at(9).place == "nodes")
        #expect(top["links"] == nil)
    }

    @Test("a document says which schema it has")
    func schema() throws {
        let fields = try reader("schema: 1\nname: x").document(schema: 1, ["name"])
        #expect(try fields("name").string() == "x")
        #expect(fields.optional("title") == nil)
    }
}
