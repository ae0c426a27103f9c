import DMEP

/// Advertises an agent's services to directories and brings it the services of others, for as long as it runs.
public struct DirectoryPolling: Sendable {
    private let client: MessageClient
    private let host: AgentHost
    private let directories: [String]
    private let interval: Int64?
    private let seed: UInt64
    private let note: @Sendable (String) -> Void

    /// Makes a polling.
    ///
    /// - Parameters:
    ///   - interval: how often directories are asked, in milliseconds; nil for the usual.
    ///   - seed: makes agents that begin together ask at different times.
    ///   - note: told, in words, what directories refuse.
    public init(
        of directories: [String], for host: AgentHost, client: MessageClient,
        interval: Int64? = nil,
        seed: UInt64, note: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.directories = directories
        self.host = host
        self.client = client
        self.interval = interval
        self.seed = seed
        self.note = note
    }

    /// Polls until the task is cancelled; then withdraws the services, within two seconds.
    public func run() async {
        guard !directories.isEmpty else { return }
        var plan = DirectoryClientPlan(
            directories: directories, profile: host.profile, services: await host.advertisements,
            pollInterval: interval, seed: seed)
        var offered = await host.advertisements
        while !Task.isCancelled {
            let now = WallClock.milliseconds
            let current = await host.advertisements
            var event = DirectoryClientPlan.Event.tick
            if current != offered {
                event = .offering(current)
                offered = current
            }
            let wake = await carryOut(plan.handle(event, at: now), of: &plan)
            let pause = min(max(wake - WallClock.milliseconds, 20), 1_000)
            try? await Task.sleep(for: .milliseconds(pause))
        }
        var last = plan
        let farewell = Task { [last] in
            var plan = last
            _ = await carryOut(plan.handle(.shutdown, at: WallClock.milliseconds), of: &plan)
        }
        last = plan
        await farewell.value
    }

    /// Does what the plan wants done until it waits; returns when it wants to be woken.
    private func carryOut(
        _ effects: [DirectoryClientPlan.Effect], of plan: inout DirectoryClientPlan
    ) async -> Int64 {
        var queue = effects
        var wake = Int64.max
        while !queue.isEmpty {
            let effect = queue.removeFirst()
            switch effect {
            case .send(let errand, let directory, let document, let deadline):
                let event: DirectoryClientPlan.Event
                do throws(MessageClientError) {
                    let patience = min(deadline - WallClock.milliseconds, 2_000)
                    let answer = try await client.exchange(
                        document, with: directory, within: patience)
                    event =
                        answer.map { .answered(errand, $0) }
                        ?? .unanswered(errand, reason: "the answer was empty")
                } catch {
                    note("\(error)")
                    event = .unanswered(errand, reason: "\(error)")
                }
                queue += plan.handle(event, at: WallClock.milliseconds)
            case .serviceMap(let map, _): await host.tell(.serviceMap(map))
            case .refused(let directory, let reason): note("\(directory): \(reason)")
            case .wake(let time): wake = min(wake, time)
            case .finished: return wake
            }
        }
        return wake
    }
}
