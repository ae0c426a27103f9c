import InternetProtocols

/// Looks names up for others by unbound: from the root down or by asking other resolvers, checking
/// the signatures of zones that are signed, and departing from the truth where rules say so.
enum UnboundResolver {
    /// The plan of a service.
    ///
    /// Unbound 1.17 cannot say that it blocks a name (extended error 15): such a rule throws.
    static func plan(
        _ service: Service, _ resolver: RecursiveResolver, in context: ServiceContext
    ) throws(LabError) -> ServicePlan {
        if let blocked = resolver.rules.first(where: { $0.answer == .nameErrorBlocked }) {
            throw .unsupported(
                what: "\(service.name): unbound cannot say that it blocks \(blocked.name); "
                    + "use software: dnsmasq")
        }
        let folder = context.folder(of: service.name)
        let configuration = "\(folder)/unbound.conf"
        let addresses = context.listeningAddresses(of: service)
        let anchors = try trustAnchors(in: context)
        let isEncrypted = resolver.encryptedCertificate != nil

        var server = UnboundServer(
            addresses: addresses,
            modules: anchors.isEmpty ? ["iterator"] : ["validator", "iterator"],
            lines: lines(of: resolver))
        var files = [String: String]()
        if let certificate = resolver.encryptedCertificate {
            let path = context.certificatePath(certificate)
            server.lines += addresses.map { "interface: \($0)@853" }
            server.lines += [
                "tls-port: 853",
                "tls-service-pem: \"\(path).pem\"",
                "tls-service-key: \"\(path).key\"",
            ]
        }
        if !anchors.isEmpty {
            files["\(folder)/anchors"] = anchors.map { $0 + "\n" }.joined()
            server.lines += [
                "trust-anchor-file: \"\(folder)/anchors\"",
                "trust-anchor-signaling: no",
                "root-key-sentinel: no",
                "val-bogus-ttl: 1",
            ]
        }
        let failures = UnboundRules(resolver.rules).failures
        if resolver.forwarders.isEmpty {
            files["\(folder)/hints"] = rootHints(in: context)
            server.lines.append("root-hints: \"\(folder)/hints\"")
        }
        server.lines += UnboundRules(resolver.rules).lines
        files[configuration] =
            server.text + forwarding(resolver, in: context, unless: failures.contains("."))
            + failures.map(UnboundRules.failure).joined()
        return ServicePlan(
            name: service.name, node: service.node, files: files,
            command: UnboundServer.command(configuration: configuration),
            ports: addresses.flatMap { _ in isEncrypted ? [53, 853] : [53] })
    }

    /// How it treats clients and servers: patient enough for slow links, forgetting failures soon.
    private static func lines(of resolver: RecursiveResolver) -> [String] {
        let permission = resolver.refusesClients ? "refuse" : "allow"
        return [
            "access-control: 0.0.0.0/0 \(permission)",
            "access-control: ::/0 \(permission)",
            "ede: yes",
            "do-not-query-localhost: no",
            "qname-minimisation: no",
            "harden-below-nxdomain: no",
            "aggressive-nsec: no",
            "target-fetch-policy: \"0 0 0 0 0\"",
            // A server has 0.9 s, twice, and counts as dead at 1 s for the next 2 s; clients are
            // answered however late it became.
            "unknown-server-time-limit: 900",
            "infra-cache-max-rtt: 1000",
            "infra-host-ttl: 2",
            "infra-keep-probing: no",
            "outbound-msg-retry: 1",
            "discard-timeout: 20000",
        ]
    }

    /// The keys of the zones that are signed, rightly or wrongly, each an island of trust.
    private static func trustAnchors(in context: ServiceContext) throws(LabError) -> [String] {
        var names = Set<String>()
        for (_, zone) in context.servedZones where zone.signatures != .none {
            names.insert(ZoneName.absolute(zone.name))
        }
        var anchors = [String]()
        for name in names.sorted() { anchors.append(try ZoneSigningKey(zone: name).record) }
        return anchors
    }

    /// The root's name servers and their addresses.
    private static func rootHints(in context: ServiceContext) -> String {
        context.nameServers(of: ".").flatMap { $0.records(for: ".") }
            .map { line in
                // Hints need a life of their own: there is no $TTL in such a file.
                let words = line.split(separator: " ", maxSplits: 1)
                return "\(words[0]) 3600000 \(words[1])\n"
            }.joined()
    }

    private static func forwarding(
        _ resolver: RecursiveResolver, in context: ServiceContext, unless isReplaced: Bool
    ) -> String {
        let servers = resolver.forwarders.filter { context.hasIPv6 || $0.family == .ipv4 }
        guard !servers.isEmpty, !isReplaced else { return "" }
        return "forward-zone:\n    name: \".\"\n"
            + servers.map { "    forward-addr: \($0)\n" }.joined()
    }
}

/// The rules of a resolver in unbound's words.
///
/// Unbound lets the longest name decide, the scenario the first that covers the question; they agree
/// once the rules are dropped that an earlier one covers.
struct UnboundRules {
    /// The rules that can decide anything, in their order.
    let rules: [ResolverRule]

    init(_ rules: [ResolverRule]) {
        var kept = [ResolverRule]()
        for rule in rules where !kept.contains(where: { ZoneName.covers($0.name, rule.name) }) {
            kept.append(rule)
        }
        self.rules = kept
    }

    /// The zones whose questions fail.
    var failures: [String] {
        rules.filter { $0.answer == .serverFailure }.map { ZoneName.absolute($0.name) }
    }

    /// Lines of the `server:` clause.
    var lines: [String] { rules.flatMap(Self.lines) }

    private static func lines(_ rule: ResolverRule) -> [String] {
        let name = ZoneName.absolute(rule.name)
        switch rule.answer {
        case .nameError, .nameErrorBlocked: return ["local-zone: \"\(name)\" always_nxdomain"]
        case .noData: return ["local-zone: \"\(name)\" always_nodata"]
        case .refused: return ["local-zone: \"\(name)\" always_refuse"]
        // Past the rules for names above, on to the network, where `failure` waits.
        case .serverFailure: return ["local-zone: \"\(name)\" always_transparent"]
        case .addresses(let addresses):
            return ["local-zone: \"\(name)\" redirect"]
                + addresses.map { address in
                    let type = address.family == .ipv4 ? "A" : "AAAA"
                    return "local-data: \"\(name) \(ZoneFile.timeToLive) \(type) \(address)\""
                }
        }
    }

    /// A clause that makes questions about a zone fail at once: they go to a port where nobody
    /// listens, by TCP, which says so.
    static func failure(of zone: String) -> String {
        """
        forward-zone:
            name: "\(zone)"
            forward-addr: 127.0.0.1@9
            forward-tcp-upstream: yes

        """
    }
}
