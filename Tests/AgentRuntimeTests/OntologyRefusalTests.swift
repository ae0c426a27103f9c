import DMEP
import Ontology
import Testing

@testable import AgentRuntime

@Suite("Definitions that are refused")
struct OntologyRefusalTests {
    static let document = "https://n.example/o"

    private func refusal(
        _ definitions: OntologyDocument, from uri: String = document,
        into library: OntologyLibrary? = nil
    ) throws -> OntologyError? {
        var library = try library ?? OntologyLibrary()
        do {
            _ = try library.take(definitions, from: uri, at: 0)
            return nil
        } catch {
            // Nothing of it was taken, and it is not asked for again at once.
            #expect(library.document(uri) == nil || library.shipped[uri] != nil)
            let first = OntologyNames(classes: [OntologyURI("\(uri)#Any")])
            #expect(library.ask(for: first, at: 1).isEmpty)
            return error
        }
    }

    private func aClass(_ name: String, of superclasses: String...) -> OntologyDocument.Class {
        .init(name: OntologyURI(name), superclasses: superclasses.map { OntologyURI($0) })
    }

    private func property(_ name: String) -> PropertyDefinition {
        PropertyDefinition(name: name, kind: .descriptive(range: []))
    }

    @Test(
        "names under another URI",
        arguments: [
            "https://n.example/other#A", "https://n.example/o/#A", "http://n.example/o#A",
            "https://N.example/o#A", "https://n.example/o", "A",
        ])
    func foreign(name: String) throws {
        #expect(
            try refusal(OntologyDocument(classes: [aClass(name)]))
                == .foreignName(document: Self.document, name: name))
        #expect(
            try refusal(OntologyDocument(properties: [property(name)]))
                == .foreignName(document: Self.document, name: name))
    }

    @Test("names that cannot stand in a path", arguments: ["a|b", "a b", "a#b", "ä"])
    func unusable(short: String) throws {
        let name = "\(Self.document)#\(short)"
        #expect(
            try refusal(OntologyDocument(properties: [property(name)]))
                == .unusableName(document: Self.document, name: name))
    }

    @Test("a name that is longer than 128 bytes, and one that is just as long is taken")
    func length() throws {
        let name = "\(Self.document)#" + String(repeating: "a", count: 128)
        #expect(try refusal(OntologyDocument(properties: [property(name)])) == nil)
        #expect(
            try refusal(OntologyDocument(properties: [property(name + "a")]))
                == .unusableName(document: Self.document, name: name + "a"))
    }

    @Test("a name that is defined twice")
    func twice() throws {
        let name = "\(Self.document)#a"
        for document in [
            OntologyDocument(properties: [property(name), property(name)]),
            OntologyDocument(classes: [aClass(name), aClass(name)]),
            OntologyDocument(classes: [aClass(name)], properties: [property(name)]),
        ] {
            #expect(
                try refusal(document) == .repeatedName(document: Self.document, name: name))
        }
    }

    @Test("more than a thousand classes or five thousand properties")
    func tooMany() throws {
        func document(classes: Int, properties: Int) -> OntologyDocument {
            OntologyDocument(
                classes: (0..<classes).map { aClass("\(Self.document)#C\($0)") },
                properties: (0..<properties).map { property("\(Self.document)#p\($0)") })
        }
        #expect(try refusal(document(classes: 1_000, properties: 5_000)) == nil)
        #expect(
            try refusal(document(classes: 1_001, properties: 0))
                == .tooMany(document: Self.document, what: "classes", limit: 1_000))
        #expect(
            try refusal(document(classes: 0, properties: 5_001))
                == .tooMany(document: Self.document, what: "properties", limit: 5_000))
    }

    @Test("a class that specialises itself")
    func itself() throws {
        let name = "\(Self.document)#A"
        #expect(
            try refusal(OntologyDocument(classes: [aClass(name, of: name)]))
                == .cyclicSubclassing(document: Self.document, way: [name, name]))
    }

    @Test("classes of one document that specialise one another, with the way round")
    func cycle() throws {
        let names = ["A", "B", "C"].map { "\(Self.document)#\($0)" }
        let document = OntologyDocument(classes: [
            aClass(names[0], of: names[1]), aClass(names[1], of: names[2], names[1] + "x"),
            aClass(names[2], of: names[0]),
        ])
        let error = try #require(try refusal(document))
        #expect(
            error
                == .cyclicSubclassing(
                    document: Self.document, way: [names[0], names[1], names[2], names[0]]))
        #expect("\(error)".contains("A -> https://n.example/o#B -> https://n.example/o#C"))
    }

    @Test("a cycle across two documents is refused with the second")
    func cycleAcross() throws {
        var library = try OntologyLibrary()
        _ = try library.take(
            OntologyDocument(classes: [aClass("https://m.example/o#M", of: "\(Self.document)#N")]),
            from: "https://m.example/o", at: 0)
        let error = try refusal(
            OntologyDocument(classes: [aClass("\(Self.document)#N", of: "https://m.example/o#M")]),
            into: library)
        #expect(
            error
                == .cyclicSubclassing(
                    document: Self.document,
                    way: [
                        "https://m.example/o#M", "https://n.example/o#N", "https://m.example/o#M",
                    ]))
    }

    @Test("two ways to the same class are no cycle")
    func diamond() throws {
        let names = ["A", "B", "C", "D"].map { "\(Self.document)#\($0)" }
        #expect(
            try refusal(
                OntologyDocument(classes: [
                    aClass(names[0], of: names[1], names[2]), aClass(names[1], of: names[3]),
                    aClass(names[2], of: names[3]), aClass(names[3]),
                ])) == nil)
    }

    @Test("a lineage of more than 64 classes, also one that only a later document makes so long")
    func depth() throws {
        func chain(_ document: String, _ count: Int, to last: String? = nil) -> OntologyDocument {
            OntologyDocument(
                classes: (0..<count).map { number in
                    let next = number + 1 < count ? "\(document)#C\(number + 1)" : last
                    return .init(
                        name: OntologyURI("\(document)#C\(number)"),
                        superclasses: next.map { [OntologyURI($0)] } ?? [])
                })
        }
        #expect(try refusal(chain(Self.document, 65)) == nil)
        #expect(
            try refusal(chain(Self.document, 66))
                == .tooMany(
                    document: Self.document, what: "classes that \(Self.document)#C0 specialises",
                    limit: 64))
        var library = try OntologyLibrary()
        let first = "https://m.example/o"
        _ = try library.take(chain(first, 40, to: "\(Self.document)#C0"), from: first, at: 0)
        #expect(try refusal(chain(Self.document, 25), into: library) == nil)
        #expect(
            try refusal(chain(Self.document, 26), into: library)
                == .tooMany(
                    document: Self.document, what: "classes that \(first)#C0 specialises",
                    limit: 64))
    }

    @Test("a document that is shipped stays as it is")
    func shipped() throws {
        let own = OntologyDocument(classes: [aClass("\(Self.document)#A")])
        let library = try OntologyLibrary(shipped: [Self.document: own])
        #expect(
            try refusal(OntologyDocument(classes: [aClass("\(Self.document)#B")]), into: library)
                == .shipped(document: Self.document))
        #expect(library.document(Self.document) == own)
    }

    @Test("a newer version that is refused leaves the older one as it was")
    func olderHolds() throws {
        var library = try OntologyLibrary()
        let name = "\(Self.document)#A"
        _ = try library.take(OntologyDocument(classes: [aClass(name)]), from: Self.document, at: 0)
        #expect(throws: OntologyError.self) {
            try library.take(
                OntologyDocument(classes: [aClass(name, of: name)]), from: Self.document, at: 1)
        }
        #expect(library.knows(.componentClass(OntologyURI(name))))
    }

    @Test("shipped documents are checked too")
    func shippedChecked() {
        #expect(throws: OntologyError.foreignName(document: Self.document, name: "x#A")) {
            try OntologyLibrary(
                shipped: [Self.document: OntologyDocument(classes: [aClass("x#A")])])
        }
    }
}
