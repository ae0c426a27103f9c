/// What an agent has done since it began.
public struct AgentCounters: Hashable, Sendable, Codable {
    /// Requests taken, by kind of service.
    public var requests: [String: Int] = [:]
    /// Requests not answered as asked, by kind of problem.
    public var problems: [String: Int] = [:]
    /// Requests sent to other agents, by service.
    public var actions: [String: Int] = [:]
    /// Actions that another diagnosis had under way already.
    public var sharedActions = 0
    /// Actions that failed, by service.
    public var failedActions: [String: Int] = [:]
    /// Tests of its own.
    public var tests = 0
    /// Diagnoses ended, by how.
    public var diagnoses: [String: Int] = [:]
    /// Diagnoses that needed no action.
    public var diagnosesWithoutAction = 0
    /// Notifications taken.
    public var notifications = 0
    /// Notifications passed on and acknowledged.
    public var notificationsPassedOn = 0
    /// Notifications that found no room or no taker.
    public var notificationsLost = 0
    /// Batches sent.
    public var batchesSent = 0
    /// Pieces of information refused, by reason.
    public var refused: [String: Int] = [:]

    /// Makes counters at 0.
    public init() {}
}
