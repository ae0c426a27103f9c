import Foundation
import Testing

/// Agents as processes of their own; one test at a time, as each starts a dozen.
@Suite("Agents", .serialized)
struct AgentsTests {}

extension AgentsTests {
    @Suite("A failure diagnosed across processes")
    struct Diagnosis {
        /// A visit that the user gave up, of a name that leads elsewhere than the user was told.
        ///
        /// Nobody else has met a failure there. The user's own evidence settles nothing.
        private static func wrongAddress(_ number: Int) -> AgentsMessages.Visit {
            AgentsMessages.Visit(
                address: "127.0.78.\(number)", host: "www\(number).example.test", errorCode: "2")
        }

        @Test("what specialists of five kinds have seen is in the answer, and settles the case")
        func acrossAgents() async throws {
            try await AgentsFleet.stand { fleet in
                let deployment = try await AgentsDeployment.start(in: fleet)
                let first = try await deployment.regional("regional-1")
                let second = try await deployment.regional("regional-2")
                let alone = try await first.diagnose(Self.wrongAddress(1), budget: 0)
                #expect(alone.confidence < 0.9, "\(alone)")
                #expect(alone.originators.isEmpty)
                for regional in [first, second] {
                    let answer = try await regional.diagnose(Self.wrongAddress(1))
                    #expect(answer.leading == "lookup", "\(answer)")
                    #expect(answer.confidence > 0.99)
                    for (agent, property, value) in [
                        (deployment.lookup, "dnsLookupResult", "INCORRECT"),
                        (deployment.secondLookup, "codnsLookupResult", "INCORRECT"),
                        (deployment.history, "consecFailuresToServer", "0"),
                        (deployment.path, "asPathTestResult", "OK"),
                        (deployment.path, "pathASes", "64501"),
                        (deployment.vantage, "remoteVisitResult", "OTHER_FAILURE"),
                    ] {
                        let finding = AgentsDiagnosis.Finding(
                            originator: agent.uri, property: property, value: value)
                        #expect(answer.findings.contains(finding), "\(finding): \(answer)")
                    }
                }

                // Where the name leads to, three other users have met the same failure.
                let visit = AgentsMessages.Visit(
                    address: AgentsDeployment.address, host: "www.example.test")
                #expect(try await deployment.tellOfFailures(like: visit))
                let answer = try await first.diagnose(visit)
                #expect(answer.leading == "server", "\(answer)")
                let finding = AgentsDiagnosis.Finding(
                    originator: deployment.history.uri, property: "consecFailuresToServer",
                    value: "3")
                #expect(answer.findings.contains(finding), "\(answer)")
            }
        }

