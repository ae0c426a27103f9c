import DMEP

/// What is done in a simulation of a world.
public struct SimulationPlan: Sendable {
    /// Whether everybody asks for everything that could tell anything: what savings are measured by.
    public var isExhaustive = false
    /// After how many days the knowledge agent learns and publishes; nil never.
    public var learningDay: Int?
    /// After which share of the time the second DNS specialist joins; nil never.
    public var secondSpecialist: Double? = 0.25
    /// The format in which documents travel.
    public var format = DocumentFormat.xml
    /// How often servers ask the directory, in milliseconds; nil for an hour, as the protocol has it.
    public var pollInterval: Int64?
    /// The share of failures whose cause a person tells the knowledge agent.
    public var toldByPeople = 0.0

    /// Makes the usual plan, without learning.
    public init() {}
}

/// The cause that an agent held to be the most probable, and how probable.
public struct Verdict: Hashable, Sendable {
    /// The cause.
    public var cause: FailureCause
    /// Its probability, 0 to 1.
    public var confidence: Double
}

/// Tests that regional agents ask specialists for, by the letters of table 9.1.
public enum SpecialistKind: String, Hashable, Sendable, CaseIterable {
    /// The history of the web server.
    case history = "W"
    /// The lookup of the name, of either technique.
    case lookup = "D"
    /// The path of autonomous systems.
    case path = "A"
    /// Statistics of the destination, which no knowledge is about.
    case statistics = "S"

    /// The kind of a service.
    init?(service: String) {
        if service.hasPrefix("bel:webserver") {
            self = .history
        } else if service.hasPrefix("bel:dnslookup") {
            self = .lookup
        } else if service.hasPrefix("bel:iprouting") {
            self = .path
        } else if service.hasPrefix("obs:stats") {
            self = .statistics
        } else {
            return nil
        }
    }
}

/// What became of a failed visit.
public struct VisitOutcome: Sendable {
    /// An action with what was expected of it and what came of it.
    public struct Step: Hashable, Sendable {
        /// The service.
        public var service: String
        /// The expected change of the confidence.
        public var value: Double
        /// What was most probable before it and after it.
        public var before: Verdict?, after: Verdict?
    }

    /// When it failed, in milliseconds since 1970.
    public var time: Int64
    /// The day of the simulation, from 0.
    public var day: Int
    /// What was to blame.
    public var truth: FailureCause
    /// The browser's error code.
    public var code: Int
    /// What the user agent concluded by itself.
    public var own: Verdict?
    /// What a regional agent answered.
    public var regional: Verdict?
    /// Whether a regional agent was asked.
    public var hasAsked = false
    /// What was asked of specialists, each request.
    public var requests: [String] = []
    /// The actions one by one.
    public var steps: [Step] = []
    /// How many requests the regional agent had had in the quarter of an hour before.
    public var recent = 0
    /// From the failure to the verdict, in milliseconds.
    public var elapsed: Int64 = 0
    /// The label that the knowledge agent gave it afterwards; nil for none or unknown.
    public var label: FailureCause?

    /// The verdict that the user is shown.
    public var verdict: Verdict? { regional ?? own }
    /// The kinds of specialists asked.
    public var kinds: Set<SpecialistKind> {
        Set(requests.compactMap(SpecialistKind.init(service:)))
    }
}

/// What came of a simulation.
public struct SimulationOutcome: Sendable {
    /// The failed visits, by time.
    public var visits: [VisitOutcome] = []
    /// What travelled.
    public var traffic = TrafficCounters()
    /// Lookups by the first and the second technique: when asked, and how long the test took.
    public var lookups: [(time: Int64, isSecond: Bool, milliseconds: Int64)] = []
    /// What learning found, for people; nil when nothing was learned.
    public var learning: String?
    /// What agents refused, by agent type and reason.
    public var refused: [String: Int] = [:]
}
