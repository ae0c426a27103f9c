import Ontology
import Testing

@Suite("Component ontology")
struct ComponentOntologyTests {
    private let ontology = ComponentOntology(classes: [
        ComponentClass(
            uri: "o#Host",
            properties: [
                PropertyDefinition(
                    name: "address", kind: .descriptive(range: []), isIdentifying: true)
            ]),
        ComponentClass(uri: "o#Server", superclasses: ["o#Host"]),
        ComponentClass(uri: "o#Web_Server", superclasses: ["o#Server", "o#Named"]),
        ComponentClass(uri: "o#Named"),
        ComponentClass(uri: "o#Left", superclasses: ["o#Right"]),
        ComponentClass(uri: "o#Right", superclasses: ["o#Left"]),
    ])

    @Test("a class inherits from all its ancestors, nearest first")
    func lineage() {
        #expect(
            ontology.lineage(of: "o#Web_Server") == [
                "o#Web_Server", "o#Server", "o#Named", "o#Host",
            ])
        #expect(ontology.property("address", of: "o#Web_Server")?.isIdentifying == true)
        #expect(ontology.isKind("o#Web_Server", of: "o#Host"))
        #expect(!ontology.isKind("o#Host", of: "o#Web_Server"))
    }

    @Test("classes that specialise each other end the walk")
    func cycle() {
        #expect(ontology.lineage(of: "o#Left") == ["o#Left", "o#Right"])
        #expect(ontology.property("address", of: "o#Left") == nil)
    }

    @Test("an unknown class has only itself")
    func unknown() {
        #expect(ontology.lineage(of: "o#Unknown") == ["o#Unknown"])
        #expect(ontology["o#Unknown"] == nil)
    }

    @Test("a path is its relationships and its property")
    func path() {
        let path: PropertyPath = "connection.httpServer.status"
        #expect(Array(path.relationships) == ["connection", "httpServer"])
        #expect(path.property == "status")
        #expect(PropertyPath("").property.isEmpty)
    }
}
