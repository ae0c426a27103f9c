import DMEP

/// The experiment of the CAPRI thesis (chapter 9) in a simulated network: `culprit evaluate agents`.
///
/// Three runs of the same world: as agents are, learning on one day; without learning; and with everybody asking
/// for everything. What is compared happens on the days after the learning, from which nothing was learned.
public struct AgentsStudy: Sendable {
    /// The world.
    public var world: WorldSettings
    /// The day after which the knowledge agent learns, from 1.
    public var learningDay: Int
    /// The format in which documents travel.
    public var format = DocumentFormat.xml
    /// How often servers ask the directory, in milliseconds; nil for an hour, as the protocol has it.
    public var pollInterval: Int64?
    /// The share of failures whose cause a person tells the knowledge agent; the rest is labelled by rules.
    public var toldByPeople = 0.0

    /// Makes a study of a world that learns after half of the days.
    public init(world: WorldSettings) {
        self.world = world
        learningDay = max(1, world.days / 2)
    }

    /// What is under way, for people who wait.
    public enum Progress: Sendable {
        /// A day of a run is over.
        case day(run: String, day: Int, of: Int)
    }

    /// Makes the world and runs it, two runs at a time.
    ///
    /// - Complexity: some milliseconds a failure and run; memory grows with users that fail within half a day.
    public func run(
        _ progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> AgentsSummary {
        let made = World(world)
        var usual = SimulationPlan()
        usual.format = format
        usual.toldByPeople = toldByPeople
        usual.pollInterval = pollInterval
        usual.learningDay = learningDay
        var unlearned = usual
        unlearned.learningDay = nil
        var exhaustive = usual
        exhaustive.isExhaustive = true
        let plans = [("usual", usual), ("without learning", unlearned), ("everything", exhaustive)]
        let days = world.days
        var outcomes = [String: SimulationOutcome]()
        try await withThrowingTaskGroup(of: (String, SimulationOutcome).self) { group in
            for (name, plan) in plans {
                group.addTask {
                    let simulation = try AgentSimulation(world: made, plan: plan)
                    let outcome = simulation.run { day in
                        progress(.day(run: name, day: day, of: days))
                    }
                    return (name, outcome)
                }
            }
            for try await (name, outcome) in group { outcomes[name] = outcome }
        }
        guard let usual = outcomes["usual"], let unlearned = outcomes["without learning"],
            let exhaustive = outcomes["everything"]
        else { throw EvaluationError.worldImpossible(reason: "a run ended without an outcome") }
        return AgentsSummary(
            settings: world, learningDay: learningDay, usual: usual, unlearned: unlearned,
            exhaustive: exhaustive)
    }
}
