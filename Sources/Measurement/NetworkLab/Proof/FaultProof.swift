import InternetProtocols

/// Shows that a fault is in force, or throws `NotInForce` saying what was seen.
struct FaultProof {
    let work: FaultWork
    let witness: Witness

    private var box: Box { work.box }

    /// What shows it, in a line.
    func show() async throws -> String {
        switch work.kind {
        case .interfaceDown(let node, let interface):
            let state = try await box.node(node).show("-br", "link", "show", interface)
            try NotInForce.unless(state.contains("DOWN"), state)
            return "\(interface) of \(node) is down"
        case .carrierLost(let node, let interface):
            return try await noCarrier(node, interface)
        case .addressLost(let node, let interface):
            let found = try await box.node(node).show("-4", "-br", "addr", "show", interface)
            let addresses = found.split(whereSeparator: \.isWhitespace).dropFirst(2)
            try NotInForce.unless(
                addresses.count == 1 && addresses.allSatisfy { $0.hasPrefix("169.254.") },
                "addresses: \(found)")
            return "\(interface) of \(node) has no address but one of its own making"
        case .addressGone(let node, let interface):
            return try await noNeighbour(node, interface)
        case .defaultRouteLost(let node):
            let routes = try await box.node(node).show("route", "show", "default")
            try NotInForce.unless(routes.isEmpty, routes)
            return "\(node) has no default route"
        case .routeLost(let node, let prefixes):
            return try await noRoute(node, prefixes)
        case .prefixHijacked(let node, let prefixes):
            return try await hijacked(node, prefixes)
        case .filter(let filter):
            return try await filtered(filter)
        case .blackHole(let link, _):
            return try await swallowed(link)
        case .linkDegraded(let link, let quality):
            return try await LinkProof(box: box, witness: witness).show(link, quality)
        case .tunnelCaptures(let node, let interface, let prefixes):
            return try await captured(node, interface, prefixes)
        case .clockWrong(let node, let seconds):
            return try await wrongClock(node, seconds)
        case .hostsLine(let node, let address, let name):
            let said = try await box.runAsUser(["getent", "ahosts", name], on: node)
            let used = said.output.split(separator: " ").first.map(String.init) ?? "nothing"
            try NotInForce.unless(used == "\(address)", "getent gives \(used)")
            return "getent on \(node) gives \(used) for \(name)"
        case .resolversReplaced(let node, let resolvers):
            let said = try await box.runAsUser(["cat", "/etc/resolv.conf"], on: node)
            try NotInForce.unless(
                resolvers.allSatisfy { said.output.contains("\($0)") }, said.output)
            return
                "resolv.conf of \(node) names \(resolvers.map(\.description).joined(separator: ", "))"
        case .captivePortal(let node, _, _):
            return try await portal(node)
        case .serviceStopped, .resolverRule, .resolverRefuses, .resolverCutOff, .recordsReplaced,
            .signaturesWrong, .certificateReplaced, .encryptionChanged, .responseReplaced,
            .portClosed, .proxyWantsPassword:
            return try await ServiceProof(box: box, witness: witness).show(work.kind)
        }
    }

