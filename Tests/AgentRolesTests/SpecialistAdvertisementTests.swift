import AgentRuntime
import DMEP
import Foundation
import InternetProtocols
import Ontology
import Testing

@testable import AgentRoles

@Suite("What agents advertise")
struct SpecialistAdvertisementTests {
    private typealias Fixtures = SpecialistFixtures

    private func costs(_ role: any AgentRole) -> [String: Double] {
        Dictionary(
            role.services.map { ($0.serviceID, $0.cost.expected) }, uniquingKeysWith: { $1 })
    }

    @Test("service names and relative costs are those of the thesis")
    func tables() {
        let settings = Fixtures.settings(system: 64_500)
        #expect(
            costs(WebServerHistory(settings: settings)) == [
                "bel:webserver.status": 1_000, "obs:webserver.cfts": 1_100,
                "notify:connHist(destIP)": 1_000,
            ])
        #expect(
            costs(ConnectionStatistics(settings: settings)) == [
                "obs:stats": 100, "notify:connHist(destHash)": 100,
            ])
        #expect(
            costs(DNSLookupTest(settings: settings)) == [
                "bel:dnslookup.status": 10_000, "bel:dnslookup.status(local)": 9_000,
            ])
        #expect(
            costs(IterativeDNSTest(settings: settings)) == [
                "bel:dnslookup.status[codns]": 500, "bel:dnslookup.status(local)[codns]": 400,
                "knowledge:codns": 2_000,
            ])
        #expect(
            costs(AutonomousSystemPathTest(settings: settings)) == ["bel:iprouting.status": 100_000]
        )
        #expect(
            costs(RegionalRole(settings: settings)) == [
                "diag:http": 2_000, "diag:http(64500)": 1_000, "notify:connHist": 2_000,
                "notify:connHist(64500)": 1_000, "notify:diagHist": 2_000,
                "notify:diagHist(64500)": 1_000, "knowledge:http": 200,
                "knowledge:http(64500)": 100,
            ])
        #expect(
            costs(KnowledgeRole(settings: settings)) == [
                "knowledge:http(learned)": 1_000, "knowledge:specialist": 1_000,
                "notify:diagHist": 1_000,
            ])
    }

    @Test("local variants are for the agent's own autonomous system and go without one")
    func local() throws {
        let known = DNSLookupTest(settings: Fixtures.settings(system: 64_500)).services
        #expect(known.map(\.requesters.autonomousSystems) == [[64_500...64_500], []])
        #expect(known[0].outputBeliefs == known[1].outputBeliefs)
        #expect(DNSLookupTest(settings: Fixtures.settings()).services.count == 1)
        let path = try #require(
            AutonomousSystemPathTest(settings: Fixtures.settings(system: 64_500)).services.first)
        let source = try #require(path.inputs.first { $0.path == AgentNames.path("srcIP") })
        #expect(source.indexFunctions == [.autonomousSystem])
        #expect(source.indexRanges == [64_500...64_500])
    }

    @Test("an agent advertises its own share of the work, and a whole one is not restricted")
    func shards() throws {
        let shard = try #require(RoleSettings.Shard(index: 2, of: 4))
        #expect(RoleSettings.Shard(index: 4, of: 4) == nil)
        let history = WebServerHistory(settings: Fixtures.settings(shard: shard))
        let restricted = history.services.flatMap(\.inputs).filter { !$0.indexFunctions.isEmpty }
        #expect(restricted.count == 3)
        for input in restricted {
            #expect(input.indexFunctions == [.addressToInteger, .modulo(4)])
            #expect(input.indexRanges == [2...2])
            #expect(input.isRequired)
        }
        let statistics = ConnectionStatistics(settings: Fixtures.settings(shard: shard))
        #expect(
            statistics.services.flatMap(\.inputs).map(\.indexFunctions).filter { !$0.isEmpty }
                == [[.base64ToInteger, .modulo(4)], [.base64ToInteger, .modulo(4)]])
        let whole = WebServerHistory(settings: Fixtures.settings())
        #expect(whole.services.flatMap(\.inputs).allSatisfy { $0.indexFunctions.isEmpty })
    }

    @Test("every role of the catalogue can be cast, and says what it lacks")
    func catalogue() throws {
        let names = [
            "user", "regional", "history", "statistics", "dns", "dns-iterative", "as-path",
            "vantage", "knowledge", "directory",
        ]
        #expect(RoleCatalogue.all.map(\.name) == names)
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("prefixes-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("192.0.2.0/24 64500\n".utf8).write(to: URL(fileURLWithPath: path))
        var options = RoleOptions(settings: Fixtures.settings(system: 64_500))
        #expect(throws: RoleError.missing(option: .prefixes, role: "as-path")) {
            try RoleCatalogue.entry(named: "as-path").cast(options)
        }
        options.prefixes = path
        for entry in RoleCatalogue.all {
            let casting = try entry.cast(options)
            #expect((casting.role == nil) == (entry.name == "directory"))
            // Whatever is answered by a test needs somebody to make it.
            if var role = casting.role {
                for service in role.services where service.kind != .notification {
                    if case .test = role.plan(for: service, inputs: [:], at: Fixtures.now) {
                        #expect(casting.runner != nil, "\(entry.name) \(service.serviceID)")
                    }
                }
                let identities = role.services.map { "\($0.serviceID)" }
                #expect(Set(identities).count == identities.count, "\(entry.name)")
                #expect(role.services.allSatisfy { $0.agentURI == options.settings.agentURI })
            }
        }
        #expect(throws: RoleError.self) { try RoleCatalogue.entry(named: "oracle") }
        options.prefixes = path + "-missing"
        #expect(throws: RoleError.self) {
            try RoleCatalogue.entry(named: "as-path").cast(options)
        }
    }

    @Test("regional agents diagnose, pass on and look up systems; knowledge agents keep")
    func plans() throws {
        let table = try #require(IPPrefixTable.small)
        var regional = RegionalRole(settings: Fixtures.settings(system: 64_500), table: table)
        func plan(_ id: String, _ inputs: [PropertyPath: String] = [:]) throws -> AnswerPlan {
            let service = try #require(regional.services.first { $0.serviceID == id })
            return regional.plan(for: service, inputs: inputs, at: Fixtures.now)
        }
        guard case .diagnose = try plan("diag:http"), case .knowledge = try plan("knowledge:http")
        else {
            Issue.record("a regional agent neither diagnoses nor tells")
            return
        }
        let values = try Fixtures.values(
            plan(
                "aspath",
                [
                    AgentNames.path("srcIP"): "192.0.2.9",
                    AgentNames.path("destIP"): "203.0.113.1",
                ]))
        #expect(values == [AgentNames.path("asPath", "srcAS"): "64500"])
        let history = try #require(regional.services.first { $0.serviceID == "notify:connHist" })
        #expect(
            regional.receive(Fixtures.notification, for: history, inputs: [:], at: Fixtures.now)
                == .passOn)
        var knowledge = KnowledgeRole(settings: Fixtures.settings())
        let diagnoses = try #require(
            knowledge.services.first { $0.serviceID == "notify:diagHist" })
        #expect(
            knowledge.receive(Fixtures.notification, for: diagnoses, inputs: [:], at: Fixtures.now)
                == .keep)
    }
}
