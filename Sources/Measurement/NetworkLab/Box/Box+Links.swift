/// What the lab does to the packets of its links.
extension Box {
    /// Leaves links to the kernel's netem where it has that and does the same.
    func leaveToKernel() async throws {
        guard !forwarded.isEmpty else { return }
        let qualities =
            scenario.links.map { ($0.name, $0.quality) }
            + scenario.faults.compactMap { fault in
                guard case .linkDegraded(let link, let quality) = fault.kind else { return nil }
                return (link, quality)
            }
        let unsuited = Set(qualities.filter { !LinkShaping.suitsNetem($0.1) }.map(\.0))
        guard forwarded.contains(where: { !unsuited.contains($0) }) else { return }
        try await Tool.call(["ip", "netns", "add", "trial"])
        usesNetem = try await node("trial").run(LinkShaping.netemTrial).status == 0
        try await Tool.call(["ip", "netns", "del", "trial"])
        if usesNetem { forwarded.formIntersection(unsuited) }
    }

    /// Starts the process between the ends of links that hold packets back; it brings its own ends up.
    func startForwarder() async throws {
        guard !forwarded.isEmpty else { return }
        let lines = scenario.links.enumerated().filter { forwarded.contains($1.name) }
        let forwarder = LinkForwarder(culpritPath: culpritPath, seed: seed)
        try await forwarder.start(
            lines.map { index, link in
                let names = NetworkPlan.wireNames(index)
                return ForwarderConfiguration.Line(
                    name: link.name, left: names.left, right: names.right, quality: link.quality)
            })
        self.forwarder = forwarder
    }

    /// Makes a link as bad as stated, whatever it was before.
    func shape(_ link: Link, quality: LinkQuality) async throws {
        if forwarded.contains(link.name) {
            try await forwarder?.replace(link.name, quality: quality)
        }
        for end in link.ends {
            let node = node(end.node)
            for words in LinkShaping.unlimitedCommands(interface: end.interface) {
                // Fails where there was no limit.
                _ = try await node.run(words)
            }
            let commands =
                usesNetem && !forwarded.contains(link.name)
                ? LinkShaping.netemCommands(quality, interface: end.interface)
                : LinkShaping.rateCommands(quality, interface: end.interface)
            for words in commands { try await node.call(words) }
            let loss = LinkShaping.lossRules(quality, interface: end.interface)
            try await node.load(
                rules: loss.isEmpty ? LinkShaping.noLossRules(interface: end.interface) : loss)
            try await node.ip(
                [LinkShaping.segmentation(interface: end.interface)]
                    + LinkShaping.maximumTransmissionUnit(quality, interface: end.interface))
        }
    }

    /// The far end of the cable at an interface: the namespace and the interface in it.
    func peer(node: String, interface: String) -> (namespace: NodeNamespace, interface: String)? {
        for (index, link) in scenario.links.enumerated() {
            let pairs = [(link.left, link.right, true), (link.right, link.left, false)]
            for (end, other, isLeft) in pairs
            where end.node == node && end.interface == interface {
                guard forwarded.contains(link.name) else {
                    return (self.node(other.node), other.interface)
                }
                let names = NetworkPlan.wireNames(index)
                return (self.node(NetworkPlan.wires), isLeft ? names.left : names.right)
            }
        }
        return nil
    }
}
