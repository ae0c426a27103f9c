import DMEP
import Ontology
import Testing

@testable import AgentRuntime

@Suite("A library of ontology documents")
struct OntologyLibraryTests {
    static let base = "https://shipped.example/base"

    private func library(
        limits: OntologyLibraryLimits = OntologyLibraryLimits()
    ) throws -> OntologyLibrary {
        try OntologyLibrary(
            shipped: [
                Self.base: OntologyDocument(
                    classes: [.init(name: OntologyURI("\(Self.base)#Server"))],
                    properties: [
                        PropertyDefinition(
                            name: "\(Self.base)#status",
                            kind: .descriptive(range: ["OK", "FAIL"]))
                    ])
            ], limits: limits)
    }

    private func names(_ classes: String...) -> OntologyNames {
        OntologyNames(classes: Set(classes.map { OntologyURI($0) }))
    }

    /// A document with one class, which may specialise others.
    private func definitions(
        _ name: String, of superclasses: String...
    ) -> OntologyDocument {
        OntologyDocument(classes: [
            .init(name: OntologyURI(name), superclasses: superclasses.map { OntologyURI($0) })
        ])
    }

    @Test(
        "the document that defines a name is what stands before its #",
        arguments: [
            ("https://a.example/x#Name", "https://a.example/x"), ("urn:x#n", "urn:x"),
            ("https://a.example/x#Na#me", "https://a.example/x"),
        ])
    func definingDocument(name: String, document: String) {
        #expect(OntologyNames.document(defining: name) == document)
    }

    @Test(
        "a name without a fragment or without a document has no defining document",
        arguments: ["", "#", "status", "#status", "https://a.example/x", "https://a.example/x#"])
    func noDocument(name: String) {
        #expect(OntologyNames.document(defining: name) == nil)
    }

