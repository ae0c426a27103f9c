import DMEP
import Foundation
import Testing

@testable import Evaluation

@Suite("The simulation of agents")
struct AgentsStudyTests {
    /// 200 users, two days.
    private static let settings: WorldSettings = {
        var settings = WorldSettings()
        settings.seed = 11
        settings.days = 2
        settings.scale(by: 0.02)
        return settings
    }()
    private static let world = World(settings)
    /// Twice a day: in so small a network asking the directory would take most of the time.
    private static let rarely: Int64 = 43_200_000

    private static func plan(format: DocumentFormat = .xml) -> SimulationPlan {
        var plan = SimulationPlan()
        plan.format = format
        plan.pollInterval = rarely
        return plan
    }

    private func run(_ plan: SimulationPlan) throws -> SimulationOutcome {
        try AgentSimulation(world: Self.world, plan: plan).run { _ in }
    }

    /// What agents asked and concluded of each failure, confidence to six decimals.
    private func story(_ outcome: SimulationOutcome) -> [String] {
        outcome.visits.map { visit in
            let verdict = visit.verdict.map {
                "\($0.cause) \(String(format: "%.6f", $0.confidence))"
            }
            return "\(visit.time) \(verdict ?? "-") \(visit.requests) \(visit.elapsed)"
        }
    }

    @Test("the same plan for the same world runs alike twice")
    func deterministic() throws {
        let first = try run(Self.plan())
        #expect(try story(run(Self.plan())) == story(first))
        #expect(first.traffic.unreadable == 0)
        #expect(first.traffic.documents > 1_000)
    }

    @Test("documents in JSON carry the same as those in XML")
    func formats() throws {
        let json = try run(Self.plan(format: .json))
        #expect(json.traffic.unreadable == 0)
        #expect(try story(json) == story(run(Self.plan())))
    }

    @Test("the second DNS specialist is found and asked without anybody being told")
    func secondSpecialist() throws {
        var plan = Self.plan()
        let outcome = try run(plan)
        let joined = World.beginning + World.day / 2
        #expect(outcome.lookups.contains { $0.isSecond })
        #expect(outcome.lookups.allSatisfy { !$0.isSecond || $0.time >= joined })
        plan.secondSpecialist = nil
        #expect(try !run(plan).lookups.contains { $0.isSecond })
    }

    @Test("the figures of a study hold together, as text, as JSON and as drawings")
    func study() async throws {
        var study = AgentsStudy(world: Self.settings)
        study.pollInterval = Self.rarely
        let summary = try await study.run()
        #expect(summary.settings.users == 200)

        // Every failure is in the table once.
        let counted = summary.requests.rows.reduce(0) {
            $0 + $1.settledByUser + $1.counts.reduce(0, +)
        }
        #expect(counted == Self.world.visits.count)

        // Agents that choose ask for less than agents that ask for everything.
        let share = try #require(summary.savings.share)
        #expect(share < 0.7)
        #expect(summary.savings.everyAgent > summary.savings.everything)
        #expect(try #require(summary.savings.accuracy.share) > 0.7)

        // Held-out failures are those with a fault of the second day.
        let heldOut = Self.world.visits.filter {
            $0.time >= World.beginning + World.day && $0.cause != .nothing
        }
        #expect(summary.after.accuracy.whole == heldOut.count)
        #expect(summary.before.accuracy.whole == heldOut.count)
        #expect(summary.reliability.bins.reduce(0) { $0 + $1.right.whole } <= heldOut.count)

        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(summary.json.utf8)) as? [String: Any])
        #expect(object["schema"] as? Int == AgentsSummary.schema)
        #expect((object["requests"] as? [Any])?.count == 6)
        #expect(summary.text(usesColour: false).contains("connection refused"))
        #expect(summary.plots.count == 3)
        for drawing in summary.plots.values {
            #expect(drawing.hasPrefix("<svg") && drawing.hasSuffix("</svg>\n"))
            #expect(!drawing.contains("nan") && !drawing.contains("inf"))
        }
    }
}
