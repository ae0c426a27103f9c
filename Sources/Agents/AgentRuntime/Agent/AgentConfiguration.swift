/// How an agent goes about its work.
public struct AgentConfiguration: Sendable {
    /// How the next action is chosen.
    public var selection = ActionSelection()
    /// How long findings without an expiry are remembered, in milliseconds.
    public var informationLifetime: Int64 = 15 * 60_000
    /// How long knowledge of other agents holds before it is asked for again, in milliseconds.
    public var knowledgeLifetime: Int64 = 3_600_000
    /// The time kept back from each deadline for the way of the answer, in milliseconds.
    public var margin: Int64 = 50
    /// How long an action is waited for before others are taken beside it, in milliseconds, where its service
    /// does not say how long it takes; a quarter of the request's time at most.
    public var patience: Int64 = 5_000
    /// The longest that any request may take, in milliseconds.
    public var longestRequest: Int64 = 120_000
    /// How far the clock of another agent may differ, in milliseconds.
    public var clockTolerance: Int64 = 10 * 60_000
    /// The most diagnoses under way at a time.
    public var mostProcesses = 4_096
    /// The most notifications that wait to be passed on; the oldest give way.
    public var mostWaitingNotifications = 20_000
    /// The most notifications of a batch.
    public var notificationBatch = 100
    /// How long notifications wait for company, in milliseconds.
    public var notificationDelay: Int64 = 1_000
    /// How long it may take until a notification is passed on or given up, in milliseconds: after a restart what came
    /// in this time before the end is passed on again.
    public var passingOnTime: Int64 = 10 * 60_000
    /// The most components that are remembered.
    public var mostComponents = 100_000
    /// The share of diagnoses, 0 to 1, that are followed up: once such a one is answered because it is sure, what
    /// else would tell something is asked all the same.
    ///
    /// Whoever learns sees otherwise only what somebody doubted, and knowledge that is sure and wrong stays so.
    public var followedUpShare = 0.0
    /// Whether it asks for dependency knowledge that services offer.
    public var learnsKnowledge = true
    /// Whether it tells subscribers of its diagnoses.
    public var reportsDiagnoses = true
    /// Whether it fetches definitions of classes and properties that it does not know.
    public var fetchesDefinitions = true
    /// Whether diagnoses are put on record.
    public var recordsDiagnoses = true

    /// Makes the usual configuration.
    public init() {}
}
