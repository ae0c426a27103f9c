import InternetProtocols

/// What is typed into `ip` to make a scenario's nodes, links and routes: texts only.
struct NetworkPlan {
    /// The namespace in which the frames of held-back links change over.
    static let wires = "wires"

    let scenario: Scenario
    let hasIPv6: Bool
    /// The names of the links that a process of ours forwards.
    let forwarded: Set<String>
    private let routes: RouteTable

    init(_ scenario: Scenario, hasIPv6: Bool, forwarded: Set<String>) {
        self.scenario = scenario
        self.hasIPv6 = hasIPv6
        self.forwarded = forwarded
        routes = RouteTable(scenario)
    }

    /// The namespaces to make.
    var namespaces: [String] {
        scenario.nodes.map(\.name) + (forwarded.isEmpty ? [] : [Self.wires])
    }

    /// Makes every cable, in one batch.
    var cables: [String] {
        scenario.links.enumerated().flatMap { index, link in
            guard forwarded.contains(link.name) else {
                return [cable(link.left, to: link.right.interface, in: link.right.node)]
            }
            let (left, right) = Self.wireNames(index)
            return [
                cable(link.left, to: left, in: Self.wires),
                cable(link.right, to: right, in: Self.wires),
            ]
        }
    }

    /// The interfaces of a forwarded link in the namespace of wires, by the link's place.
    static func wireNames(_ index: Int) -> (left: String, right: String) {
        ("w\(index)l", "w\(index)r")
    }

    private func cable(_ end: LinkEnd, to other: String, in node: String) -> String {
        "link add \(end.interface) netns \(end.node) type veth peer name \(other) netns \(node)"
    }

    /// Gives a node its addresses and routes; may be repeated to mend a node.
    func setUp(_ node: Node) -> [String] {
        var lines = ["link set lo up"]
        for address in usable(node.addresses) {
            let nodad = address.family == .ipv6 ? " nodad" : ""
            lines.append("addr replace \(address)/\(address.family.bitWidth) dev lo\(nodad)")
        }
        for link in scenario.links {
            for end in link.ends where end.node == node.name {
                lines += setUp(end)
                if let size = link.quality.maximumTransmissionUnit {
                    lines.append("link set \(end.interface) mtu \(size)")
                }
            }
        }
        return lines + routes.routes(of: node.name).filter { isUsable($0.via) }.map(\.batchLine)
    }

    private func setUp(_ end: LinkEnd) -> [String] {
        var lines = ["link set \(end.interface) up"]
        for entry in end.addresses where isUsable(entry.address) {
            let nodad = entry.address.family == .ipv6 ? " nodad" : ""
            lines.append("addr replace \(entry) dev \(end.interface)\(nodad)")
        }
        return lines
    }

    /// Kernel settings as a shell script: routers forward and never ration their ICMP errors.
    func kernelSettings(_ node: Node) -> String {
        var settings = [(String, Int)]()
        if hasIPv6 {
            settings += [("ipv6/conf/default/accept_dad", 0), ("ipv6/conf/default/accept_ra", 0)]
        }
        if node.isRouter {
            settings += [("ipv4/ip_forward", 1), ("ipv4/icmp_ratelimit", 0)]
            if hasIPv6 {
                settings += [("ipv6/conf/all/forwarding", 1), ("ipv6/icmp/ratelimit", 0)]
            }
        }
        return settings.map { "echo \($1) > /proc/sys/net/\($0)" }.joined(separator: "\n")
    }

    private func usable(_ addresses: [IPAddress]) -> [IPAddress] { addresses.filter(isUsable) }

    private func isUsable(_ address: IPAddress) -> Bool { hasIPv6 || address.family == .ipv4 }
}
