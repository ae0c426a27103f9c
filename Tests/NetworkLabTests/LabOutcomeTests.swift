import Foundation
import Testing

@testable import NetworkLab

@Suite("What a run gave")
struct LabOutcomeTests {
    @Test(
        "an outcome goes through JSON on one line and comes back the same",
        arguments: [
            LabOutcome.State.ran, .notMade(reason: "no \"nginx\"\n"),
            .notApplied(reason: "the page came"),
        ])
    func roundTrip(_ state: LabOutcome.State) throws {
        var outcome = LabOutcome(scenario: HomeScenario.portFiltered)
        outcome.state = state
        outcome.exitStatus = 1
        outcome.output = "{\"schema\":1}\n"
        outcome.proofs = ["curl: timed out"]
        outcome.seed = .max
        let data = try JSONEncoder().encode(outcome)
        #expect(!data.contains(0x0A))
        #expect(try JSONDecoder().decode(LabOutcome.self, from: data) == outcome)
    }

    @Test("an outcome that was not run yet says so and knows what was to be broken")
    func fresh() {
        let outcome = LabOutcome(scenario: HomeScenario.portFiltered)
        #expect(outcome.state == .notMade(reason: "it was not run"))
        #expect(
            outcome.faults == [
                "core drops TCP to port 443 of 198.51.100.80/32 and 2001:db8:80::80/128"
            ])
        #expect(outcome.truth.alsoPossible == ["S1", "P2"])
    }
}
