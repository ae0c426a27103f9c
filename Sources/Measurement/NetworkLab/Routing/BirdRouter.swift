import InternetProtocols

/// Routers that learn their routes: BIRD 2 speaks BGP (RFC 4271) between those of different systems,
/// and between neighbours of one system.
///
/// What is learned goes into the kernel behind everything that it was told: the metric is high.
enum BirdRouter {
    /// Behind the kernel's own 256 and `ip -6 route`'s 1024.
    private static let metric = 4096

    /// A plan for every router that belongs to a system.
    static func plans(in context: ServiceContext) -> [ServicePlan] {
        context.scenario.nodes.compactMap { plan($0, in: context) }
    }

    /// The plan of a router; nil for a node that speaks no BGP.
    static func plan(_ node: Node, in context: ServiceContext) -> ServicePlan? {
        guard let text = configuration(of: node, in: context) else { return nil }
        let folder = context.folder(of: name(of: node.name))
        return ServicePlan(
            name: name(of: node.name), node: node.name, files: ["\(folder)/bird.conf": text],
            command: [
                "bird", "-f", "-c", "\(folder)/bird.conf", "-s", socket(of: node.name, in: context),
            ],
            // It listens on the wildcard address, in each family that it has a session of.
            ports: neighbourFamilies(of: node, in: context).map { _ in 179 })
    }

    /// The word by which the router's program is known in the lab.
    static func name(of node: String) -> String { "routes-\(node)" }

    /// Where the router's program can be talked to.
    static func socket(of node: String, in context: ServiceContext) -> String {
        "\(context.folder(of: name(of: node)))/bird.ctl"
    }

    /// Prints the state of all sessions of a router; to be run on any node.
    static func sessionsCommand(of node: String, in context: ServiceContext) -> [String] {
        ["birdc", "-r", "-s", socket(of: node, in: context), "show", "protocols"]
    }

    /// Whether the answer to `sessionsCommand` has BGP sessions and all of them are established.
    static func isConverged(_ answer: String) -> Bool {
        let sessions = answer.split(separator: "\n").map { $0.split(separator: " ") }
            .filter { $0.count > 1 && $0[1] == "BGP" }
        return !sessions.isEmpty && sessions.allSatisfy { $0.last == "Established" }
    }

    /// The configuration of a router; nil for a node that speaks no BGP.
    static func configuration(of node: Node, in context: ServiceContext) -> String? {
        guard let around = neighbourhood(of: node, in: context) else { return nil }
        let place = context.scenario.nodes.firstIndex { $0.name == node.name } ?? 0
        let head = """
            log stderr { warning, error, fatal, bug };
            router id 0.0.\((place + 1) / 256).\((place + 1) % 256);
            protocol device { scan time 1; }

            """
        let families: [IPAddress.Family] = context.hasIPv6 ? [.ipv4, .ipv6] : [.ipv4]
        let foreign = announced(by: node, in: context)
        let tables = families.map { table(of: $0, own: around.originated, foreign: foreign) }
        let sessions = around.neighbours.enumerated().map { index, neighbour in
            session(index, neighbour, of: around.system)
        }
        return head + tables.joined() + sessions.joined()
    }

    /// The kernel's table of a family and what the router is the first to announce of it.
    private static func table(
        of family: IPAddress.Family, own: [IPPrefix], foreign: [IPPrefix]
    ) -> String {
        let word = family.rawValue
        let ours = routes(own, of: family, to: "unreachable")
        let theirs = routes(foreign, of: family, to: "blackhole")
        return """
            protocol kernel kernel_\(word) {
                metric \(metric);
                \(word) { import none; export where source = RTS_BGP || proto = "foreign_\(word)"; };
            }
            protocol static own_\(word) {
                \(word);
            \(ours)}
            protocol static foreign_\(word) {
                \(word);
            \(theirs)}

            """
    }

    private static func routes(
        _ prefixes: [IPPrefix], of family: IPAddress.Family, to destination: String
    ) -> String {
        prefixes.filter { $0.address.family == family }
            .map { "    route \($0) \(destination);\n" }.joined()
    }

    private static func session(
        _ index: Int, _ neighbour: RoutingNeighbourhood.Neighbour, of system: AutonomousSystem
    ) -> String {
        let isInternal = neighbour.system == system.number
        // Neighbours of one system pass on what they learned from each other, so that a chain of
        // routers needs no session between all of them (RFC 4456).
        let inside = isInternal ? "    direct;\n    rr client;\n" : ""
        // Nobody outside is believed about one's own blocks (RFC 7454, section 6.1.4).
        let own = system.prefixes.filter { $0.address.family == neighbour.local.family }
        let isOwn = "net ~ [ \(own.map { "\($0)+" }.joined(separator: ", ")) ]"
        let believed = isInternal || own.isEmpty ? "import all" : "import where !(\(isOwn))"
        let word = neighbour.node.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
        return """
            protocol bgp session\(index)_\(word) {
                local \(neighbour.local) as \(system.number);
                neighbor \(neighbour.remote) as \(neighbour.system);
                connect delay time 1;
                connect retry time 1;
                error wait time 1, 2;
                error forget time 2;
                hold time 9;
                keepalive time 3;
                graceful restart off;
            \(inside)    \(neighbour.local.family.rawValue) {
                    \(believed);
                    export where source ~ [RTS_STATIC, RTS_BGP];
                    next hop self;
                };
            }

            """
    }

    private static func neighbourhood(
        of node: Node, in context: ServiceContext
    ) -> RoutingNeighbourhood? {
        RoutingNeighbourhood(of: node, in: context.scenario, hasIPv6: context.hasIPv6)
    }

    private static func neighbourFamilies(
        of node: Node, in context: ServiceContext
    ) -> Set<IPAddress.Family> {
        Set(neighbourhood(of: node, in: context)?.neighbours.map(\.local.family) ?? [])
    }

    /// The foreign blocks that the router announces, by the faults in force.
    private static func announced(by node: Node, in context: ServiceContext) -> [IPPrefix] {
        context.faults.flatMap { fault -> [IPPrefix] in
            guard case .prefixHijacked(let name, let prefixes) = fault.kind, name == node.name
            else { return [] }
            return prefixes
        }
    }
}