    private func noCarrier(_ node: String, _ interface: String) async throws -> String {
        // A forwarded cable tells the other end within a fifth of a second.
        for _ in 0..<20 {
            let flags = try await box.node(node).show("link", "show", interface)
            if flags.contains("NO-CARRIER") { return "\(interface) of \(node) has no carrier" }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw NotInForce(seen: "\(interface) of \(node) still has a carrier")
    }

    private func noNeighbour(_ node: String, _ interface: String) async throws -> String {
        let ends = box.scenario.links.map(\.ends).first { ends in
            ends.contains { $0.node == node && $0.interface == interface }
        }
        guard let gone = ends?.first(where: { $0.node == node }),
            let other = ends?.first(where: { $0.node != node }),
            let address = gone.addresses.first?.address
        else { throw NotInForce(seen: "no such interface") }
        _ = try await witness.fetch(
            "http://\(Witness.host(address))/", seconds: 0.5, from: other.node)
        let entry = try await box.node(other.node).show("neigh", "show", "\(address)")
        try NotInForce.unless(
            entry.contains("INCOMPLETE") || entry.contains("FAILED") || entry.isEmpty,
            "neighbour entry: \(entry)")
        return "\(other.node) asks for \(address) in vain"
    }

    private func noRoute(_ node: String, _ prefixes: [IPPrefix]) async throws -> String {
        for prefix in prefixes where box.hasIPv6 || prefix.address.family == .ipv4 {
            let said = try await box.node(node).run(["ip", "route", "get", "\(prefix.address)"])
            try NotInForce.unless(said.status != 0, said.output)
        }
        return "\(node) answers `ip route get` for it: unreachable"
    }

    private func hijacked(_ node: String, _ prefixes: [IPPrefix]) async throws -> String {
        // Seen from the witness' own router: the packets arrive at the thief.
        guard !prefixes.isEmpty else { throw NotInForce(seen: "no block") }
        for _ in 0..<100 {
            let others = box.scenario.nodes.filter { $0.isRouter && $0.name != node }
            var seen = 0
            for other in others {
                let table = try await box.node(other.name).show("route", "show")
                // A single address is listed without its length.
                if prefixes.contains(where: {
                    table.contains("\($0.address) via") || table.contains("\($0) via")
                }) {
                    seen += 1
                }
            }
            if seen > 0 {
                return "\(seen) routers have learned \(prefixes[0]) from \(node)"
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw NotInForce(seen: "no router has learned the route")
    }

    private func filtered(_ filter: PacketFilter) async throws -> String {
        let node = filter.hook == .output ? filter.node : witness.node
        let port = filter.ports.first ?? (filter.transport == .udp ? 53 : 443)
        var said = ""
        for address in targets(of: filter) {
            if filter.transport == .udp {
                _ = try await witness.lookUp(
                    "example.com", at: address, "-p", "\(port)", seconds: 1)
            } else {
                let scheme = port == 443 ? "https" : "http"
                let fetch = try await witness.fetch(
                    "\(scheme)://\(Witness.host(address)):\(port)/", "--insecure", seconds: 1,
                    from: node)
                said = ", " + fetch.words
            }
            let count = try await box.node(filter.node).countedPackets(table: work.table)
            if count > 0 {
                return
                    "\(count) packet\(count == 1 ? "" : "s") met the filter of \(filter.node)\(said)"
            }
        }
        throw NotInForce(seen: "no packet met the filter of \(filter.node)\(said)")
    }

    /// Addresses that the filter should keep from being reached.
    private func targets(of filter: PacketFilter) -> [IPAddress] {
        if !filter.destinations.isEmpty { return filter.destinations.map(\.address) }
        if filter.hook == .input {
            return box.scenario.addresses(ofNode: filter.node)
        }
        return places.filter { $0.family == (filter.family ?? .ipv4) }
    }

    private func swallowed(_ name: String) async throws -> String {
        guard let link = box.link(name) else { throw NotInForce(seen: "no link \(name)") }
        // Any page will do: the first data of ours is too large for the link.
        let body = String(repeating: "x", count: 6000)
        for service in box.scenario.services {
            guard case .web(let servers) = service.role, let port = servers.first?.port,
                servers.first?.certificate == nil,
                let address = witness.address(of: service.name)
            else { continue }
            _ = try await witness.fetch(
                "http://\(Witness.host(address)):\(port)/", "--data", body, seconds: 1)
            var count = 0
            for end in link.ends {
                count += try await box.node(end.node).countedPackets(table: work.table)
            }
            if count > 0 { return "\(count) messages `packet too big` were kept back at \(name)" }
        }
        throw NotInForce(seen: "no packet was too big for \(name)")
    }

    private func captured(
        _ node: String, _ interface: String, _ prefixes: [IPPrefix]
    ) async throws -> String {
        for prefix in prefixes where box.hasIPv6 || prefix.address.family == .ipv4 {
            // The first address of a block may mean something else, as 0.0.0.0 does.
            let address = places.first { prefix.contains($0) } ?? prefix.address
            let said = try await box.node(node).run(["ip", "route", "get", "\(address)"])
            try NotInForce.unless(said.output.contains("dev \(interface)"), said.output)
        }
        return "the kernel of \(node) sends it to \(interface)"
    }

    /// Where services are.
    private var places: [IPAddress] {
        box.scenario.services.flatMap { service in
            service.addresses + box.scenario.addresses(ofNode: service.node)
        }
    }

    private func wrongClock(_ node: String, _ seconds: Double) async throws -> String {
        let here = try await Tool.call(["date", "+%s"])
        let there = try await box.runAsUser(["date", "+%s"], on: node)
        let words = [there.output, here].map {
            Double($0.filter { !$0.isWhitespace }) ?? 0
        }
        let offset = words[0] - words[1]
        try NotInForce.unless(abs(offset - seconds) < 5, "`date` differs by \(offset) s")
        return "`date` on \(node) differs by \(Int(offset)) s"
    }

    private func portal(_ node: String) async throws -> String {
        for service in box.scenario.services {
            guard case .web(let servers) = service.role,
                servers.contains(where: { $0.port == 80 && $0.paths["/generate_204"] != nil }),
                let address = box.scenario.nodes.first(where: { $0.name == service.node })?
                    .addresses.first
            else { continue }
            let fetch = try await witness.fetch("http://\(Witness.host(address))/generate_204")
            try NotInForce.unless([200, 302].contains(fetch.status), fetch.words)
            return "\(node) answers \(fetch.status) in the place of \(address)"
        }
        throw NotInForce(seen: "the scenario has no page whose content is known")
    }
}
