import Testing

@testable import YAMLDocuments

@Suite("YAML that cannot be used")
struct YAMLDocumentErrorTests {
    private func failure<Value>(
        _ text: String, _ read: (YAMLReader) throws -> Value
    ) throws -> String {
        do {
            _ = try read(YAMLReader(text: text, file: "a.yaml"))
        } catch let error as YAMLDocumentError {
            return error.description
        }
        Issue.record("it was read: \(text)")
        return ""
    }

    @Test(
        "text that is no YAML is refused with the line",
        arguments: [
            ("a: [1, 2\nb: 3\n", 2), ("a: 1\n\tb: 2\n", 2), ("a: 1\nb: *c\n", 2),
            ("a: 1\n---\nb: 1\n", 2), ("a: 1\nb: \u{1}\n", 2), ("a: \"b\n\nc", 3),
            ("- 1\n- 2", 1), ("word", 1),
        ])
    func unreadable(text: String, line: Int) throws {
        let message = try failure(text) { try $0.entries() }
        #expect(message.hasPrefix("a.yaml, line \(line): this cannot be read: "), "\(message)")
    }

    @Test("an empty text is refused")
    func empty() throws {
        #expect(try failure("# nothing\n") { $0 } == "a.yaml: this cannot be read: it is empty")
    }

    @Test("a key that is there twice is refused with its name and the line of the first")
    func repeatedKey() throws {
        let message = try failure("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n") { $0 }
        #expect(message == "a.yaml, line 3: the key `c` is there more than once")
    }

    @Test("a key that is there twice under two tags is refused with the line and the place")
    func repeatedKeyWithTag() throws {
        let text = "a: 1\nb:\n  c: 1\n  !x c: 3\n"
        let expected = "a.yaml, line 4, b: the key `c` is there more than once"
        #expect(try failure(text) { try $0.at("b").fields(["c"]) } == expected)
        #expect(try failure(text) { try $0.at("b").entries() } == expected)
    }

    @Test("a key that means nothing is refused with its own line and the keys that there are")
    func unknownKey() throws {
        let message = try failure("list:\n  - name: a\n    nmae: b\n") {
            try $0.at("list").at(0).fields(["name"], optional: ["title"])
        }
        #expect(
            message
                == "a.yaml, line 3, list.1: `nmae` means nothing here; the keys are name, title")
    }

    @Test("a key that is missing is refused with the line and place of the mapping")
    func missingKey() throws {
        let message = try failure("list:\n  - name: a\n") {
            try $0.at("list").at(0).fields(["name", "node"])
        }
        #expect(message == "a.yaml, line 2, list.1: `node` is missing")
    }

    @Test("a value of another form is refused with what is needed")
    func form() throws {
        #expect(try failure("a: 1") { try $0.at("a").list() }.hasSuffix("a: a list is needed"))
        #expect(try failure("a: 1") { try $0.at("a").entries() }.hasSuffix("a mapping is needed"))
        #expect(try failure("a: [1]") { try $0.at("a").string() }.hasSuffix("a text is needed"))
        #expect(
            try failure("a:\n- 1\n- x") { try $0.at("a").numbers() }
                == "a.yaml, line 3, a.2: a number is needed")
        #expect(
            try failure("a: 1.5") { try $0.at("a").integer() }
                == "a.yaml, line 1, a: a whole number is needed")
        #expect(
            try failure("a: maybe") { try $0.at("a").flag() }
                == "a.yaml, line 1, a: true or false is needed")
        #expect(
            try failure("{a: {[1]: 2}}") { try $0.at("a").entries() }.hasSuffix("a key is no word"))
    }

    @Test("another schema is refused with both numbers, and none or half a one too")
    func schema() throws {
        func read(_ text: String) throws -> String {
            try failure(text) { try $0.document(schema: 1, ["name"]) }
        }
        #expect(
            try read("name: x\nschema: 7")
                == "a.yaml, line 2, schema: this is schema 7; this program reads schema 1")
        #expect(try read("name: x") == "a.yaml, line 1: `schema` is missing")
        #expect(
            try read("schema: 1.5") == "a.yaml, line 1, schema: a whole number is needed")
    }

    @Test("aliases that multiply without end are refused instead of read")
    func multiplication() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let members = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(members)]\n"
        }
        let message = try failure(text) { $0 }
        #expect(message.hasSuffix("its aliases make more than 1000000 values of it"))
    }

    @Test("lists in lists without end are refused instead of overflowing the stack")
    func depth() throws {
        for text in [
            "a: " + String(repeating: "[", count: 100_000),
            String(repeating: "- ", count: 100_000) + "x",
            "a: " + String(repeating: "{a: ", count: 100_000),
        ] {
            #expect(try failure(text) { $0 }.contains("cannot be read"))
        }
    }
}
