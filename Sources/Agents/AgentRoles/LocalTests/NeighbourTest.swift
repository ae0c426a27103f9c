import InternetProtocols
import Probes

/// Makes this machine ask for the router on the link, and watches whether it answers.
struct NeighbourTest: LocalTest {
    let group = "neighbour"
    /// Two requests of the link layer may be lost before silence means something: they are a second apart.
    static let patience: Duration = .milliseconds(2_600)

    func obstacle(in context: DiagnosisContext) -> String? {
        guard let host = context.host else { return Obstacle.needsConfiguration }
        return gateways(of: host, context).isEmpty ? "there is no router to ask" : nil
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        guard let host = context.host, let gateway = gateways(of: host, context).first else {
            return []
        }
        let clock = ContinuousClock()
        let start = clock.now
        // Any datagram makes the kernel look for the link address; port 9 discards (RFC 863).
        let reply = try await UDPReachProbe.send(
            to: IPEndpoint(gateway, port: 9), timeout: .milliseconds(200), source: context.source)
        var state = NetworkNeighbour.State.none
        while !reply.isTargetAlive {
            let now = try HostConfiguration.read(environment: context.options.environment)
            state = now.neighbour(gateway)?.state ?? .none
            let elapsed = clock.now - start
            if state != .incomplete || elapsed > Self.patience { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        let value =
            reply.isTargetAlive || isAlive(state)
            ? "reachable" : [.failed, .incomplete].contains(state) ? "failed" : "unknown"
        return [
            TestResult(
                test: "neighbour.gateway", value: value, subject: gateway.description,
                elapsed: clock.now - start,
                detail: reply.isTargetAlive
                    ? "answered a datagram" : "neighbour entry \(state.rawValue)",
                facts: ["gateway": gateway.description])
        ]
    }

    private func isAlive(_ state: NetworkNeighbour.State) -> Bool {
        // A stale or delayed entry is what once was: it does not tell whether the router lives now.
        [.reachable, .permanent, .noARP].contains(state)
    }

    private func gateways(
        of host: HostConfiguration, _ context: DiagnosisContext
    ) -> [IPAddress] {
        [IPAddress.Family.ipv4, .ipv6].filter(context.allows)
            .flatMap { host.defaultGateways($0) }.compactMap(\.gateway)
    }
}