        @Test("an agent killed in the middle changes time and confidence, not the verdict")
        func killed() async throws {
            try await AgentsFleet.stand { fleet in
                var deployment = try await AgentsDeployment.start(in: fleet, directories: 2)
                let regional = try await deployment.regional("regional-0")
                let whole = try await regional.diagnose(Self.wrongAddress(10))
                #expect(whole.leading == "lookup", "\(whole)")
                let victims: [(WritableKeyPath<AgentsDeployment, AgentsFleet.Agent>, String?)] = [
                    (\.lookup, "bel:dnslookup.status"), (\.history, "bel:webserver.status"),
                    (\.secondLookup, "bel:dnslookup.status[codns]"),
                    (\.path, "bel:iprouting.status"), (\.vantage, "obs:remotevisit"),
                    (\.statistics, nil), (\.knowledge, nil), (\.directories[0], nil),
                ]
                for (number, (place, service)) in victims.enumerated() {
                    let victim = deployment[keyPath: place]
                    let answers = try await Self.diagnoses(
                        in: deployment, without: victim, asking: service,
                        number: 10 * number + 20)
                    for answer in answers {
                        #expect(answer.leading == "lookup", "without \(victim.name): \(answer)")
                        #expect(answer.seconds < 60, "without \(victim.name)")
                        #expect(!answer.originators.contains(victim.uri))
                    }
                    if service != nil { #expect(answers[0].confidence != whole.confidence) }
                    deployment[keyPath: place] = try await fleet.restart(victim)
                }
                let answers = try await Self.diagnoses(
                    in: deployment, without: regional, number: 100)
                #expect(answers.map(\.leading) == ["lookup", "lookup"])
            }
        }

        /// Two diagnoses by an agent that has seen nothing yet: one during which another agent is killed, and one
        /// of another visit with that agent dead.
        ///
        /// - Parameter service: the service of the victim that is asked in any case: the victim is killed when it
        ///   has the request and has not answered. Without one it is killed when the name server was asked
        ///   and has not answered.
        private static func diagnoses(
            in deployment: AgentsDeployment, without victim: AgentsFleet.Agent,
            asking service: String? = nil, number: Int
        ) async throws -> [AgentsDiagnosis] {
            let fleet = deployment.fleet
            let regional = try await deployment.regional("regional-\(number)")
            if service != nil { fleet.stop(victim) } else { deployment.nameServer.hold() }
            defer { deployment.nameServer.release() }
            let asked = deployment.nameServer.asked
            async let first = regional.diagnose(wrongAddress(number))
            try await AgentsFleet.wait("\(victim.name) or the name server is asked") {
                if let service { return try await regional.asked(service) > 0 }
                return deployment.nameServer.asked > asked
            }
            try await fleet.cut(victim)
            deployment.nameServer.release()
            return [try await first, try await regional.diagnose(wrongAddress(number + 1))]
        }

        @Test("an agent that hangs is not waited for to the end")
        func hanging() async throws {
            try await AgentsFleet.stand { fleet in
                let deployment = try await AgentsDeployment.start(in: fleet)
                let regional = try await deployment.regional("regional-1")
                fleet.stop(deployment.history)
                let answer = try await regional.diagnose(
                    Self.wrongAddress(1), confidence: 0.9, milliseconds: 12_000)
                fleet.resume(deployment.history)
                #expect(try await regional.asked("bel:webserver.status") == 1)
                #expect(answer.leading == "lookup", "\(answer)")
                #expect(answer.confidence >= 0.9)
                #expect(answer.originators.contains(deployment.secondLookup.uri), "\(answer)")
                #expect(!answer.originators.contains(deployment.history.uri))
            }
        }

        @Test("a second DNS specialist that joins is found and used, and nobody is restarted")
        func newcomer() async throws {
            try await AgentsFleet.stand { fleet in
                let nameServer = try AgentsNameServer(address: [127, 0, 77, 1])
                let directory = try await fleet.start("directory")
                let resolver = "127.0.0.1:\(nameServer.port)"
                let known = AgentsDeployment.arguments([directory])
                let lookup = try await fleet.start("dns", ["--resolver", resolver] + known)
                let regional = try await fleet.start(
                    "regional", AgentsDeployment.arguments([directory], poll: 0.5))
                let first = "\(lookup.uri) bel:dnslookup.status"
                try await AgentsFleet.wait("the first specialist is seen") {
                    try await regional.services.contains(first)
                }
                // Too little for the first specialist.
                let budget = 900.0
                let before = try await regional.diagnose(Self.wrongAddress(1), budget: budget)
                #expect(before.originators.isEmpty, "\(before)")

                let newcomer = try await fleet.start(
                    "dns-iterative",
                    ["--allow-private", "--root", resolver, "--resolver", resolver] + known)
                var number = 1
                var after = before
                try await AgentsFleet.wait("the newcomer is used") {
                    number = number % 200 + 1
                    after = try await regional.diagnose(
                        Self.wrongAddress(number), budget: budget)
                    return after.originators.contains(newcomer.uri)
                }
                let doubt = try #require(before.probabilities["lookup"])
                #expect(try #require(after.probabilities["lookup"]) > 1.2 * doubt, "\(after)")
                #expect(after.cost == 500)
                let finding = AgentsDiagnosis.Finding(
                    originator: newcomer.uri, property: "codnsLookupResult", value: "INCORRECT")
                #expect(after.findings.contains(finding))
            }
        }
    }
}
