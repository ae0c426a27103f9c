import Foundation
import NIOCore
import NIOPosix

/// Offers the requests of a phase at their moments, whatever the agent makes of them: an open loop.
///
/// A request that finds no connection free waits for one, and its latency counts from the moment when it was due:
/// an agent that stalls cannot slow the questions down and so hide how long people would have waited (coordinated
/// omission). All of it happens on one event loop.
final class LoadEngine {
    private let loop: any EventLoop
    private let target: LoadTarget
    private let plan: LoadPlan
    private let phase: LoadPhase
    private let moments: [Int64]
    private var source: RequestSource
    private let done: EventLoopPromise<LoadTally>

    private var tally = LoadTally()
    private var begin = NIODeadline.now()
    private var isStarted = false
    private var isOver = false
    private var due = 0
    private var sent = 0
    private var settled = 0
    private var idle: [LoadConnection] = []
    private var busy: [ObjectIdentifier: LoadConnection] = [:]
    private var open = 0
    private var opening = 0

    init(
        target: LoadTarget, plan: LoadPlan, phase: LoadPhase, source: RequestSource,
        moments: [Int64], loop: any EventLoop
    ) {
        self.loop = loop
        self.target = target
        self.plan = plan
        self.phase = phase
        self.moments = moments
        self.source = source
        done = loop.makePromise()
    }

    /// Opens connections and begins; the result comes when every request is settled.
    func start() -> EventLoopFuture<LoadTally> {
        for _ in 0..<min(plan.connections, moments.count) { connect() }
        patrol()
        return done.futureResult
    }

    /// Ends at once, with what is known.
    func stop() {
        guard !isOver else { return }
        isOver = true
        for connection in idle { connection.close() }
        for connection in busy.values { connection.close() }
        done.succeed(tally)
    }

    private func connect() {
        opening += 1
        let bound = NIOLoopBound(self, eventLoop: loop)
        ClientBootstrap(group: loop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connectTimeout(.seconds(5))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let engine = bound.value
                    let handler = LoadConnection(
                        answered: { engine.take($1, on: $0) }, closed: { engine.lose($0) })
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .connect(host: target.host, port: target.port)
            .flatMapThrowing { channel in
                bound.value.gain(
                    try channel.pipeline.syncOperations.handler(type: LoadConnection.self))
            }
            .whenFailure { _ in bound.value.miss() }
    }

    private func gain(_ connection: LoadConnection) {
        opening -= 1
        guard !isOver else { return connection.close() }
        open += 1
        idle.append(connection)
        beginWhenReady()
        dispatch()
    }

    private func miss() {
        opening -= 1
        guard !isOver else { return }
        if isStarted, sent < due { fail("no connection") }
        beginWhenReady()
    }

    private func beginWhenReady() {
        guard !isStarted, opening == 0 else { return }
        isStarted = true
        begin = .now() + .milliseconds(20)
        waitForNext()
    }

    private func moment(_ place: Int) -> NIODeadline { begin + .nanoseconds(moments[place]) }

    private func waitForNext() {
        guard due < moments.count, !isOver else { return }
        _ = loop.assumeIsolated().scheduleTask(deadline: moment(due)) { [self] in
            let now = NIODeadline.now()
            while due < moments.count, moment(due) <= now { due += 1 }
            dispatch()
            waitForNext()
        }
    }

    /// Sends what is due as far as connections are free.
    private func dispatch() {
        while sent < due, !isOver {
            guard let connection = idle.popLast() else {
                let missing = due - sent - opening
                let room = plan.mostConnections - open - opening
                for _ in 0..<max(0, min(missing, room)) { connect() }
                return
            }
            let place = sent
            sent += 1
            busy[ObjectIdentifier(connection)] = connection
            connection.send(source.next(id: place, at: WallClock.now), as: place)
        }
    }

    private func take(_ answer: HTTPAnswer, on connection: LoadConnection) {
        guard let place = connection.request, !isOver else { return }
        connection.request = nil
        busy[ObjectIdentifier(connection)] = nil
        let now = NIODeadline.now()
        tally.take(
            answer, id: place, after: (now - moment(place)).nanoseconds,
            isInTime: now <= begin + .nanoseconds(Int64(phase.seconds * 1e9)))
        if !answer.closes { idle.append(connection) }
        settle()
        dispatch()
    }

    private func lose(_ connection: LoadConnection) {
        guard !isOver else { return }
        open -= 1
        busy[ObjectIdentifier(connection)] = nil
        idle.removeAll { $0 === connection }
        if connection.request != nil {
            tally.failures["connection closed", default: 0] += 1
            settle()
        }
        dispatch()
    }

    /// Gives up the longest waiting request.
    private func fail(_ what: String) {
        sent += 1
        tally.failures[what, default: 0] += 1
        settle()
    }

    private func settle() {
        settled += 1
        if settled == moments.count { stop() }
    }

    private func patrol() {
        guard !isOver else { return }
        lookForLate()
        _ = loop.assumeIsolated().scheduleTask(in: .milliseconds(250)) { [self] in patrol() }
    }

    private func lookForLate() {
        guard isStarted else { return }
        let limit = NIODeadline.now() - .nanoseconds(Int64(plan.patience * 1e9))
        while sent < due, moment(sent) < limit { fail("no connection was free in time") }
        for connection in busy.values {
            guard let place = connection.request, moment(place) < limit else { continue }
            connection.request = nil
            tally.failures["no answer in time", default: 0] += 1
            connection.close()
            settle()
        }
    }
}

/// The clock of the day.
enum WallClock {
    /// Milliseconds since 1970.
    static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }
}
