import DMEP
import Ontology
import Testing

@Suite("Documents written in XML")
struct XMLWritingTests {
    private func written(_ document: Document) -> String {
        String(decoding: DocumentCodec().encode(document, as: .xml), as: UTF8.self)
    }

    private func written(_ properties: [ComponentDescription.Property]) -> String {
        written(
            .messages(
                MessageBatch(
                    time: 1,
                    messages: [
                        .notification(
                            Notification(
                                serviceID: "s", notificationID: "n",
                                body: DiagnosticBody(observations: [
                                    ComponentObservation(
                                        metadata: InformationMetadata(time: 1),
                                        component: ComponentDescription(
                                            classes: ["u#C"], properties: properties))
                                ])))
                    ])))
    }

    @Test("properties are elements of their namespace, declared once at the root")
    func namespaces() {
        let text = written([
            .init(name: "http://capri.csail.mit.edu/2006/capri/common#srcIP", value: .text("::1")),
            .init(name: "https://o.example/p", value: .reference("c")),
        ])
        #expect(
            text.hasPrefix(
                "<capriMessage xmlns:com=\"http://capri.csail.mit.edu/2006/capri/common#\" "
                    + "xmlns:n2=\"https://o.example/\" version=\"1.0\""))
        #expect(text.contains("<com:srcIP>::1</com:srcIP><n2:p><componentRef ref=\"c\"/></n2:p>"))
    }

    @Test("a name that XML cannot bear becomes an attribute")
    func names() {
        let text = written([.init(name: "urn:9 lives", value: .text("x"))])
        #expect(text.contains("<property name=\"urn:9 lives\">x</property>"))
    }

    @Test("markup is escaped, and what XML has no words for is kept by escapes of our own")
    func escapes() {
        let text = written([.init(name: "u#p", value: .text("<&>\"\u{1}_x0001_\u{FFFF}\r"))])
        #expect(text.contains(">&lt;&amp;&gt;\"_x0001__x005F_x0001__xFFFF_&#13;<"))
    }

    @Test("items with white space in them stay items")
    func items() {
        let table = KnowledgeStatement.Table(
            parents: [PropertyPath(names: ["u#a", "u#b c"]), PropertyPath(names: ["u#d"])],
            entries: [
                .init(parentValues: ["a b", "c"], value: "x", probability: 1),
                .init(parentValues: ["a b", "c"], value: "y", probability: 0),
            ])
        let statement = KnowledgeStatement(
            metadata: InformationMetadata(time: 1), subject: "u#C", property: "u#p", table: table)
        let text = written(
            .messages(
                MessageBatch(
                    time: 1,
                    messages: [
                        .notification(
                            Notification(
                                serviceID: "s", notificationID: "n",
                                body: DiagnosticBody(knowledge: [statement])))
                    ])))
        #expect(text.contains("<parents>u#a|u#b_x0020_c u#d</parents>"))
        #expect(text.contains("parentVals=\"a_x0020_b c\""))
    }

    @Test("a single retraction has the form of the thesis")
    func retraction() {
        let update = DirectoryUpdate(retractions: [
            ServiceRetraction(serviceID: "s", agentURI: "a", time: 1)
        ])
        #expect(
            written(.directoryUpdate(update))
                == "<directoryUpdate serviceID=\"s\" agentURI=\"a\" time=\"1\" retract=\"true\"/>")
    }

    @Test("hundreds of namespaces are written so that they can be read")
    func manyNamespaces() throws {
        let properties = (0..<300).map {
            ComponentDescription.Property(name: "u\($0)#p", value: .text("x"))
        }
        let bytes = Array(written(properties).utf8)
        guard case .messages(let batch) = try DocumentCodec().decode(bytes, as: .xml),
            case .notification(let read) = batch.messages[0]
        else { return }
        #expect(read.body.observations[0].component.properties == properties)
    }
}
