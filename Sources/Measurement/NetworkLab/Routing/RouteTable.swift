import InternetProtocols

/// One line of a node's route table.
struct Route: Hashable, Sendable {
    /// Where it leads; nil for the default route.
    var destination: IPPrefix?
    /// The neighbour that is handed the packets.
    var via: IPAddress

    /// The line as `ip -batch` takes it, with the family's default spelt out.
    var batchLine: String {
        let place = destination.map(\.description) ?? (via.family == .ipv6 ? "::/0" : "0.0.0.0/0")
        return "route replace \(place) via \(via)"
    }
}

/// Who hands packets to whom: shortest paths through routers, by the number of links.
///
/// Every node that names a gateway (or is a host with one link) gets a default route; whatever is
/// nearer by another neighbour gets a route of its own. Hosts pass nothing on.
struct RouteTable {
    private struct Hop {
        var node: String
        var address: [IPAddress.Family: IPAddress]
    }

    private let scenario: Scenario
    private let nodes: [String: Node]
    private let neighbours: [String: [Hop]]

    /// The tables of a scenario's nodes.
    ///
    /// O(nodes + links).
    init(_ scenario: Scenario) {
        self.scenario = scenario
        nodes = Dictionary(scenario.nodes.map { ($0.name, $0) }) { first, _ in first }
        var neighbours = [String: [Hop]]()
        for link in scenario.links {
            for (near, far) in [(link.left, link.right), (link.right, link.left)] {
                var addresses = [IPAddress.Family: IPAddress]()
                for entry in far.addresses where addresses[entry.address.family] == nil {
                    addresses[entry.address.family] = entry.address
                }
                neighbours[near.node, default: []].append(Hop(node: far.node, address: addresses))
            }
        }
        self.neighbours = neighbours
    }

    /// The routes of a node that are not on its own links.
    ///
    /// O((nodes + links) · families).
    func routes(of name: String) -> [Route] {
        guard let node = nodes[name] else { return [] }
        return IPAddress.Family.allCases.flatMap { routes(of: node, family: $0) }
    }

    /// The neighbour that a node sends everything to for which it has no better route.
    func gateway(of node: Node) -> String? {
        if let gateway = node.gateway { return gateway }
        let near = neighbours[node.name] ?? []
        guard !node.isRouter, near.count == 1, nodes[near[0].node]?.isRouter == true else {
            return nil
        }
        return near[0].node
    }

    private func routes(of node: Node, family: IPAddress.Family) -> [Route] {
        let firstHops = firstHops(from: node, family: family)
        let gateway = gateway(of: node)
        var routes = [Route]()
        if let gateway, let address = hop(from: node.name, to: gateway)?.address[family] {
            routes.append(Route(destination: nil, via: address))
        }
        let ownLinks = prefixes(of: node.name, family: family, loopback: false)
        var seen = Set(ownLinks)
        // The nearest owner of a block first, so that a link between two routers is reached quickly.
        for (name, first) in firstHops {
            for prefix in prefixes(of: name, family: family, loopback: true)
            where seen.insert(prefix).inserted && first.node != gateway {
                guard let via = first.address[family] else { continue }
                routes.append(Route(destination: prefix, via: via))
            }
        }
        return routes
    }

    /// Every other node, nearest first, with the neighbour that leads there.
    private func firstHops(from node: Node, family: IPAddress.Family) -> [(String, Hop)] {
        var found = [(String, Hop)]()
        var seen: Set = [node.name]
        var queue = [(node.name, Hop?.none)]
        var next = 0
        while next < queue.count {
            let (name, first) = queue[next]
            next += 1
            guard name == node.name || nodes[name]?.isRouter == true else { continue }
            for hop in neighbours[name] ?? [] where !seen.contains(hop.node) {
                guard hop.address[family] != nil, isTold(hop.node, to: node) else { continue }
                seen.insert(hop.node)
                found.append((hop.node, first ?? hop))
                queue.append((hop.node, first ?? hop))
            }
        }
        return found
    }

    /// With routes that are learned, a router is told of its own system alone.
    private func isTold(_ name: String, to node: Node) -> Bool {
        guard scenario.routing == .learned, node.isRouter, let system = node.system else {
            return true
        }
        // Nodes that belong to no system are customers of whoever they are connected to.
        guard let other = nodes[name]?.system else { return true }
        return other == system
    }

    private func hop(from name: String, to other: String) -> Hop? {
        neighbours[name]?.first { $0.node == other }
    }

    private func prefixes(
        of name: String, family: IPAddress.Family, loopback: Bool
    ) -> [IPPrefix] {
        let ends = scenario.links.flatMap(\.ends).filter { $0.node == name }
        // A host leads nowhere but to itself: its other cables are reached by their routers.
        let leads = !loopback || nodes[name]?.isRouter == true
        let onLinks = leads ? ends.flatMap(\.addresses).map(\.prefix) : []
        let own = loopback ? nodes[name]?.addresses ?? [] : []
        let alone = own.compactMap { IPPrefix($0, length: $0.family.bitWidth) }
        return (onLinks + alone).filter { $0.address.family == family }
    }
}
