import InternetProtocols

/// What a router that speaks BGP sees around it: the routers that it talks to, and the blocks of
/// addresses that it is the first to know of.
struct RoutingNeighbourhood {
    /// A router at the other end of a cable that belongs to a system too.
    struct Neighbour: Equatable {
        /// Its name.
        var node: String
        /// The number of its system.
        var system: UInt32
        /// Our address on the cable.
        var local: IPAddress
        /// Its address on the cable.
        var remote: IPAddress
    }

    private let scenario: Scenario
    private let hasIPv6: Bool
    private let node: Node
    /// The system of the router.
    let system: AutonomousSystem

    /// What a node sees; nil when it is no router or belongs to no system.
    init?(of node: Node, in scenario: Scenario, hasIPv6: Bool) {
        guard node.isRouter, let system = scenario.systems.first(where: { $0.name == node.system })
        else { return nil }
        self.node = node
        self.scenario = scenario
        self.hasIPv6 = hasIPv6
        self.system = system
    }

    /// The sessions to hold, O(links).
    ///
    /// One for each cable to a router of a system and each family of which both ends have an address
    /// on the same block.
    var neighbours: [Neighbour] {
        cables(of: node.name).flatMap { near, far -> [Neighbour] in
            guard let other = scenario.nodes.first(where: { $0.name == far.node }), other.isRouter,
                let system = scenario.systems.first(where: { $0.name == other.system })
            else { return [] }
            return families.compactMap { family in
                for ours in near.addresses where ours.address.family == family {
                    let theirs = far.addresses.first { ours.prefix.contains($0.address) }
                    guard let theirs else { continue }
                    return Neighbour(
                        node: other.name, system: system.number, local: ours.address,
                        remote: theirs.address)
                }
                return nil
            }
        }
    }

    /// The blocks to originate.
    ///
    /// 1. those of its system that an address of its own, or of a node that it alone leads to, lies in;
    /// 2. those of its system that lie nowhere in the system (every router of it originates them);
    /// 3. cables' blocks and single addresses around it that no block of any system covers.
    var originated: [IPPrefix] {
        let near = surroundings(of: node)
        let nearAddresses = addresses(of: near)
        let colleagues = scenario.nodes.filter { $0.isRouter && $0.system == node.system }
        let known = addresses(of: Set(colleagues.flatMap { surroundings(of: $0) }))
        let own = usable(system.prefixes).filter { prefix in
            nearAddresses.contains(where: prefix.contains)
                || !known.contains(where: prefix.contains)
        }
        let all = scenario.systems.flatMap(\.prefixes)
        let ends = near.sorted().flatMap { cables(of: $0).map(\.near) }
        let single = scenario.nodes.filter { near.contains($0.name) }.flatMap(\.addresses)
        let rest =
            ends.flatMap(\.addresses).map(\.prefix)
            + single.compactMap { IPPrefix($0, length: $0.family.bitWidth) }
        var seen = Set<IPPrefix>()
        return (own + usable(rest).filter { block in !all.contains { $0.contains(block) } })
            .filter { seen.insert($0).inserted }
    }

    private var families: [IPAddress.Family] { hasIPv6 ? [.ipv4, .ipv6] : [.ipv4] }

    private func usable(_ prefixes: [IPPrefix]) -> [IPPrefix] {
        prefixes.filter { families.contains($0.address.family) }
    }

    private func cables(of name: String) -> [(near: LinkEnd, far: LinkEnd)] {
        scenario.links.flatMap { link in
            [(link.left, link.right), (link.right, link.left)].filter { $0.0.node == name }
        }
    }

    /// A router and the nodes that lie behind it, up to other routers that belong to a system.
    private func surroundings(of router: Node) -> Set<String> {
        var found: Set = [router.name]
        var queue = [router.name]
        while let name = queue.popLast() {
            for (_, far) in cables(of: name) where !found.contains(far.node) {
                guard let other = scenario.nodes.first(where: { $0.name == far.node }),
                    !(other.isRouter && other.system != nil)
                else { continue }
                found.insert(other.name)
                if other.isRouter { queue.append(other.name) }
            }
        }
        return found
    }

    private func addresses(of names: Set<String>) -> [IPAddress] {
        let ends = scenario.links.flatMap(\.ends).filter { names.contains($0.node) }
        let single = scenario.nodes.filter { names.contains($0.name) }.flatMap(\.addresses)
        return ends.flatMap(\.addresses).map(\.address) + single
    }
}
