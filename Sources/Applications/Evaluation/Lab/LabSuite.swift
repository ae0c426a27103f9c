import Foundation
import NetworkLab

/// Runs scenarios in labs, several at a time, and hands out what each gave as it comes.
public struct LabSuite: Sendable {
    /// Where labs can be made.
    let sandbox: Sandbox
    /// The program that runs inside and is tried.
    let culpritPath: String
    /// How many labs stand at a time.
    let parallel: Int
    /// Seconds that one trial may take.
    let trialLimit: Double
    /// Whether each scenario is also tried with every test made.
    let everything: Bool

    /// A suite.
    public init(
        sandbox: Sandbox, culpritPath: String, parallel: Int, trialLimit: Double = 60,
        everything: Bool = false
    ) {
        self.sandbox = sandbox
        self.culpritPath = culpritPath
        self.parallel = parallel
        self.trialLimit = trialLimit
        self.everything = everything
    }

    /// One scenario to run, and with which seed.
    public struct Item: Sendable {
        /// The scenario, for what can be said when its lab fails.
        public var scenario: Scenario
        /// Its file.
        public var file: String
        /// Where the chance of its links begins.
        public var seed: UInt64
        /// Which of several runs of the same scenario it is, from 1.
        public var repetition: Int

        /// An item from its parts.
        public init(scenario: Scenario, file: String, seed: UInt64, repetition: Int) {
            self.scenario = scenario
            self.file = file
            self.seed = seed
            self.repetition = repetition
        }
    }

    /// What one item gave: the ordinary run, and the one that asks everything.
    public struct Result: Sendable {
        /// Its place in the list.
        public var index: Int
        /// The ordinary run.
        public var outcome: LabOutcome
        /// The run with every test made, if that was asked for.
        public var everything: LabOutcome?
    }

    /// Runs every item; `onResult` is called as each ends, in any order.
    ///
    /// - Returns: all results, in the order of the items.
    public func run(
        _ items: [Item], onResult: (Result) async throws -> Void
    ) async throws -> [Result] {
        var results = [Result]()
        try await withThrowingTaskGroup(of: Result.self) { group in
            var next = 0
            while next < min(parallel, items.count) {
                let index = next
                group.addTask { try await run(items[index], index) }
                next += 1
            }
            while let result = try await group.next() {
                if next < items.count {
                    let index = next
                    group.addTask { try await run(items[index], index) }
                    next += 1
                }
                results.append(result)
                try await onResult(result)
            }
        }
        return results.sorted { $0.index < $1.index }
    }

    /// Seconds for making the lab and proving its faults, before the trials' own limits begin.
    private static let preparationLimit = 90.0

    private func run(_ item: Item, _ index: Int) async throws -> Result {
        var words = [
            culpritPath, "lab", "inside", "run", item.file, "--seed", "\(item.seed)", "--limit",
            "\(trialLimit)",
        ]
        if everything { words.append("--everything") }
        let limit =
            Self.preparationLimit + item.scenario.trial.begins
            + trialLimit * (everything ? 2 : 1)
        var outcomes = [LabOutcome]()
        do {
            let output = try await sandbox.run(words, seconds: limit)
            let decoder = JSONDecoder()
            outcomes = try output.split(separator: "\n").map {
                try decoder.decode(LabOutcome.self, from: Data($0.utf8))
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            var outcome = LabOutcome(scenario: item.scenario)
            outcome.state = .notMade(reason: "\(error)")
            outcomes = [outcome]
        }
        for place in outcomes.indices {
            outcomes[place].file = item.file
            outcomes[place].seed = item.seed
            outcomes[place].repetition = item.repetition
        }
        guard let first = outcomes.first else {
            var outcome = LabOutcome(scenario: item.scenario)
            outcome.state = .notMade(reason: "the lab said nothing")
            return Result(index: index, outcome: outcome)
        }
        return Result(index: index, outcome: first, everything: outcomes.dropFirst().first)
    }
}
