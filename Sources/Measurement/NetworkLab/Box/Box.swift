import Foundation
import InternetProtocols

/// One running lab, seen from inside its namespaces: makes it, breaks it, mends it.
///
/// Runs as the first process of a process namespace (see Sandbox): nothing of it outlives this process.
actor Box {
    /// The lab's own folder, in a file system that goes with the sandbox.
    static let folder = "/run/lab"

    /// The scenario as its file has it, with nothing broken.
    let scenario: Scenario
    /// The program that is tried, and that forwards frames.
    let culpritPath: String
    /// Whether the kernel has IPv6.
    let hasIPv6: Bool
    /// Where the chance of links begins.
    let seed: UInt64
    private let services = ServiceRunner()
    var forwarder: LinkForwarder?
    private var faultsInForce = [Fault]()
    /// The links that a process of ours forwards, because they hold packets back.
    var forwarded: Set<String>
    var usesNetem = false

    init(_ scenario: Scenario, culpritPath: String, seed: UInt64) {
        self.scenario = scenario
        self.seed = seed
        self.culpritPath = culpritPath
        hasIPv6 = FileManager.default.fileExists(atPath: "/proc/sys/net/ipv6/conf/all")
        let degraded = scenario.faults.compactMap { fault -> String? in
            guard case .linkDegraded(let link, let quality) = fault.kind else { return nil }
            return quality.holdsBack ? link : nil
        }
        forwarded = Set(
            degraded + scenario.links.filter(\.quality.holdsBack).map(\.name))
    }

    /// The scenario with the faults in force worked in.
    var effective: Scenario { scenario.configured(by: faultsInForce) }

    /// The namespace of a node.
    nonisolated func node(_ name: String) -> NodeNamespace { NodeNamespace(name: name) }

    /// The link of a name.
    nonisolated func link(_ name: String) -> Link? { scenario.links.first { $0.name == name } }

    /// Makes nodes, links and routes, and starts every service, with the faults that are in force
    /// from the start already worked into the services' configuration.
    func make(with faults: [Fault]) async throws {
        faultsInForce = faults
        try await leaveToKernel()
        let plan = NetworkPlan(scenario, hasIPv6: hasIPv6, forwarded: forwarded)
        try await Tool.call(
            ["ip", "-batch", "-"],
            input: plan.namespaces.map { "netns add \($0)\n" }.joined())
        try await atEveryNode { node in
            try await NodeNamespace(name: node.name).call(["sh", "-ec", plan.kernelSettings(node)])
        }
        try await Tool.call(
            ["ip", "-batch", "-"], input: plan.cables.map { $0 + "\n" }.joined())
        try await atEveryNode { node in
            try await NodeNamespace(name: node.name).ip(plan.setUp(node))
        }
        try await startForwarder()
        for link in scenario.links where link.quality != .perfect {
            try await shape(link, quality: link.quality)
        }
        try writeNodeFiles()
        try CertificateFiles.write(in: context)
        try await startServices()
    }

    /// What service plans are made for.
    private var context: ServiceContext {
        ServiceContext(
            scenario: effective, folder: Self.folder, hasIPv6: hasIPv6, faults: faultsInForce,
            culpritPath: culpritPath)
    }

    // MARK: Services

    private func startServices() async throws {
        let plans = try ServicePlan.all(in: context)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for plan in plans { group.addTask { try await self.services.start(plan) } }
            try await group.waitForAll()
        }
        try await waitForRoutes()
    }

    /// Waits until routers that learn their routes have them.
    private func waitForRoutes() async throws {
        guard scenario.routing == .learned else { return }
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(ServiceRunner.startLimit)
        for node in scenario.nodes where BirdRouter.configuration(of: node, in: context) != nil {
            let command = BirdRouter.sessionsCommand(of: node.name, in: context)
            while true {
                let said = try await self.node(node.name).run(command)
                if said.status == 0, BirdRouter.isConverged(said.output) { break }
                guard clock.now < deadline else {
                    throw LabError.serviceDidNotStart(
                        service: "BGP in \(node.name)", said: String(said.output.suffix(800)))
                }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        // A session is up a moment before its routes are in the kernel.
        try await Task.sleep(for: .milliseconds(300))
    }

    /// Changes which faults are in force and restarts the services for which that makes a difference.
    func configure(faults: [Fault]) async throws {
        faultsInForce = faults
        try writeNodeFiles()
        try CertificateFiles.write(in: context)
        let wanted = try ServicePlan.all(in: context)
        let running = await services.plans
        for (name, plan) in running where !wanted.contains(plan) { await services.stop(name) }
        for plan in wanted where running[plan.name] != plan { try await services.start(plan) }
    }

    // MARK: Nodes

    /// Where a node's versions of files in /etc are.
    static func etc(of node: String) -> String { "\(folder)/nodes/\(node)" }

    private func writeNodeFiles() throws {
        for node in effective.nodes {
            let folder = Self.etc(of: node.name)
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            let resolvers = node.resolvers.filter { hasIPv6 || $0.family == .ipv4 }
            for (name, text) in [
                ("resolv.conf", resolvers.map { "nameserver \($0)\n" }.joined()),
                (
                    "hosts",
                    "127.0.0.1 localhost\n::1 localhost\n"
                        + node.hostsLines.map { $0 + "\n" }.joined()
                ),
                ("nsswitch.conf", "hosts: files dns\n"),
            ] {
                try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
            }
        }
    }

    /// The command line that runs `words` on a node as one of its users would: with the node's name
    /// servers, hosts file and clock, without any privilege unless as its root.
    func userCommand(
        _ words: [String], on name: String, environment: [String: String], isRoot: Bool = false
    ) throws -> [String] {
        var variables = environment
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        variables["PATH"] = "\((culpritPath as NSString).deletingLastPathComponent):\(path)"
        variables["SSL_CERT_FILE"] = context.trustedRoots
        // Where nothing else sets a prompt, it says where one is.
        variables["PS1"] = "\(name) in the lab \\w \\$ "
        let offset = effective.nodes.first { $0.name == name }?.clockOffset ?? 0
        if offset != 0 {
            variables.merge(
                try FakeClock.variables(offset: offset, culpritPath: culpritPath)
            ) { $1 }
        }
        let settings = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let foreign = ForeignVariables.names.flatMap { ["-u", $0] }
        return node(name).command(
            ["sh", "-ec", Self.mountScript, "lab", Self.etc(of: name), "env"] + foreign + settings
                + (isRoot ? [] : ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--"])
                + words)
    }

    /// Puts the node's files over the system's, in a private mount namespace.
    ///
    /// That of `ip netns exec`. A file that is a link into /run, which is ours, gets a place to be mounted on first.
    private static let mountScript = """
        for name in resolv.conf hosts nsswitch.conf; do
          place=$(readlink -m "/etc/$name")
          case $place in /run/*) mkdir -p "${place%/*}"; : >>"$place";; esac
          [ -e "$place" ] || { [ "$name" = nsswitch.conf ] && continue; }
          mount --bind "$1/$name" "$place"
        done
        shift
        exec "$@"
        """

    /// Writes a script for each node that runs its arguments as a user of it: how `lab shell` gets in.
    func writeEntries() throws {
        for (node, isRoot) in scenario.nodes.flatMap({ [($0, false), ($0, true)] }) {
            let environment = node.name == scenario.trial.node ? scenario.trial.environment : [:]
            let words = try userCommand(
                [], on: node.name, environment: environment, isRoot: isRoot)
            let quoted = words.map { "'\($0.replacing("'", with: "'\\''"))'" }
            let script = "exec \(quoted.joined(separator: " ")) \"$@\"\n"
            try Data(script.utf8).write(
                to: URL(filePath: Self.entry(to: node.name, isRoot: isRoot)))
        }
    }

    /// The script that runs its arguments on a node.
    static func entry(to node: String, isRoot: Bool) -> String {
        "\(folder)/enter-\(node)\(isRoot ? "-root" : "")"
    }

    /// Runs a command on a node as a user of it.
    func runAsUser(
        _ words: [String], on name: String, environment: [String: String] = [:],
        seconds: Double = 20
    ) async throws -> ToolResult {
        try await Tool.run(
            userCommand(words, on: name, environment: environment), seconds: seconds)
    }

    /// Sets a node's addresses and routes right again.
    func mend(_ name: String) async throws {
        let plan = NetworkPlan(scenario, hasIPv6: hasIPv6, forwarded: forwarded)
        guard let node = scenario.nodes.first(where: { $0.name == name }) else { return }
        try await self.node(name).ip(plan.setUp(node))
    }

    /// Removes what proofs left in caches of addresses, routes and path sizes.
    func forget() async throws {
        try await atEveryNode { node in
            _ = try await NodeNamespace(name: node.name).run([
                "sh", "-c", "ip neigh flush all; ip tcp_metrics flush; ip route flush cache",
            ])
        }
    }

    /// Does the same at every node, at all of them at once.
    private func atEveryNode(
        _ work: @escaping @Sendable (Node) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for node in scenario.nodes { group.addTask { try await work(node) } }
            try await group.waitForAll()
        }
    }
}
