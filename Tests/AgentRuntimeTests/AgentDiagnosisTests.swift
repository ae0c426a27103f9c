import DMEP
import Ontology
import Testing

@testable import AgentRuntime

@Suite("An agent that diagnoses")
struct AgentDiagnosisTests {
    /// P(server FAIL | connection FAIL) and the like, summed by hand over the world's four joint states.
    private func posterior(_ likelihood: (Bool, Bool) -> Double) -> (server: Double, lookup: Double)
    {
        var (total, server, lookup) = (0.0, 0.0, 0.0)
        for serverFails in [false, true] {
            for lookupFails in [false, true] where serverFails || lookupFails {
                let weight =
                    (serverFails ? 0.1 : 0.9) * (lookupFails ? 0.1 : 0.9)
                    * likelihood(serverFails, lookupFails)
                total += weight
                if serverFails { server += weight }
                if lookupFails { lookup += weight }
            }
        }
        return (server / total, lookup / total)
    }

    private func probability(_ response: ServiceResponse?, _ component: String) -> Double? {
        response?.explanations.first { $0.assignments.first?.component == component }?.probability
    }

    @Test("without services the answer is the exact posterior of the knowledge")
    func exactPosterior() throws {
        var network = WebNetwork([try WebAgents.makeRegional()])
        network.ask(WebAgents.regional, [WebAgents.request(body: WebOntology.failure())])
        let expected = posterior { _, _ in 1 }
        let response = try #require(network.response())
        #expect(abs((probability(response, "s") ?? 0) - expected.server) < 1e-9)
        #expect(abs((probability(response, "l") ?? 0) - expected.lookup) < 1e-9)
        #expect(response.requestID == "1")
    }

    @Test("what the user saw counts: an unknown name points at the lookup")
    func usersEvidence() throws {
        var network = WebNetwork([try WebAgents.makeRegional()])
        network.ask(
            WebAgents.regional, [WebAgents.request(body: WebOntology.failure(code: "unknown-name"))]
        )
        let expected = posterior { _, lookup in lookup ? 0.8 : 0.01 }
        #expect(abs((probability(network.response(), "l") ?? 0) - expected.lookup) < 1e-9)
    }

    @Test("a specialist that it was never told of is asked, and its finding counted once")
    func asksSpecialist() throws {
        var network = WebNetwork([
            try WebAgents.makeRegional(), try WebAgents.makeHistory(failures: "3"),
        ])
        network.ask(WebAgents.regional, [WebAgents.request(body: WebOntology.failure())])
        network.run()
        // The answer brought an observation and a belief that rests on it: together they are one piece.
        let expected = posterior { server, _ in server ? 0.4 : 0.005 }
        let response = try #require(network.response())
        #expect(network.requests(to: WebAgents.history).count == 1)
        #expect(abs((probability(response, "s") ?? 0) - expected.server) < 1e-9)
        #expect(response.body.observations.contains { $0.metadata.originator == WebAgents.history })
    }

    @Test("a belief whose evidence is not understood counts as its likelihood")
    func beliefOfStranger() throws {
        let known = WebOntology.all.filter { $0.property != WebOntology.property("failures") }
        var network = WebNetwork([
            try WebAgents.makeRegional(knowledge: known), try WebAgents.makeHistory(failures: "3"),
        ])
        network.ask(WebAgents.regional, [WebAgents.request(body: WebOntology.failure())])
        network.run()
        let expected = posterior { server, _ in server ? 0.4 : 0.005 }
        #expect(network.requests(to: WebAgents.history).count == 1)
        #expect(abs((probability(network.response(), "s") ?? 0) - expected.server) < 1e-6)
    }

    @Test("an agent that is sure enough asks nobody")
    func sureEnough() throws {
        var network = WebNetwork([
            try WebAgents.makeRegional(), try WebAgents.makeHistory(failures: "0"),
        ])
        network.ask(
            WebAgents.regional,
            [WebAgents.request(body: WebOntology.failure(code: "unknown-name"), threshold: 0.9)])
        #expect(network.response() != nil)
        #expect(network.requests(to: WebAgents.history).isEmpty)
    }

    @Test(
        "a sure diagnosis that is followed up is answered as it is, and the specialist asked then")
    func followsUp() throws {
        var configuration = AgentConfiguration()
        configuration.followedUpShare = 1
        var answers = [ServiceResponse]()
        for configuration in [AgentConfiguration(), configuration] {
            var network = WebNetwork([
                try WebAgents.makeRegional(configuration: configuration),
                try WebAgents.makeHistory(failures: "0"),
            ])
            let failure = WebOntology.failure(code: "unknown-name")
            network.ask(
                WebAgents.regional, [WebAgents.request(body: failure, threshold: 0.9)])
            answers.append(try #require(network.response()))
            network.run()
            #expect(
                network.requests(to: WebAgents.history).count
                    == (configuration.followedUpShare > 0 ? 1 : 0))
        }
        #expect(answers[0].explanations == answers[1].explanations)
    }

