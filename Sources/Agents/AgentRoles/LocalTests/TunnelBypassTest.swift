import InternetProtocols
import Probes

/// Connects around a tunnel that carries the traffic.
///
/// Binding a socket to an interface needs no privilege (Linux 5.7 and later).
struct TunnelBypassTest: LocalTest {
    let group = "bypass"

    func obstacle(in context: DiagnosisContext) -> String? {
        if context.usesProxy { return Obstacle.proxied }
        if context.options.interface != nil { return "the interface was given" }
        guard let host = context.host else { return Obstacle.needsConfiguration }
        guard
            context.results["vpn.route"] == "active" || context.results["route.target"] == "tunnel"
        else { return "no tunnel carries the traffic" }
        return Self.way(around: host) == nil ? "there is no way around the tunnel" : nil
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        guard let interface = context.host.flatMap(Self.way) else { return [] }
        let addresses = context.addresses.filter { context.allows($0.family) }.prefix(2)
        let site = addresses.map { IPEndpoint($0, port: context.page.port) }
        // Without a name lookup there is no address of the site; then any place will do.
        let endpoints =
            site.isEmpty
            ? context.landmarks.endpoints.filter { context.allows($0.address.family) } : site
        let clock = ContinuousClock()
        let start = clock.now
        let outcomes = try await Connections.race(
            Array(endpoints), timeout: .milliseconds(3_900),
            source: ProbeSource(interface: interface))
        let shown = outcomes.first(where: \.isConnected) ?? outcomes.last
        return [
            TestResult(
                test: "tunnel.bypass",
                value: shown?.isConnected == true ? "connected" : "failed",
                subject: shown?.endpoint.description ?? "", elapsed: clock.now - start,
                detail: shown.map { "by \(interface): " + TCPReading.detail(of: $0) } ?? "")
        ]
    }

    /// An interface that is no tunnel and has a default gateway.
    private static func way(around host: HostConfiguration) -> String? {
        let gateways = host.defaultGateways(.ipv4) + host.defaultGateways(.ipv6)
        return gateways.compactMap(\.interface).first { name in
            host.interface(named: name).map { $0.kind != .tunnel && $0.isUp } ?? false
        }
    }
}
