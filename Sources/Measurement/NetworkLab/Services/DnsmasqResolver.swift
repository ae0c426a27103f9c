import InternetProtocols

/// Looks names up for others by dnsmasq, which hands every question on, as home routers do.
///
/// What dnsmasq cannot say of itself (SERVFAIL, REFUSED, a name without records, "blocked") it is
/// told by an unbound beside it on the loopback interface, which ends when dnsmasq ends.
enum DnsmasqResolver {
    /// The address that stands for "blocked" between the two; no client ever sees it.
    private static let blockedMarks = ["192.0.0.8", "100::8"]

    /// The plan of a service; dnsmasq has neither DNS over TLS nor the way from the root down.
    static func plan(
        _ service: Service, _ resolver: RecursiveResolver, in context: ServiceContext
    ) throws(LabError) -> ServicePlan {
        guard resolver.encryptedCertificate == nil else {
            throw .unsupported(
                what: "\(service.name): dnsmasq has no DNS over TLS; use software: unbound")
        }
        let named = resolver.forwarders.filter { context.hasIPv6 || $0.family == .ipv4 }
        let forwarders = named.isEmpty ? context.firstResolver(except: service.name) : named
        guard !forwarders.isEmpty else {
            throw .unsupported(
                what: "\(service.name): dnsmasq needs forwarders; name some, or use unbound")
        }
        let folder = context.folder(of: service.name)
        let addresses = context.listeningAddresses(of: service)
        let place = context.scenario.services.firstIndex { $0.name == service.name } ?? 0
        let helperPort = 5300 + place
        let rules = UnboundRules(resolver.rules)
        let configuration = "\(folder)/dnsmasq.conf"
        let command = ["dnsmasq", "--conf-file=\(configuration)"]
        var plan = ServicePlan(
            name: service.name, node: service.node,
            files: [
                configuration: text(
                    resolver, addresses: addresses, forwarders: forwarders, helper: helperPort)
            ],
            command: command, ports: addresses.map { _ in 53 })
        let helped = rules.rules.filter { $0.answer.needsHelp }
        if !helped.isEmpty, !resolver.refusesClients {
            let path = "\(folder)/helper.conf"
            plan.files[path] = helperText(helped, port: helperPort)
            // One process for the lab: the helper dies with the shell that has become dnsmasq.
            let script = "setpriv --pdeathsig KILL unbound -d -c \"$0\" & exec \"$@\""
            plan.command = ["sh", "-c", script, path] + command
            plan.ports.append(helperPort)
        }
        return plan
    }

    private static func text(
        _ resolver: RecursiveResolver, addresses: [IPAddress], forwarders: [IPAddress], helper: Int
    ) -> String {
        let rules = UnboundRules(resolver.rules).rules
        let common = [
            // Stays in the foreground and, as there is one user only, does not try to be another.
            "no-daemon",
            "no-resolv",
            "no-hosts",
            "pid-file=",
            "port=53",
            "bind-dynamic",
            "cache-size=0",
            "local-ttl=\(ZoneFile.timeToLive)",
            "log-facility=-",
        ]
        // Without a server to ask it refuses every question.
        let servers =
            resolver.refusesClients
            ? [] : forwarders.map { "server=\($0)" } + rules.flatMap { lines($0, helper: helper) }
        let marks = blockedMarks.map { "bogus-nxdomain=\($0)" }
        return (common + addresses.map { "listen-address=\($0)" } + servers + marks)
            .map { $0 + "\n" }.joined()
    }

    private static func lines(_ rule: ResolverRule, helper: Int) -> [String] {
        let normal = ZoneName.normal(rule.name)
        let name = normal == "." ? "#" : normal
        switch rule.answer {
        case .nameError: return ["address=/\(name)/"]
        case .addresses(let addresses): return addresses.map { "address=/\(name)/\($0)" }
        case .nameErrorBlocked, .noData, .refused, .serverFailure:
            return ["server=/\(name)/127.0.0.1#\(helper)"]
        }
    }

    private static func helperText(_ helped: [ResolverRule], port: Int) -> String {
        let marks = blockedMarks.compactMap { IPAddress($0) }
        let rules = UnboundRules(
            helped.map { rule in
                rule.answer == .nameErrorBlocked
                    ? ResolverRule(name: rule.name, answer: .addresses(marks)) : rule
            })
        let server = UnboundServer(
            addresses: [IPAddress(127, 0, 0, 1)], port: port, modules: ["iterator"],
            lines: [
                "access-control: 127.0.0.0/8 allow", "ede: yes", "do-not-query-localhost: no",
            ] + rules.lines)
        return server.text + rules.failures.map(UnboundRules.failure).joined()
    }
}

extension ResolverRule.Answer {
    /// Whether dnsmasq cannot give this answer by itself.
    fileprivate var needsHelp: Bool {
        switch self {
        case .nameError, .addresses: false
        case .nameErrorBlocked, .noData, .refused, .serverFailure: true
        }
    }
}
