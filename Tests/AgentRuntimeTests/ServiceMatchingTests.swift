import DMEP
import Ontology
import Testing

@testable import AgentRuntime

@Suite struct ServiceMatchingTests {
    typealias Thesis = ServicesOfTheThesis

    @Test("each address is served by exactly one of four history agents")
    func shares() {
        let agents = (0..<4).map { Thesis.history("http://192.0.2.\($0)/", share: $0)[0] }
        for last in 0..<64 {
            for address in ["198.51.100.\(last)", "2001:db8::\(String(last, radix: 16))"] {
                let inputs = [Thesis.path("ipAddr"): address, Thesis.path("connTime"): "1"]
                let fitting = agents.indices.filter { agents[$0].mismatch(inputs: inputs) == nil }
                #expect(fitting == [last % 4])
            }
        }
    }

    @Test("an input that is missing, without index or of another share is named")
    func mismatches() {
        let service = Thesis.history("http://192.0.2.0/", share: 0)[0]
        let address = Thesis.path("ipAddr")
        let time = Thesis.path("connTime")
        #expect(service.mismatch(inputs: [time: "1"]) == .missing(address))
        #expect(service.mismatch(inputs: [address: "192.0.2.4"]) == .missing(time))
        #expect(service.mismatch(inputs: [address: "a.example", time: "1"]) == .noIndex(address))
        #expect(
            service.mismatch(inputs: [address: "192.0.2.5", time: "1"])
                == .outside(address, index: 3_221_225_989 % 4))
        #expect(service.mismatch(inputs: [address: "192.0.2.4", time: "1"]) == nil)
    }

    @Test("an optional input need not be known, but fits when it is")
    func optional() {
        var service = Thesis.history("http://192.0.2.0/", share: 0)[0]
        service.inputs[0].isRequired = false
        let time = Thesis.path("connTime")
        #expect(service.mismatch(inputs: [time: "1"]) == nil)
        #expect(service.mismatch(inputs: [time: "1", Thesis.path("ipAddr"): "192.0.2.5"]) != nil)
    }

    @Test("a required relationship is known when something behind it is")
    func relationships() {
        let network = Thesis.path("localNet")
        let service = ServiceAdvertisement(
            serviceID: "notify:diagHist", agentURI: "http://192.0.2.1/", time: 0,
            kind: .notification, inputs: [InputProperty(path: network, isRequired: true)])
        #expect(service.mismatch(inputs: [:]) == .missing(network))
        #expect(service.mismatch(inputs: [Thesis.path("localNet", "ipAddr"): "192.0.2.7"]) == nil)
        #expect(service.mismatch(inputs: [Thesis.path("localNetwork", "x"): "1"]) != nil)
    }

    @Test("the autonomous system of an input is asked of the table")
    func systems() {
        let service = Thesis.routes("http://192.0.2.1/", system: 3)
        let source = Thesis.path("srcIP")
        let inputs = [source: "18.26.0.1", Thesis.path("destIP"): "192.0.2.9"]
        #expect(service.mismatch(inputs: inputs, lookup: ServiceIndexTests.Table()) == nil)
        #expect(service.mismatch(inputs: inputs) == .noIndex(source))
    }

    @Test("a requester is what the server knows of it, not what it says")
    func lyingRequesters() {
        let service = Thesis.regional("http://192.0.2.1/", system: 3)[0]
        let user = Requester(permittedTypes: ["user"], autonomousSystem: 3)
        #expect(service.admits(user, as: "user") == nil)
        #expect(service.admits(user, as: "regional") == .typeNotPermitted(claimed: "regional"))
        let regional = Requester(permittedTypes: ["regional"], autonomousSystem: 3)
        #expect(service.admits(regional, as: "user") == .typeNotPermitted(claimed: "user"))
        #expect(
            service.admits(regional, as: "regional")
                == .typeNotServed(claimed: "regional", served: ["user"]))
        let elsewhere = Requester(permittedTypes: ["user"], autonomousSystem: 4)
        #expect(service.admits(elsewhere, as: "user") == .autonomousSystemNotServed(4))
        #expect(service.admits(Requester(), as: "user") == .autonomousSystemUnknown)
    }

    @Test("a service for the agent itself is for nobody else, whatever a stranger claims")
    func local() {
        let service = Thesis.regional("http://192.0.2.1/", system: 3)[4]
        #expect(service.isLocalOnly)
        #expect(service.admits(.itself, as: "local") == nil)
        #expect(service.admits(Requester(), as: "local") == .typeNotPermitted(claimed: "local"))
        #expect(service.admits(Requester(), as: "user") != nil)
        #expect(
            service.admits(Requester(permittedTypes: ["regional", "user"]), as: "local") != nil)
    }

    @Test("a service that needs credentials refuses strangers")
    func credentials() {
        var service = Thesis.routes("http://192.0.2.1/", system: 3)
        service.requesters.needsCredentials = true
        var requester = Requester(autonomousSystem: 3)
        #expect(service.admits(requester, as: "regional") == .credentialsMissing)
        requester.authenticatedURI = "http://192.0.2.2/"
        #expect(service.admits(requester, as: "regional") == nil)
    }
}
