import DMEP
import Testing

@testable import Evaluation

@Suite("requests of a load study")
struct LoadRequestTests {
    private static let target = LoadTarget("http://127.0.0.1:8001/regional")

    private static func source(
        _ evidence: LoadPhase.Evidence, format: DocumentFormat = .xml, beginning: Int64 = 1
    ) throws -> RequestSource {
        var plan = LoadPlan()
        plan.servers = 3
        let phase = LoadPhase(evidence: evidence, level: .half, bar: 10, rate: 10, seconds: 1)
        return RequestSource(
            phase, of: plan, template: RequestTemplate(for: try #require(target), format: format),
            beginning: beginning)
    }

    /// The head and the message of a request.
    private static func read(
        _ bytes: [UInt8], as format: DocumentFormat
    ) throws -> (head: [String], request: ServiceRequest) {
        let text = String(decoding: bytes, as: UTF8.self)
        let end = try #require(text.range(of: "\r\n\r\n"))
        let head = text[..<end.lowerBound].components(separatedBy: "\r\n")
        let body = Array(text[end.upperBound...].utf8)
        #expect(head.contains("Content-Length: \(body.count)"))
        guard case .messages(let batch) = try DocumentCodec().decode(body, as: format),
            case .request(let request)? = batch.messages.first
        else {
            Issue.record("it is no request")
            throw CancellationError()
        }
        return (head, request)
    }

    private static func value(_ name: String, in request: ServiceRequest) -> Set<String> {
        Set(
            request.body.observations.flatMap(\.component.properties).compactMap { property in
                guard property.name.hasSuffix("#\(name)"), case .text(let text) = property.value
                else { return nil }
                return text
            })
    }

    @Test("a request is a whole message with its own values", arguments: DocumentFormat.allCases)
    func whole(format: DocumentFormat) throws {
        var source = try Self.source(.cached, format: format)
        let (head, request) = try Self.read(source.next(id: 77, at: 1_800_000_000_000), as: format)
        #expect(head.first == "POST /regional HTTP/1.1")
        #expect(head.contains("Host: 127.0.0.1:8001"))
        #expect(head.contains("Content-Type: \(format.mediaType)"))
        #expect(request.requestID == "77")
        #expect(request.expires == 1_800_000_010_000)
        #expect(request.kind == .diagnosis)
        #expect(request.explanations.count == 4)
        #expect(request.body.observations.allSatisfy { $0.metadata.time == 1_800_000_000_000 })
        #expect(Self.value("connTime", in: request) == ["1800000000000"])
        let text = String(decoding: source.next(id: 78, at: 1_800_000_000_000), as: UTF8.self)
        for slot in RequestTemplate.Slot.allCases { #expect(!text.contains(slot.mark)) }
    }

    @Test("cached requests are about few servers, the others about a new one each")
    func servers() throws {
        func addresses(_ evidence: LoadPhase.Evidence) throws -> [String] {
            var source = try Self.source(evidence)
            return try (0..<200).map { id in
                let (_, request) = try Self.read(source.next(id: id, at: 1_000), as: .xml)
                let found = Self.value("ipAddrs", in: request)
                #expect(found == Self.value("destIP", in: request))
                return try #require(found.first)
            }
        }
        #expect(Set(try addresses(.cached)).count == 3)
        #expect(Set(try addresses(.specialist)).count == 200)
    }

    @Test("a seed draws the same requests again, whatever the moment for those that are cached")
    func seeds() throws {
        var first = try Self.source(.cached, beginning: 1)
        var second = try Self.source(.cached, beginning: 2)
        for id in 0..<20 { #expect(first.next(id: id, at: 5) == second.next(id: id, at: 5)) }
    }

    @Test("only agents that speak plain HTTP can be put under load")
    func targets() throws {
        #expect(LoadTarget("https://127.0.0.1/regional") == nil)
        #expect(LoadTarget("agent") == nil)
        #expect(LoadTarget("http://[::1]:90")?.authority == "[::1]:90")
        #expect(LoadTarget("http://[::1]:90")?.path == "/")
    }
}
