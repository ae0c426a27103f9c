import AgentRuntime
import DMEP

/// An agent with the machine on which it runs: when it can be reached, how its tests are made.
final class SimulatedNode {
    /// What a test comes to, and how long it takes in milliseconds.
    typealias TestMaker = (TestInvocation, Int64) -> (Result<TestFindings, TestFailure>, Int64)

    var agent: Agent
    var plan: DirectoryClientPlan
    /// What servers know of it.
    let requester: Requester
    let makeTest: TestMaker
    /// When it cannot be reached, nor reach anybody.
    var isOffline: (Int64) -> Bool
    /// What it takes of a service map; users keep a few agents only.
    var choose: (ServiceMap) -> ServiceMap
    /// Whether the log of its diagnoses is kept.
    var keepsRecords = false
    var map: ServiceMap?
    var records: [DiagnosisRecord] = []
    var exchanges: [UInt64: (Document) -> Void] = [:]
    var lastExchange: UInt64 = 0
    var wake: Int64?

    init(
        agent: Agent, plan: DirectoryClientPlan, requester: Requester,
        isOffline: @escaping (Int64) -> Bool = { _ in false },
        choose: @escaping (ServiceMap) -> ServiceMap = { $0 },
        makeTest: @escaping TestMaker = { _, _ in (.failure(TestFailure("no test")), 1) }
    ) {
        self.agent = agent
        self.plan = plan
        self.requester = requester
        self.isOffline = isOffline
        self.choose = choose
        self.makeTest = makeTest
    }

    var uri: String { agent.profile.uri }
}

/// What travelled through a simulated network.
public struct TrafficCounters: Hashable, Sendable, Codable {
    /// Documents delivered.
    public var documents = 0
    /// Their bytes.
    public var bytes = 0
    /// Documents that were lost on the way or found nobody.
    public var lost = 0
    /// Documents that the receiver could not read.
    public var unreadable = 0
}
