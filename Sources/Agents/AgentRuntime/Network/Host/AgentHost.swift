import DMEP

/// Keeps on disk what an agent wants kept; returns when it is there.
public typealias InformationStore = @Sendable ([StoredInformation]) async throws -> Void

/// Fetches the definitions of an ontology document; nil when they are not to be had.
public typealias DefinitionSource = @Sendable (String) async -> OntologyDocument?

/// Drives one agent on the real clock: carries out what it wants done and tells it what happens.
///
/// Calls of the agent are serial, in the order in which events come in. Errands run as children of `run()`, each
/// with its deadline; every errand is answered with exactly one event, whatever becomes of it. What waits for
/// the store holds up nothing but the effects behind it.
public actor AgentHost {
    /// Who the agent is.
    public nonisolated let profile: AgentProfile
    /// How much is done at once.
    public nonisolated let limits: AgentHostLimits

    var agent: any DrivenAgent
    nonisolated let runner: any TestRunner
    nonisolated let carrier: any MessageCarrier
    nonisolated let store: InformationStore?
    nonisolated let definitions: DefinitionSource?
    nonisolated let now: @Sendable () -> Int64

    var inbox: [AgentEvent] = []
    var isTelling = false
    var isClosed = false

    var exchanges: [ExchangeID: OpenExchange] = [:]
    var lastExchange: UInt64 = 0

    var errands: [ErrandID: ErrandWork] = [:]
    var tests: ErrandQueue
    var sends: ErrandQueue
    var fetches: ErrandQueue

    var storeQueue: [StoreUnit] = []
    var isStoring = false

    var wakes: Set<Int64> = []
    var timer: Task<Void, Never>?
    var timerTarget = Int64.max
    var tally = AgentHostStatus()

    nonisolated let jobs: AsyncStream<HostJob>
    nonisolated let jobSource: AsyncStream<HostJob>.Continuation

    /// Makes a host; nothing happens before `run()`.
    ///
    /// - Parameters:
    ///   - agent: the agent, as it is at the start.
    ///   - runner: makes its tests.
    ///   - carrier: carries its batches to other agents.
    ///   - store: keeps information; nil when nothing is kept.
    ///   - definitions: fetches ontology documents; nil when none are fetched.
    ///   - limits: how much is done at once.
    ///   - now: the time, in milliseconds since 1970.
    public init(
        agent: any DrivenAgent, runner: any TestRunner, carrier: any MessageCarrier,
        store: InformationStore? = nil, definitions: DefinitionSource? = nil,
        limits: AgentHostLimits = AgentHostLimits(),
        now: @escaping @Sendable () -> Int64 = { WallClock.milliseconds }
    ) {
        self.agent = agent
        self.profile = agent.profile
        self.runner = runner
        self.carrier = carrier
        self.store = store
        self.definitions = definitions
        self.limits = limits
        self.now = now
        tests = ErrandQueue(limit: limits.tests, capacity: limits.waitingErrands)
        sends = ErrandQueue(
            limit: limits.sends, limitPerLane: limits.sendsToOneAgent,
            capacity: limits.waitingErrands)
        fetches = ErrandQueue(limit: limits.fetches, capacity: limits.waitingErrands)
        (jobs, jobSource) = AsyncStream.makeStream(of: HostJob.self)
    }

    /// The services that the agent advertises now.
    public var advertisements: [ServiceAdvertisement] { agent.advertisements }

    /// Looks at the agent as it is now.
    public func inspect<Result: Sendable>(_ read: @Sendable (any DrivenAgent) -> Result) -> Result {
        read(agent)
    }

    /// Changes the agent between two events, such as by giving it knowledge, and does what it wants done.
    public func change(_ body: @Sendable (inout any DrivenAgent) -> [AgentEffect]) {
        let effects = body(&agent)
        execute(effects[...])
    }

    /// What is being done, in numbers.
    public var status: AgentHostStatus {
        var status = tally
        status.openExchanges = exchanges.count
        status.testsUnderWay = tests.underWay
        status.testsWaiting = tests.waiting
        status.sendsUnderWay = sends.underWay
        status.sendsWaiting = sends.waiting
        status.fetches = fetches.underWay + fetches.waiting
        status.storesWaiting = storeQueue.count
        return status
    }

    /// Tells the agent what happened and does what it wants done.
    ///
    /// What it causes in turn is told after it, so that an agent is never called within its own call.
    public func tell(_ event: AgentEvent) {
        inbox.append(event)
        guard !isTelling else { return }
        isTelling = true
        var next = 0
        while next < inbox.count {
            let event = inbox[next]
            next += 1
            let effects = agent.handle(event, at: now())
            execute(effects[...])
            closeIfNothingIsOwed(event, effects)
        }
        inbox.removeAll(keepingCapacity: true)
        isTelling = false
    }

    /// Does the agent's errands until the task is cancelled; then ends every exchange and errand.
    ///
    /// It is called once. Until it is called, errands and stores wait.
    public nonisolated func run() async {
        await withDiscardingTaskGroup { group in
            await tell(.tick)
            for await job in jobs {
                group.addTask { await self.perform(job) }
            }
            group.cancelAll()
        }
        await close()
    }

    private nonisolated func perform(_ job: HostJob) async {
        switch job {
        case .errand(let id, let lane, let work): await run(id, lane: lane, work)
        // What is being stored when the host stops is stored.
        case .store: await Task { await self.emptyStoreQueue() }.value
        case .tell(let event): await tell(event)
        }
    }

    private func close() async {
        isClosed = true
        timer?.cancel()
        jobSource.finish()
        await Task { await self.emptyStoreQueue() }.value
        for id in Array(exchanges.keys) { finish(id, .failure(.stopping)) }
    }
}

/// Something that a host does beside calling the agent.
enum HostJob: Sendable {
    case errand(ErrandID, lane: String, ErrandWork)
    case store
    case tell(AgentEvent)
}