    @Test("what was found for one failure serves the next, until it expires")
    func remembers() throws {
        var network = WebNetwork([
            try WebAgents.makeRegional(), try WebAgents.makeHistory(failures: "3"),
        ])
        network.ask(WebAgents.regional, [WebAgents.request(body: WebOntology.failure())])
        network.run()
        network.ask(
            WebAgents.regional,
            [WebAgents.request(body: WebOntology.failure(time: 1_500), expires: 60_000)],
            exchange: 2)
        #expect(network.response(2) != nil)
        #expect(network.requests(to: WebAgents.history).count == 1)
        network.now += AgentConfiguration().informationLifetime
        network.ask(
            WebAgents.regional,
            [WebAgents.request(body: WebOntology.failure(), expires: network.now + 30_000)],
            exchange: 3)
        network.run()
        #expect(network.response(3) != nil)
        #expect(network.requests(to: WebAgents.history).count == 2)
    }

    @Test("many requests that need the same test cause it once")
    func aggregates() throws {
        var network = WebNetwork([
            try WebAgents.makeRegional(), try WebAgents.makeHistory(failures: "3"),
        ])
        for number in 1...20 {
            network.ask(
                WebAgents.regional,
                [WebAgents.request("\(number)", body: WebOntology.failure(time: Int64(number)))],
                exchange: UInt64(number))
        }
        network.run()
        #expect((1...20).allSatisfy { network.response(UInt64($0)) != nil })
        #expect(network.requests(to: WebAgents.history).count == 1)
    }

    @Test("a finding about one user's addresses is not taken for another's")
    func circumstances() throws {
        var network = WebNetwork([try WebAgents.makeRegional(), try WebAgents.makeResolver()])
        network.findings["bel:lookup.status"] = TestFindings(
            values: [WebOntology.path("lookupTest", "lookupResult"): "CORRECT"])
        for (number, addresses) in [(1, "192.0.2.1"), (2, "192.0.2.1"), (3, "198.51.100.9")] {
            network.ask(
                WebAgents.regional,
                [WebAgents.request(body: WebOntology.failure(addresses: addresses))],
                exchange: UInt64(number))
            network.run(until: network.now + 100)
        }
        #expect(network.requests(to: WebAgents.resolver).count == 2)
    }

    @Test("a dead agent is worked round, and left alone afterwards")
    func worksRound() throws {
        let twin = "http://twin.test/agent"
        var other = try WebAgents.makeHistory(failures: "3")
        other = Agent(
            profile: AgentProfile(uri: twin, type: "specialist"),
            role: ScriptedRole(
                services: [WebAgents.historyService(at: twin)],
                plans: [
                    "bel:server.status": .found(
                        TestFindings(values: [WebOntology.path("failures"): "3"]))
                ]), library: try WebOntology.library(),
            knowledge: [WebOntology.serverPrior, WebOntology.failures])
        var network = WebNetwork([
            try WebAgents.makeRegional(), try WebAgents.makeHistory(failures: "3"), other,
        ])
        network.dead = [WebAgents.history]
        network.ask(
            WebAgents.regional,
            [WebAgents.request(body: WebOntology.failure(), expires: 20_000)])
        network.run()
        #expect(network.response() != nil)
        #expect((probability(network.response(), "s") ?? 0) > 0.5)
    }

    @Test("a question that went in a circle is refused")
    func loops() throws {
        var network = WebNetwork([try WebAgents.makeRegional()])
        network.ask(
            WebAgents.regional,
            [WebAgents.request(body: WebOntology.failure(), via: [WebAgents.regional])])
        #expect(network.problem()?.kind == .requestRefused)
    }

    @Test("the budget bounds what is spent")
    func budget() throws {
        var network = WebNetwork([
            try WebAgents.makeRegional(), try WebAgents.makeHistory(failures: "3"),
        ])
        network.ask(
            WebAgents.regional, [WebAgents.request(body: WebOntology.failure(), budget: 50)])
        #expect(network.response() != nil)
        #expect(network.requests(to: WebAgents.history).isEmpty)
    }

    @Test("when the time is over the answer is given with what is known")
    func timeout() throws {
        var network = WebNetwork([
            try WebAgents.makeRegional(), try WebAgents.makeHistory(failures: "3"),
        ])
        network.dead = [WebAgents.history]
        network.ask(
            WebAgents.regional, [WebAgents.request(body: WebOntology.failure(), expires: 3_000)])
        #expect(network.response() == nil)
        network.run()
        #expect(network.response() != nil)
        #expect(network.now <= 3_000)
    }

    @Test("each kind of problem is told by its name")
    func problems() throws {
        var network = WebNetwork([try WebAgents.makeRegional()])
        func problem(_ message: Message) -> ProblemReport.Kind? {
            network.ask(WebAgents.regional, [message])
            return network.problem()?.kind
        }
        #expect(
            problem(WebAgents.request(body: WebOntology.failure(), expires: 500)) == .requestExpired
        )
        #expect(problem(WebAgents.request(body: DiagnosticBody())) == .insufficientInput)
        #expect(
            problem(WebAgents.request(body: WebOntology.failure(), expires: 1 << 45))
                == .requestRefused)
        #expect(
            problem(
                .response(
                    ServiceResponse(kind: .belief, requestID: "9", serviceID: "bel:server.status")))
                == .requestRefused)
    }
}
