import Testing

@testable import NetworkLab

@Suite("Scenarios by chance")
struct RandomScenarioTests {
    @Test("are the same again with the same seed and number, and others with another")
    func determinism() {
        let first = RandomScenario.make(seed: 5, number: 3, doubles: 0.5)
        #expect(first == RandomScenario.make(seed: 5, number: 3, doubles: 0.5))
        #expect(first != RandomScenario.make(seed: 5, number: 4, doubles: 0.5))
        #expect(first != RandomScenario.make(seed: 6, number: 3, doubles: 0.5))
    }

    @Test("come up with every cause of the vocabulary")
    func coverage() {
        let causes = Set(
            (1...600).map { RandomScenario.make(seed: 1, number: $0, doubles: 0).truth.cause })
        let wanted = [
            "L1", "L3", "L4", "L5", "L6", "L9", "L10", "L11", "D1", "D2", "D3", "D4", "D5", "D6",
            "D7", "D8", "P1", "P2", "P3", "P4", "P6", "P7", "P8", "S1", "S2", "S3", "S4", "S5",
            "S6", "S7", "S8", "S9", "S10", "S13", "S14",
        ]
        #expect(causes == Set(wanted))
    }

    @Test("have one fault when no double ones are wanted, and two in their names when they are")
    func doubles() {
        for number in 1...100 {
            let single = RandomScenario.make(seed: 2, number: number, doubles: 0)
            #expect(!single.name.contains("-and-"))
        }
        let double = (1...100).filter {
            RandomScenario.make(seed: 2, number: $0, doubles: 1).name.contains("-and-")
        }
        // Not every fault has a companion that leaves it plain which of the two is to blame.
        #expect(double.count > 70)
    }

    @Test("are read back equal from the file in which they are saved")
    func saved() throws {
        for number in 1...40 {
            let scenario = RandomScenario.make(seed: 3, number: number, doubles: 0.5)
            let text = ScenarioWriter.text(of: scenario)
            let read = try ScenarioReader.read(text: text, file: "hunt.yaml") { _ in "" }
            #expect(read == scenario)
        }
    }

    @Test("ask for the pace only when the fault to blame lets the page through")
    func pace() {
        for number in 1...200 {
            let scenario = RandomScenario.make(seed: 4, number: number, doubles: 0.5)
            #expect(scenario.truth.isReachable == scenario.trial.arguments.contains("--slow"))
        }
    }
}
