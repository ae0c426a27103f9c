import DMEP
import Foundation
import Ontology
import Testing

@Suite("Samples in the documentation of the protocol")
struct DocumentationSampleTests {
    private func samples(_ language: String) throws -> [String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Documentation/Protocols/dmep.md")
        let parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "```")
        return parts.filter { $0.hasPrefix(language + "\n") }
            .map { String($0.dropFirst(language.count + 1)) }
    }

    private func document(_ text: String, as format: DocumentFormat) throws -> Document {
        try DocumentCodec().decode(Array(text.utf8), as: format)
    }

    @Test("the request says the same in XML and in JSON")
    func request() throws {
        let xml = try #require(try samples("xml").first)
        let json = try #require(try samples("json").first)
        let read = try document(xml, as: .xml)
        #expect(try document(json, as: .json) == read)
        guard case .messages(let batch) = read, case .request(let request) = batch.messages[0]
        else {
            Issue.record("no request")
            return
        }
        #expect(request.kind == .diagnosis && request.via == ["https://user.example/"])
    }

    @Test("a belief says the same in XML and in JSON, and knowledge is whole")
    func information() throws {
        let xml = try samples("xml")
        #expect(xml[1].hasPrefix("<belief") && xml[2].hasPrefix("<knowledge"))
        let belief = try samples("json")[1]
        let json = """
            {"capriMessage": {"version": "1.0", "clientAgent": "a", "clientVer": "1", "time": 1, "messages": [
              {"type": "notification", "serviceID": "s", "notificationID": "n",
               "body": {"beliefs": [\(belief)]}}]}}
            """
        let read = try document(notification(xml[1]), as: .xml)
        #expect(try document(json, as: .json) == read)
        _ = try document(notification(xml[2]), as: .xml)
    }

    @Test("a directory update advertises a service with every restriction")
    func update() throws {
        guard case .directoryUpdate(let update) = try document(samples("xml")[3], as: .xml) else {
            Issue.record("no update")
            return
        }
        #expect(update.lease == 3_600_000)
        let service = update.advertisements[0]
        #expect(service.requesters.needsCredentials && service.cost.milliseconds95 == 900)
        #expect(service.requesters.autonomousSystems == [3...3, 64_512...65_534])
        #expect(service.inputs[0].indexRanges == [0...1, 3...3])
        #expect(service.outputBeliefs.count == 1 && service.outputKnowledge[0].parents.count == 1)
    }
}
