import DMEP

/// What a load study asks of a regional agent, and what it is held to.
public struct LoadPlan: Sendable {
    /// The diagnoses a second whose evidence the agent has already; the bar.
    public var cachedRate = 2_000.0
    /// The diagnoses a second for which it must ask one specialist; the bar.
    public var specialistRate = 300.0
    /// How long each phase offers requests, in seconds.
    public var seconds = 10.0
    /// What makes arrivals and requests differ; the same seed draws the same ones.
    public var seed: UInt64 = 1
    /// In which form requests are written.
    public var format = DocumentFormat.xml
    /// The connections opened before a phase begins.
    public var connections = 128
    /// The most connections; more are opened when all are busy.
    public var mostConnections = 1_024
    /// How long an answer is waited for from the moment the request was due, in seconds.
    public var patience = 10.0
    /// The servers that cached requests are about.
    public var servers = 16
    /// How much more than its bar a full phase offers, so that the bar can be met at all by a random stream.
    public static let headroom = 1.05
    /// The 99th percentile of the latency at half the load, in milliseconds; the bar.
    public static let latencyBar = 50.0
    /// The resident memory at three times the load, in bytes; the bar.
    public static let memoryBar = 300_000_000

    /// Makes the usual plan.
    public init() {}

    /// The phases in their order: half the load, the whole and three times it, first of what is cached.
    public var phases: [LoadPhase] {
        LoadPhase.Evidence.allCases.flatMap { evidence in
            LoadPhase.Level.allCases.map { level in
                let bar = evidence == .cached ? cachedRate : specialistRate
                return LoadPhase(
                    evidence: evidence, level: level, bar: bar, rate: bar * level.share,
                    seconds: seconds)
            }
        }
    }
}

/// A part of a load study: requests of one kind at one rate.
public struct LoadPhase: Hashable, Sendable {
    /// What the agent must do for an answer.
    public enum Evidence: String, Hashable, Sendable, CaseIterable {
        /// Nothing but think: it was told all that it needs before.
        case cached
        /// Ask one specialist: it never heard of the server.
        case specialist
    }

    /// How much is asked, measured by what the agent should be able to do.
    public enum Level: String, Hashable, Sendable, CaseIterable {
        /// Half of it: here answers must be quick.
        case half
        /// All of it and a little more: here all must be answered.
        case full
        /// Three times as much: here the agent must keep its countenance.
        case triple

        /// The load in units of the bar.
        public var share: Double {
            switch self {
            case .half: 0.5
            case .full: LoadPlan.headroom
            case .triple: 3
            }
        }
    }

    /// What the agent must do for an answer.
    public let evidence: Evidence
    /// How much is asked.
    public let level: Level
    /// The requests a second that the agent should be able to answer.
    public let bar: Double
    /// The requests a second that are offered.
    public let rate: Double
    /// How long they are offered, in seconds.
    public let seconds: Double

    /// For people: `cached, half`.
    public var name: String { "\(evidence.rawValue), \(level.rawValue)" }
    /// The requests offered in all.
    var count: Int { max(1, Int((rate * seconds).rounded())) }
}