    @Test("what a body names and nobody defines is found, wherever it stands")
    func unknownInBody() throws {
        let library = try library()
        let metadata = InformationMetadata(time: 1)
        let component = ComponentDescription(
            classes: [OntologyURI("\(Self.base)#Server"), "https://n.example/o#A"],
            properties: [
                .init(name: "\(Self.base)#status", value: .text("OK")),
                .init(name: "https://n.example/o#b", value: .text("1")),
            ])
        let body = DiagnosticBody(
            observations: [ComponentObservation(metadata: metadata, component: component)],
            beliefs: [
                BeliefStatement(
                    metadata: metadata,
                    subject: .described(
                        ComponentDescription(classes: ["https://n.example/o#C"])),
                    property: "https://n.example/o#d", entries: [],
                    evidence: ["https://n.example/o#e|https://n.example/o#f"])
            ],
            knowledge: [
                KnowledgeStatement(
                    metadata: metadata, subject: "https://n.example/o#G",
                    property: "https://n.example/o#h",
                    table: .init(parents: ["https://n.example/o#i"], entries: []))
            ])
        let unknown = library.unknown(in: body)
        #expect(unknown.classes.map(\.shortName).sorted() == ["A", "C", "G"])
        #expect(
            unknown.properties.map { OntologyURI($0).shortName }.sorted()
                == ["b", "d", "e", "f", "h", "i"])
    }

    @Test("what an advertisement names and nobody defines is found, wherever it stands")
    func unknownInAdvertisement() throws {
        func path(_ name: String) -> PropertyPath { PropertyPath("https://n.example/o#\(name)") }
        let advertisement = ServiceAdvertisement(
            serviceID: "s", agentURI: "https://n.example/agent", time: 1, kind: .belief,
            inputClass: "https://n.example/o#A", inputs: [InputProperty(path: path("b"))],
            outputObservations: [path("c")],
            outputBeliefs: [OutputBelief(path: path("d"), evidence: [path("e")])],
            outputLikelihoods: [OutputBelief(path: path("f"), evidence: [path("g")])],
            outputKnowledge: [
                OutputKnowledge(
                    subject: "https://n.example/o#H", property: "https://n.example/o#i",
                    parents: [path("j")])
            ], candidateExplanations: [path("k")])
        let unknown = try library().unknown(in: advertisement)
        #expect(unknown.classes.map(\.shortName).sorted() == ["A", "H"])
        #expect(
            unknown.properties.map { OntologyURI($0).shortName }.sorted()
                == ["b", "c", "d", "e", "f", "g", "i", "j", "k"])
    }

    @Test("an unknown name leads to its document once, and its definitions are known when it came")
    func fetching() throws {
        var library = try library()
        let wanted = names("https://n.example/o#A", "https://n.example/o#B", "\(Self.base)#Nothing")
        #expect(
            library.ask(for: wanted, at: 0)
                == .init(fetch: ["https://n.example/o"], awaited: ["https://n.example/o"]))
        #expect(
            library.ask(for: wanted, at: 1) == .init(fetch: [], awaited: ["https://n.example/o"]))
        let more = try library.take(
            definitions("https://n.example/o#A", of: "\(Self.base)#Server"),
            from: "https://n.example/o", at: 2)
        #expect(more.isEmpty)
        #expect(
            library.ontology.isKind("https://n.example/o#A", of: OntologyURI("\(Self.base)#Server"))
        )
        #expect(library.knows(.componentClass("https://n.example/o#A")))
        // B is not in the document; to fetch it again would not help.
        #expect(library.ask(for: wanted, at: 3).isEmpty)
    }

    @Test("documents that a document refers to are fetched too, eight in all")
    func recursion() throws {
        var library = try library()
        var next = library.ask(for: names("https://n.example/0#A"), at: 0).fetch
        var fetched = 0
        while let document = next.first {
            fetched += 1
            try #require(fetched < 100)
            next = try library.take(
                definitions("\(document)#A", of: "https://n.example/\(fetched)#A"),
                from: document, at: 0)
        }
        #expect(fetched == 8)
        #expect(library.documents.count == 9)
    }

    @Test("a document with many references does not make more than eight fetches")
    func width() throws {
        var library = try library()
        _ = library.ask(for: names("https://n.example/o#A"), at: 0)
        let document = OntologyDocument(
            properties: (0..<1_000).map {
                PropertyDefinition(
                    name: "https://n.example/o#p\($0)",
                    kind: .relationship(
                        range: OntologyURI("https://host\($0).example/o#A"), symmetric: nil))
            })
        #expect(try library.take(document, from: "https://n.example/o", at: 0).count == 7)
    }

    @Test("a message with thousands of unknown names makes eight fetches, and no more than 64 wait")
    func manyNames() throws {
        var library = try library()
        let many = OntologyNames(
            properties: Set((0..<10_000).map { "https://host\($0).example/o#p" }))
        #expect(library.ask(for: many, at: 0).fetch.count == 8)
        for _ in 0..<10 { _ = library.ask(for: many, at: 0) }
        #expect(library.ask(for: many, at: 0).awaited.count == 64)
    }

    @Test("what could not be had is not asked for again until its time is over")
    func negativeCache() throws {
        var library = try library()
        let document = "https://n.example/o"
        _ = library.ask(for: names("\(document)#A"), at: 0)
        library.miss(document, reason: "no route", at: 1_000)
        #expect(library.ask(for: names("\(document)#A"), at: 1_001).isEmpty)
        #expect(library.reasonForAbsence(of: document, at: 1_001) == "no route")
        #expect(library.ask(for: names("\(document)#A"), at: 600_999).isEmpty)
        #expect(library.ask(for: names("\(document)#A"), at: 601_000).fetch == [document])
        #expect(library.reasonForAbsence(of: document, at: 601_000) == nil)
    }

    @Test("whoever does not bring a document in half a minute is given up")
    func overdue() throws {
        var library = try library()
        let document = "https://n.example/o"
        _ = library.ask(for: names("\(document)#A"), at: 0)
        #expect(library.ask(for: names("\(document)#A"), at: 29_999).awaited == [document])
        #expect(library.ask(for: names("\(document)#A"), at: 30_000).isEmpty)
        #expect(library.ask(for: names("\(document)#A"), at: 630_000).fetch == [document])
    }

    @Test("a document whose day is over is fetched again, and holds until a new one came")
    func refresh() throws {
        var library = try library()
        let document = "https://n.example/o"
        _ = library.ask(for: names("\(document)#A"), at: 0)
        _ = try library.take(definitions("\(document)#A"), from: document, at: 0)
        #expect(library.refresh(at: 86_399_999) == [])
        #expect(library.refresh(at: 86_400_000) == [document])
        library.miss(document, reason: "away", at: 86_400_001)
        #expect(library.knows(.componentClass(OntologyURI("\(document)#A"))))
        #expect(library.refresh(at: 86_500_000) == [])
        #expect(library.refresh(at: 87_000_001) == [document])
        _ = try library.take(definitions("\(document)#B"), from: document, at: 87_000_002)
        #expect(!library.knows(.componentClass(OntologyURI("\(document)#A"))))
        #expect(library.knows(.componentClass(OntologyURI("\(document)#B"))))
    }

    @Test("of too many documents the one that ends first goes")
    func eviction() throws {
        var limits = OntologyLibraryLimits()
        limits.documents = 2
        var library = try library(limits: limits)
        for number in 0..<3 {
            let document = "https://n.example/\(number)"
            _ = try library.take(definitions("\(document)#A"), from: document, at: Int64(number))
        }
        #expect(
            library.documents == ["https://n.example/1", "https://n.example/2", Self.base])
        #expect(!library.knows(.componentClass("https://n.example/0#A")))
    }

    @Test("an identifying property has the values that its own document gives it")
    func identifyingKind() throws {
        var library = try library()
        let document = OntologyDocument(classes: [
            .init(name: "https://n.example/o#A", identifyingProperties: ["\(Self.base)#status"])
        ])
        _ = try library.take(document, from: "https://n.example/o", at: 0)
        let property = library.ontology.property("\(Self.base)#status", of: "https://n.example/o#A")
        #expect(property?.range == ["OK", "FAIL"])
        #expect(property?.isIdentifying == true)
    }
}
