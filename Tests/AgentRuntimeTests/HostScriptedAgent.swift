import DMEP
import Ontology

@testable import AgentRuntime

/// An agent that does what a script says.
struct ScriptedAgent: DrivenAgent {
    var profile = AgentProfile(uri: "http://127.0.0.1/agent", type: "specialist")
    var advertisements: [ServiceAdvertisement] = []
    var script: @Sendable (AgentEvent, Int64) -> [AgentEffect]

    init(_ script: @escaping @Sendable (AgentEvent, Int64) -> [AgentEffect]) {
        self.script = script
    }

    mutating func handle(_ event: AgentEvent, at now: Int64) -> [AgentEffect] {
        script(event, now)
    }

    /// Answers every batch with a response that names the request.
    static let echo = ScriptedAgent { event, now in
        guard case .received(let batch, _, let exchange) = event else { return [] }
        return [.reply(exchange, .responses(to: batch, at: now))]
    }
}

extension MessageBatch {
    static func request(_ id: String = "1", service: String = "service") -> MessageBatch {
        MessageBatch(
            time: 1,
            messages: [
                .request(
                    ServiceRequest(
                        kind: .knowledge, requester: "http://127.0.0.1/asker", requestID: id,
                        serviceID: service, expires: 4_000_000_000_000))
            ])
    }

    static func responses(to batch: MessageBatch, at now: Int64) -> MessageBatch {
        MessageBatch(time: now, messages: batch.messages.compactMap(Self.response))
    }

    private static func response(_ message: Message) -> Message? {
        guard case .request(let request) = message else { return nil }
        return .response(
            ServiceResponse(
                kind: request.kind, requestID: request.requestID, serviceID: request.serviceID))
    }

    /// The `requestID` of the first response or problem.
    var answeredID: String? {
        switch messages.first {
        case .response(let response): response.requestID
        case .problem(let report): report.requestID
        default: nil
        }
    }

    /// The `requestID` of the first request.
    var requestID: String {
        guard case .request(let request)? = messages.first else { return "" }
        return request.requestID
    }
}

/// Carries nothing: every batch fails in the way given.
struct SilentCarrier: MessageCarrier {
    var answer: @Sendable (MessageBatch, String) async throws(MessageClientError) -> MessageBatch =
        {
            (_, uri) async throws(MessageClientError) in throw .deadlinePassed(uri)
        }

    func post(
        _ batch: MessageBatch, to agentURI: String, deadline: Int64
    ) async throws(MessageClientError) -> MessageBatch {
        try await answer(batch, agentURI)
    }
}

/// Makes tests as a closure does.
struct ScriptedRunner: TestRunner {
    var test: @Sendable (TestInvocation) async throws(TestFailure) -> TestFindings = {
        (_) async throws(TestFailure) in TestFindings(values: [:])
    }

    func run(_ invocation: TestInvocation) async throws(TestFailure) -> TestFindings {
        try await test(invocation)
    }
}

/// A door that stays shut until it is opened; waiting at it does not end by cancellation.
actor Door {
    private var isOpen = false
    private var waiters: [CheckedContinuation<Void, Never>] = []
    private var arrivals: [(count: Int, waiter: CheckedContinuation<Void, Never>)] = []
    private(set) var arrived = 0

    func pass() async {
        arrived += 1
        for arrival in arrivals where arrival.count <= arrived { arrival.waiter.resume() }
        arrivals.removeAll { $0.count <= arrived }
        if isOpen { return }
        await withCheckedContinuation { waiters.append($0) }
    }

    func open() {
        isOpen = true
        for waiter in waiters { waiter.resume() }
        waiters = []
    }

    /// Returns when so many have come to the door.
    func hasSeen(_ count: Int) async {
        if arrived >= count { return }
        await withCheckedContinuation { arrivals.append((count, $0)) }
    }
}

/// What happened, in order.
actor Journal {
    private(set) var entries: [String] = []
    private var most = 0
    private var now = 0

    func note(_ entry: String) { entries.append(entry) }

    func enter() {
        now += 1
        most = max(most, now)
    }

    func leave() { now -= 1 }

    /// The most that were in at once.
    var mostAtOnce: Int { most }
}

/// Runs a host while `body` runs.
func driving<Value: Sendable>(
    _ host: AgentHost, _ body: () async throws -> Value
) async throws -> Value {
    let driver = Task { await host.run() }
    do {
        let value = try await body()
        driver.cancel()
        await driver.value
        return value
    } catch {
        driver.cancel()
        await driver.value
        throw error
    }
}
