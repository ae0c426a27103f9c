import InternetProtocols
import Probes

/// Reads how this machine is attached to the network; sends nothing.
struct HostTest: LocalTest {
    let group = "host"

    func obstacle(in context: DiagnosisContext) -> String? { nil }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        let clock = ContinuousClock()
        let start = clock.now
        let host = try HostConfiguration.read(environment: context.options.environment)
        let elapsed = clock.now - start
        var results = [tunnel(of: host, context), proxy(of: host, context)]
        // Links, addresses and routes do not matter to a page on this machine itself.
        if !isOwn(context.page.host) {
            results =
                [
                    interfaceState(of: host), interfaceAddress(of: host),
                    defaultRoute(of: host, context),
                ] + results
        }
        if let name = context.name {
            results.append(resolvers(of: host, context))
            // This machine's own names belong into the hosts file (RFC 6761, section 6.3).
            if name.labels.last != "localhost" { results.append(hostsFile(of: host, context)) }
        }
        results[0].learn = { $0.host = host }
        return results.map { result in
            var timed = result
            timed.elapsed = elapsed
            return timed
        }
    }

    private func isOwn(_ host: TargetURL.Host) -> Bool {
        switch host {
        case .address(let address): address.isLoopback
        case .name(let name): name.labels.last == "localhost"
        }
    }

    /// The interfaces that could lead anywhere.
    private func outward(_ host: HostConfiguration) -> [NetworkInterface] {
        host.interfaces.filter { $0.kind != .loopback }
    }

    private func interfaceState(of host: HostConfiguration) -> TestResult {
        let interfaces = outward(host)
        let names = interfaces.map(\.name).joined(separator: ", ")
        // Tunnels and bridges left behind do not make a machine connected or disconnected.
        let physical = interfaces.filter { [.ethernet, .wireless].contains($0.kind) }
        let judged = physical.isEmpty ? interfaces : physical
        let value: String
        if judged.isEmpty {
            value = "none"
        } else if judged.contains(where: { $0.isUp && $0.hasCarrier }) {
            value = "up"
        } else if judged.contains(where: { $0.isUp }) {
            value = "no-carrier"
        } else {
            value = "down"
        }
        let chosen =
            judged.first { $0.isUp && $0.hasCarrier } ?? judged.first { $0.isUp }
            ?? judged.first { !$0.addresses.isEmpty } ?? judged.first
        return TestResult(
            test: "interface.state", value: value, subject: names,
            detail: judged.map {
                "\($0.name) \(!$0.isUp ? "switched off" : $0.hasCarrier ? "has a link" : "has no link")"
            }.joined(separator: ", "),
            facts: chosen.map { ["interface": $0.name] } ?? [:])
    }

    private func interfaceAddress(of host: HostConfiguration) -> TestResult {
        let addresses = outward(host).filter(\.isUp).flatMap(\.addresses).filter(\.isUsable)
            .map(\.address)
        let usable = addresses.filter { !$0.isLinkLocal }
        // Every interface that is up has an fe80:: address: alone it says nothing of DHCP's failure.
        let value = !usable.isEmpty ? "usable" : addresses.isEmpty ? "none" : "link-local"
        return TestResult(
            test: "interface.address", value: value,
            detail: (usable.isEmpty ? addresses : usable).map(\.description)
                .joined(separator: ", "))
    }

    private func defaultRoute(of host: HostConfiguration, _ context: DiagnosisContext) -> TestResult
    {
        let routes = [IPAddress.Family.ipv4, .ipv6].filter(context.allows)
            .flatMap { host.defaultGateways($0) }
        let gateways = routes.compactMap(\.gateway)
        return TestResult(
            test: "route.default", value: routes.isEmpty ? "absent" : "present",
            detail: routes.map { route in
                (["default"] + (route.gateway.map { ["via \($0)"] } ?? [])
                    + (route.interface.map { ["dev \($0)"] } ?? [])).joined(separator: " ")
            }.joined(separator: ", "),
            facts: gateways.first.map { ["gateway": $0.description] } ?? [:])
    }

    private func tunnel(of host: HostConfiguration, _ context: DiagnosisContext) -> TestResult {
        let tunnels = Set(host.interfaces.filter { $0.kind == .tunnel && $0.isUp }.map(\.name))
        let carrying = host.routes.first { route in
            route.destination.length <= 1 && route.interface.map(tunnels.contains) == true
        }
        return TestResult(
            test: "vpn.route", value: carrying == nil ? "inactive" : "active",
            subject: carrying?.interface ?? "",
            facts: carrying?.interface.map { ["tunnel": $0] } ?? [:])
    }

    private func proxy(of host: HostConfiguration, _ context: DiagnosisContext) -> TestResult {
        let proxy = host.proxies.proxy(for: context.target)
        return TestResult(
            test: "proxy.configured", value: proxy == nil ? "unset" : "set",
            subject: proxy?.url.origin ?? "",
            detail: host.proxies.unusable.isEmpty
                ? "" : "not used: " + host.proxies.unusable.joined(separator: ", "),
            facts: proxy.map { ["proxy": $0.url.origin] } ?? [:])
    }

    private func resolvers(of host: HostConfiguration, _ context: DiagnosisContext) -> TestResult {
        let servers =
            context.options.resolver.map { [$0] } ?? host.resolver.servers
        return TestResult(
            test: "resolver.configured", value: servers.isEmpty ? "absent" : "present",
            subject: servers.map(\.address.description).joined(separator: ", "),
            facts: servers.first.map { ["resolver": $0.address.description] } ?? [:])
    }

    private func hostsFile(of host: HostConfiguration, _ context: DiagnosisContext) -> TestResult {
        let name = context.name?.text ?? ""
        let addresses = host.hostsAddresses(for: name)
        return TestResult(
            test: "hosts.override", value: addresses.isEmpty ? "absent" : "present", subject: name,
            detail: addresses.map(\.description).joined(separator: ", "),
            facts: addresses.first.map { ["hostsAddress": $0.description] } ?? [:])
    }
}

/// Looks up which route leads to the site; sends nothing.
struct TargetRouteTest: LocalTest {
    let group = "target-route"

    func obstacle(in context: DiagnosisContext) -> String? {
        if context.host == nil { return Obstacle.needsConfiguration }
        return context.addresses.isEmpty ? Obstacle.needsAddress : nil
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        guard let host = context.host else { return [] }
        let routed = context.addresses.filter { context.allows($0.family) }
            .map { (address: $0, route: host.route(to: $0)) }
        let kinds = routed.map { kind(of: $0.route, host) }
        guard let best = kinds.firstIndex(where: { $0 != "none" }) ?? kinds.indices.first else {
            return []
        }
        return [
            TestResult(
                test: "route.target", value: kinds[best],
                subject: routed[best].address.description,
                detail: routed[best].route.map { route in
                    "\(route.destination)" + (route.gateway.map { " via \($0)" } ?? "")
                        + (route.interface.map { " dev \($0)" } ?? "")
                } ?? "")
        ]
    }

    private func kind(of route: NetworkRoute?, _ host: HostConfiguration) -> String {
        guard let route, [.unicast, .local].contains(route.kind) else { return "none" }
        let interface = host.interfaces.first { $0.name == route.interface }
        if route.kind == .local || interface?.kind == .loopback { return "loopback" }
        if interface?.kind == .tunnel { return "tunnel" }
        return route.gateway == nil ? "on-link" : "gateway"
    }
}
