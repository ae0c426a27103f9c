import InternetProtocols

extension Scenario {
    /// The scenario with these faults worked into its services and nodes, as far as they are matters
    /// of configuration; faults of the kernel and of cables change nothing here.
    func configured(by faults: [Fault]) -> Scenario {
        var scenario = self
        for fault in faults { scenario.configure(fault.kind) }
        return scenario
    }

    private mutating func configure(_ kind: Fault.Kind) {
        switch kind {
        case .clockWrong(let node, let seconds):
            changeNode(node) { $0.clockOffset = seconds }
        case .hostsLine(let node, let address, let name):
            changeNode(node) { $0.hostsLines.append("\(address) \(name)") }
        case .resolversReplaced(let node, let resolvers):
            changeNode(node) { $0.resolvers = resolvers }
        case .resolverRule(let service, let rule):
            changeResolver(service) { $0.rules.insert(rule, at: 0) }
        case .resolverRefuses(let service):
            changeResolver(service) { $0.refusesClients = true }
        case .resolverCutOff(let service):
            changeResolver(service) {
                $0.rules.insert(ResolverRule(name: ".", answer: .serverFailure), at: 0)
            }
        case .recordsReplaced(let service, let zone, let name, let records):
            changeZone(service, zone) { $0.replaceRecords(of: name, with: records) }
        case .signaturesWrong(let service, let zone):
            changeZone(service, zone) { $0.signatures = .wrong }
        case .certificateReplaced(let service, let port, let certificate):
            if !certificates.contains(where: { $0.name == certificate.name }) {
                certificates.append(certificate)
            }
            changeServer(service, port) { $0.certificate = certificate.name }
        case .encryptionChanged(let service, let port, let encryption):
            changeServer(service, port) { $0.encryption = encryption }
        case .responseReplaced(let service, let port, let response):
            changeServer(service, port) {
                $0.response = response
                $0.paths = [:]
            }
        case .portClosed(let service, let port):
            changeRole(service) { role in
                guard case .web(let servers) = role else { return }
                role = .web(servers.filter { $0.port != port })
            }
        case .proxyWantsPassword(let service):
            changeRole(service) { role in
                guard case .proxy(var proxy) = role else { return }
                proxy.wantsPassword = true
                role = .proxy(proxy)
            }
        default:
            break
        }
    }

    private mutating func changeNode(_ name: String, _ change: (inout Node) -> Void) {
        for index in nodes.indices where nodes[index].name == name { change(&nodes[index]) }
    }

    private mutating func changeRole(_ name: String, _ change: (inout Service.Role) -> Void) {
        for index in services.indices where services[index].name == name {
            change(&services[index].role)
        }
    }

    private mutating func changeResolver(
        _ name: String, _ change: (inout RecursiveResolver) -> Void
    ) {
        changeRole(name) { role in
            guard case .recursive(var resolver) = role else { return }
            change(&resolver)
            role = .recursive(resolver)
        }
    }

    private mutating func changeZone(
        _ service: String, _ zone: String, _ change: (inout Zone) -> Void
    ) {
        changeRole(service) { role in
            guard case .authoritative(var zones) = role else { return }
            for index in zones.indices where zones[index].name == zone { change(&zones[index]) }
            role = .authoritative(zones)
        }
    }

    private mutating func changeServer(
        _ service: String, _ port: Int, _ change: (inout WebServer) -> Void
    ) {
        changeRole(service) { role in
            guard case .web(var servers) = role else { return }
            for index in servers.indices where servers[index].port == port {
                change(&servers[index])
            }
            role = .web(servers)
        }
    }
}

extension Zone {
    /// Takes out the lines of a name, relative to the zone, and puts others in their place.
    mutating func replaceRecords(of name: String, with lines: [String]) {
        records.removeAll { $0.split(separator: " ").first.map(String.init) == name }
        records += lines
    }
}
