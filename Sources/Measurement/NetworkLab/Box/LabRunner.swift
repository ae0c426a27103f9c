import Foundation

/// What goes on inside the sandbox: make the lab, break it, prove it, try the program.
public struct LabRunner: Sendable {
    /// The scenario.
    let scenario: Scenario
    /// The program that is tried.
    let culpritPath: String
    /// Seconds that a trial may take.
    let trialLimit: Double
    /// Where the chance of links begins.
    let seed: UInt64

    /// A runner for one scenario.
    public init(_ scenario: Scenario, culpritPath: String, trialLimit: Double, seed: UInt64) {
        self.scenario = scenario
        self.culpritPath = culpritPath
        self.trialLimit = trialLimit
        self.seed = seed
    }

    /// One way of running the program in the broken network.
    public struct Run: Sendable {
        /// Arguments for `culprit why` beside the scenario's own.
        public var arguments: [String]

        /// A run with more arguments.
        public init(arguments: [String]) { self.arguments = arguments }
    }

    /// Makes the lab and runs the program in it, once for each of the runs; one outcome for each.
    public func outcomes(of runs: [Run]) async -> [LabOutcome] {
        let clock = ContinuousClock()
        let started = clock.now
        var outcome = LabOutcome(scenario: scenario)
        let box = Box(scenario, culpritPath: culpritPath, seed: seed)
        do {
            let breakage = Breakage(box: box)
            try await breakage.begin()
            outcome.setUpSeconds = seconds(clock.now - started)
            try await breakage.reach(scenario.trial.begins, since: clock.now)
            outcome.proofs = try await breakage.prove(from: scenario.trial.node)
        } catch let error as NotInForce {
            outcome.state = .notApplied(reason: error.seen)
            return runs.map { _ in outcome }
        } catch {
            outcome.state = .notMade(reason: "\(error)")
            return runs.map { _ in outcome }
        }
        outcome.setUpSeconds = seconds(clock.now - started)
        var outcomes = [LabOutcome]()
        for run in runs { outcomes.append(await trial(run, in: box, outcome)) }
        return outcomes
    }

    private func trial(_ run: Run, in box: Box, _ made: LabOutcome) async -> LabOutcome {
        var outcome = made
        let clock = ContinuousClock()
        let trial = scenario.trial
        let words = [culpritPath, "why", "--json"] + trial.arguments + run.arguments + [trial.url]
        do {
            try await box.forget()
            let started = clock.now
            let result = try await box.runAsUser(
                words, on: trial.node, environment: trial.environment, seconds: trialLimit)
            outcome.trialSeconds = seconds(clock.now - started)
            outcome.exitStatus = result.status
            outcome.output = result.output
            outcome.errors = result.errors
            outcome.state = .ran
        } catch LabError.commandTookTooLong {
            // A program that hangs has given no answer, which is graded as a wrong one.
            outcome.trialSeconds = trialLimit
            outcome.errors = "no answer within \(trialLimit) s"
            outcome.state = .ran
        } catch {
            outcome.state = .notMade(reason: "the program under test: \(error)")
        }
        return outcome
    }

    /// Makes the lab with its faults and keeps it until this process ends.
    ///
    /// - Parameter say: told a line for each fault, and then `ready`.
    public func hold(say: @Sendable (String) -> Void) async throws {
        let (box, breakage, started) = try await stand(say)
        try await box.writeEntries()
        say("ready")
        try await breakage.reach(.infinity, since: started)
        // Until the sandbox is taken down, which ends this process.
        while true { try await Task.sleep(for: .seconds(3600)) }
    }

    /// Makes the lab and opens a shell on a node, or runs a command there, as a user of it or its root.
    ///
    /// - Parameter say: told a line for each fault before the shell opens.
    /// - Returns: the exit status of the shell or command.
    public func shell(
        on node: String, command: [String] = [], isRoot: Bool = false,
        say: @Sendable (String) -> Void
    ) async throws -> Int32 {
        let (box, breakage, started) = try await stand(say)
        let environment = node == scenario.trial.node ? scenario.trial.environment : [:]
        let words = try await box.userCommand(
            command.isEmpty ? [Self.shell] : command, on: node, environment: environment,
            isRoot: isRoot)
        // Faults go on beginning and ending while somebody looks.
        return try await withThrowingTaskGroup(of: Int32?.self) { group in
            group.addTask {
                try await breakage.reach(.infinity, since: started)
                return nil
            }
            group.addTask { try await Tool.runInTerminal(words) }
            for try await status in group {
                guard let status else { continue }
                group.cancelAll()
                return status
            }
            return 0
        }
    }

    /// Makes the lab, waits for the time of the trial, and says of each fault what shows it, or what
    /// was seen instead.
    private func stand(
        _ say: @Sendable (String) -> Void
    ) async throws -> (Box, Breakage, ContinuousClock.Instant) {
        let box = Box(scenario, culpritPath: culpritPath, seed: seed)
        let breakage = Breakage(box: box)
        try await breakage.begin()
        let started = ContinuousClock().now
        try await breakage.reach(scenario.trial.begins, since: started)
        do {
            for proof in try await breakage.prove(from: scenario.trial.node) {
                say("proved: \(proof)")
            }
        } catch let error as NotInForce {
            say("not in force: \(error.seen)")
        }
        try await box.forget()
        return (box, breakage, started)
    }

    /// The shell of whoever runs this.
    static var shell: String { ProcessInfo.processInfo.environment["SHELL"] ?? "/bin/sh" }

    private func seconds(_ duration: Duration) -> Double {
        (duration / .milliseconds(1)).rounded() / 1000
    }
}
