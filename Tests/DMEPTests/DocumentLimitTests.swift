import DMEP
import Ontology
import Testing

@Suite("Limits of documents")
struct DocumentLimitTests {
    private func limits(_ change: (inout DocumentLimits) -> Void) -> DocumentLimits {
        var limits = DocumentLimits()
        change(&limits)
        return limits
    }

    private func reading(_ text: String, _ limits: DocumentLimits) throws {
        _ = try DocumentCodec(limits: limits).decode(Array(text.utf8), as: .xml)
    }

    @Test("what just fits is read, and one more is refused", arguments: DocumentFormat.allCases)
    func messages(format: DocumentFormat) throws {
        let problem = Message.problem(ProblemReport(kind: .malformed, reason: "x"))
        let codec = DocumentCodec(limits: limits { $0.messages = 3 })
        for count in 3...4 {
            let batch = MessageBatch(time: 1, messages: Array(repeating: problem, count: count))
            let bytes = codec.encode(.messages(batch), as: format)
            if count == 3 {
                _ = try codec.decode(bytes, as: format)
            } else {
                #expect(
                    refusal(bytes, as: format, limits: codec.limits)
                        == .tooLarge(what: "messages in a capriMessage", limit: 3))
            }
        }
    }

    @Test("bytes, in both formats", arguments: DocumentFormat.allCases)
    func bytes(format: DocumentFormat) throws {
        let bytes = DocumentCodec().encode(
            .directoryUpdateResponse(DirectoryUpdateResponse()), as: format)
        let exact = limits { $0.bytes = bytes.count }
        _ = try DocumentCodec(limits: exact).decode(bytes, as: format)
        let less = bytes.count - 1
        #expect(
            refusal(bytes, as: format, limits: limits { $0.bytes = less })
                == .tooLarge(what: "bytes", limit: less))
        #expect(
            refusal(Array(repeating: 32, count: (1 << 20) + 1), as: format)
                == .tooLarge(what: "bytes", limit: 1 << 20))
    }

    @Test("elements and depth")
    func elements() throws {
        let text = batch("<error>a</error><error>b</error>")
        try reading(text, limits { $0.elements = 3 })
        #expect(
            refusal(text, limits: limits { $0.elements = 2 })
                == .tooLarge(what: "elements", limit: 2))
        try reading(text, limits { $0.depth = 2 })
        #expect(
            refusal(text, limits: limits { $0.depth = 1 })
                == .tooLarge(what: "elements in one another", limit: 1))
        let many = String(repeating: "<error/>", count: 50_001)
        #expect(refusal(batch(many)) == .tooLarge(what: "elements", limit: 50_000))
        let values = String(repeating: "0,", count: 50_001)
        #expect(refusal("[\(values)0]", as: .json) == .tooLarge(what: "values", limit: 50_000))
    }

    @Test(
        "components of a message, described where they may be", arguments: DocumentFormat.allCases)
    func components(format: DocumentFormat) throws {
        let component = ComponentDescription(classes: ["a#C"])
        let metadata = InformationMetadata(time: 1)
        let belief = BeliefStatement(
            metadata: metadata, subject: .described(component), property: "a#p",
            entries: [.init(value: "a", probability: 0.5), .init(value: "b", probability: 0.5)])
        let body = DiagnosticBody(
            observations: [ComponentObservation(metadata: metadata, component: component)],
            beliefs: [belief])
        let request = ServiceRequest(
            kind: .belief, requester: "r", requestID: "1", serviceID: "s", expires: 1,
            inputComponent: .described(component), body: body)
        let document = Document.messages(MessageBatch(time: 1, messages: [.request(request)]))
        let bytes = DocumentCodec().encode(document, as: format)
        _ = try DocumentCodec(limits: limits { $0.components = 3 }).decode(bytes, as: format)
        #expect(
            refusal(bytes, as: format, limits: limits { $0.components = 2 })
                == .tooLarge(what: "components in a message", limit: 2))
    }

    @Test("ten thousand parents are refused")
    func parents() throws {
        let row = String(repeating: "a ", count: 10_000)
        let entries = "<entry parentVals=\"\(row)\" value=\"x\" p=\"1\"/>"
        let names = (0..<10_000).map { "p\($0)" }.joined(separator: " ")
        #expect(
            refusal(knowledge(parents: names, entries + entries))
                == .tooLarge(what: "parents of a cpt", limit: 16))
        #expect(
            refusal(
                """
                <directoryUpdate><serviceAdvertisement serviceID="s" agentURI="a" time="1" \
                messageType="knowledgeRequest"><outputKnowledge subject="s" property="p">\
                \(String(repeating: "<parent propPath=\"a\"/>", count: 17))\
                </outputKnowledge></serviceAdvertisement></directoryUpdate>
                """) == .tooLarge(what: "parents of an outputKnowledge", limit: 16))
    }

    @Test("entries of a table")
    func entries() throws {
        let text = knowledge(
            parents: "", "<entry value=\"x\" p=\"1\"/><entry value=\"y\" p=\"0\"/>")
        try reading(text, limits { $0.tableEntries = 2 })
        #expect(
            refusal(text, limits: limits { $0.tableEntries = 1 })
                == .tooLarge(what: "entries of a cpt", limit: 1))
    }

    @Test("bytes of a text count as they are meant, not as they are written")
    func texts() throws {
        let four = limits { $0.textBytes = 4 }
        try reading("<directoryUpdateResponse responseStatus=\"1\" reason=\"&#65;&amp;ab\"/>", four)
        #expect(
            refusal(
                "<directoryUpdateResponse responseStatus=\"1\" reason=\"abcde\"/>", limits: four)
                == .tooLarge(what: "bytes in one text", limit: 4))
    }
}
