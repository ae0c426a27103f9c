import NIOCore
import NIOPosix

/// Runs the phases of a load study against one agent.
struct LoadDriver: Sendable {
    let target: LoadTarget
    let plan: LoadPlan
    private let group: MultiThreadedEventLoopGroup

    init(target: LoadTarget, plan: LoadPlan) {
        self.target = target
        self.plan = plan
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    }

    /// The same, by another plan.
    init(sharing other: LoadDriver, plan: LoadPlan) {
        target = other.target
        self.plan = plan
        group = other.group
    }

    /// Lets its thread go.
    func shutdown() async { try? await group.shutdownGracefully() }

    /// Offers the requests of a phase and waits until all are settled; ends early when the task is cancelled.
    func run(_ phase: LoadPhase) async throws -> LoadTally {
        let template = RequestTemplate(for: target, format: plan.format)
        let source = RequestSource(
            phase, of: plan, template: template, beginning: WallClock.now)
        let moments = ArrivalSchedule(phase, seed: plan.seed).moments
        let loop = group.next()
        let (target, plan) = (target, plan)
        let engine = try await loop.submit {
            NIOLoopBound(
                LoadEngine(
                    target: target, plan: plan, phase: phase, source: source, moments: moments,
                    loop: loop), eventLoop: loop)
        }.get()
        let tally = try await withTaskCancellationHandler {
            try await loop.flatSubmit { engine.value.start() }.get()
        } onCancel: {
            loop.execute { engine.value.stop() }
        }
        try Task.checkCancellation()
        return tally
    }

    /// What the agent's server says of itself; nil when it does not.
    func status() async -> AgentStatus? {
        let loop = group.next()
        let bytes = Array(
            "GET /status HTTP/1.1\r\nHost: \(target.authority)\r\nConnection: close\r\n\r\n".utf8)
        let promise = loop.makePromise(of: HTTPAnswer?.self)
        let timeout = loop.scheduleTask(in: .seconds(5)) { promise.succeed(nil) }
        ClientBootstrap(group: loop)
            .connectTimeout(.seconds(2))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = LoadConnection(
                        answered: { _, answer in promise.succeed(answer) },
                        closed: { _ in promise.succeed(nil) })
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .connect(host: target.host, port: target.port)
            .flatMapThrowing { channel in
                try channel.pipeline.syncOperations.handler(type: LoadConnection.self)
                    .send(bytes, as: nil)
            }
            .whenFailure { _ in promise.succeed(nil) }
        let answer = try? await promise.futureResult.get()
        timeout.cancel()
        guard let body = answer?.body, answer?.status == 200 else { return nil }
        return AgentStatus(Array(body.readableBytesView))
    }
}
