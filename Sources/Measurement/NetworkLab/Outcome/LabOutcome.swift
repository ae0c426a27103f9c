/// What one run of one scenario gave: facts for the one who grades, no grade.
///
/// The process inside the sandbox prints it as one line of JSON to the process outside.
public struct LabOutcome: Sendable, Equatable, Codable {
    /// The scenario's name.
    public var scenario: String
    /// The file that the scenario was read from, as it was named on the command line.
    public var file: String
    /// The scenario's title.
    public var title: String
    /// The scenario's faults, each as a sentence.
    public var faults: [String]
    /// The right answer.
    public var truth: Truth
    /// How far it came.
    public var state: State
    /// What independent tools showed of each fault, in the order of the faults.
    public var proofs: [String]
    /// The exit status of the program under test; nil when it did not end by itself or was not started.
    public var exitStatus: Int32?
    /// What the program under test printed to standard output.
    public var output: String
    /// What it printed to standard error.
    public var errors: String
    /// Seconds until the lab stood with its faults proved.
    public var setUpSeconds: Double
    /// Seconds that the program under test ran.
    public var trialSeconds: Double
    /// Where the chance of the links began.
    public var seed: UInt64
    /// Which of several runs of the same scenario it is, from 1.
    public var repetition: Int

    /// How far a run came.
    public enum State: Sendable, Equatable, Codable {
        /// The lab could not be made, or a service did not start: nothing was tried.
        case notMade(reason: String)
        /// Independent tools did not see the fault, so that no answer would have been right or wrong.
        case notApplied(reason: String)
        /// The program under test was run.
        case ran
    }

    /// The outcome of a scenario that has not been run yet.
    public init(scenario: Scenario) {
        self.scenario = scenario.name
        file = ""
        title = scenario.title
        faults = scenario.faults.map(\.sentence)
        truth = scenario.truth
        state = .notMade(reason: "it was not run")
        proofs = []
        exitStatus = nil
        output = ""
        errors = ""
        setUpSeconds = 0
        trialSeconds = 0
        seed = 0
        repetition = 1
    }
}
