import DMEP
import Ontology
import Testing

@testable import AgentRuntime

@Suite struct ServiceValidationTests {
    typealias Thesis = ServicesOfTheThesis
    static let now = Thesis.time + 1000
    static let agent = "http://18.26.0.30/ipAgent"

    private func refusal(_ change: (inout ServiceAdvertisement) -> Void) -> AdvertisementRefusal? {
        var service = Thesis.routes(Self.agent, system: 3)
        change(&service)
        return service.refusal(updater: Self.agent, at: Self.now)
    }

    @Test("every service of the thesis is believed", arguments: Thesis.all)
    func thesis(service: ServiceAdvertisement) {
        #expect(service.refusal(updater: service.agentURI, at: Self.now) == nil)
    }

    @Test("a service that claims much for nothing is not believed")
    func forFree() {
        let many = (0..<9).map { Thesis.path("p\($0)") }
        #expect(
            refusal {
                $0.cost.expected = 0
                $0.outputObservations = many
            } == .tooMuchForFree(outputs: 11))
        #expect(refusal { $0.cost.expected = 0 } == nil)
    }

    @Test("lists beyond the limits are refused")
    func limits() {
        let many = (0..<65).map { Thesis.path("p\($0)") }
        #expect(
            refusal { $0.outputObservations = many } == .tooMany(what: "outputs", limit: 64))
        #expect(
            refusal { $0.inputs = many.map { InputProperty(path: $0) } }
                == .tooMany(what: "inputs", limit: 64))
        #expect(
            refusal { $0.candidateExplanations = many }
                == .tooMany(what: "candidate explanations", limit: 64))
        #expect(
            refusal { $0.inputs[1].indexRanges = Array(repeating: 0...1, count: 2000) }
                == .tooMany(what: "entries", limit: 1024))
        #expect(
            refusal { $0.requesters.types = [String(repeating: "x", count: 70_000)] }
                == .tooMany(what: "bytes", limit: 65_536))
    }

    @Test(
        "a cost below zero, without end or above its own bound is refused",
        arguments: [
            ServiceCost(expected: -1), ServiceCost(expected: .infinity),
            ServiceCost(expected: .nan), ServiceCost(expected: 10, percentile95: 9),
            ServiceCost(expected: 10, percentile95: .nan), ServiceCost(milliseconds: -5),
            ServiceCost(milliseconds: 7, milliseconds95: 6),
        ])
    func costs(cost: ServiceCost) {
        guard case .badCost = refusal({ $0.cost = cost }) else {
            Issue.record("\(cost) is taken")
            return
        }
    }

    @Test("a clock that is a year off is noticed, either way")
    func clocks() {
        let year: Int64 = 366 * 86_400_000
        #expect(refusal { $0.time = Self.now - year } == .timeOff(milliseconds: -year))
        #expect(refusal { $0.time = Self.now + year } == .timeOff(milliseconds: year))
        #expect(refusal { $0.time = .min } == .timeOff(milliseconds: .min))
        #expect(refusal { $0.time = .max } != nil)
        #expect(refusal { $0.time = Self.now + 3_600_000 } == nil)
    }

    @Test(
        "an agent is an http or https address with a host",
        arguments: [
            "", "18.26.0.30", "ftp://18.26.0.30/", "file:///etc/passwd", "http:///agent",
            "javascript:alert(1)", "http://user:secret@18.26.0.30/", "http://18.26.0.30/#x",
            "http://18.26.0.30/?x", "http://18.26.0.30/\n",
        ])
    func addresses(uri: String) {
        var service = Thesis.routes(uri, system: 3)
        #expect(service.refusal(updater: nil, at: Self.now) == .badAgentURI(uri))
        service.agentURI = "https://[2001:db8::1]:8443/agent"
        #expect(service.refusal(updater: nil, at: Self.now) == nil)
    }

    @Test("nobody advertises for another agent")
    func foreign() {
        let other = "http://203.0.113.66/"
        #expect(
            Thesis.routes(Self.agent, system: 3).refusal(updater: other, at: Self.now)
                == .foreignAgent(claimed: Self.agent, sender: other))
    }

    @Test("names and paths that cannot be are refused")
    func names() {
        #expect(refusal { $0.serviceID = "" } == .badServiceID)
        #expect(refusal { $0.serviceID = "a\u{7}b" } == .badServiceID)
        #expect(refusal { $0.outputObservations = [PropertyPath(names: [])] } == .badPath(""))
        let long = PropertyPath(names: Array(repeating: "next", count: 17))
        #expect(refusal { $0.outputObservations = [long] } == .badPath(long.description))
        let path = Thesis.path("srcIP")
        #expect(
            refusal { $0.inputs[0].indexFunctions = [.modulo(0)] } == .badIndex(path.description))
    }

    @Test("every reason says what is wrong")
    func descriptions() {
        let reasons: [AdvertisementRefusal] = [
            .badServiceID, .badAgentURI("x"), .foreignAgent(claimed: "a", sender: "b"),
            .timeOff(milliseconds: -5000), .badCost(-1), .tooMuchForFree(outputs: 9),
            .tooMany(what: "inputs", limit: 64), .badPath(""), .badIndex("p"),
            .timeOff(milliseconds: .min),
        ]
        #expect(Set(reasons.map(\.description)).count == reasons.count)
    }
}
