import Foundation
import InternetProtocols

/// What breaks in a kernel or a cable: how to do it, and how to undo it.
struct FaultWork: Sendable {
    let box: Box
    /// The fault's place in the scenario, which makes its table's name unique.
    let index: Int
    let kind: Fault.Kind

    /// The nftables table of the fault.
    var table: String { "fault\(index)" }

    /// Breaks it.
    ///
    /// Matters of configuration were changed before, by `Box.configure`.
    func apply() async throws {
        switch kind {
        case .interfaceDown(let node, let interface):
            try await box.node(node).ip(["link set \(interface) down"])
        case .carrierLost(let node, let interface):
            try await setPeer(of: interface, on: node, "down")
        case .addressLost(let node, let interface):
            try await box.node(node).ip([
                "addr flush dev \(interface) scope global",
                "addr add 169.254.7.9/16 dev \(interface) scope link",
            ])
        case .addressGone(let node, let interface):
            try await box.node(node).ip(["addr flush dev \(interface) scope global"])
        case .defaultRouteLost(let node):
            for family in ["-4", "-6"] {
                _ = try await Tool.run(["ip", family, "-n", node, "route", "del", "default"])
            }
        case .routeLost(let node, let prefixes):
            try await box.node(node).ip(
                prefixes.filter(usable).map { "route replace unreachable \($0)" })
        case .filter(let filter):
            try await box.node(filter.node).load(rules: filter.rules(table: table))
        case .blackHole(let link, let size):
            try await blackHole(link, size)
        case .linkDegraded(let name, let quality):
            if let link = box.link(name) { try await box.shape(link, quality: quality) }
        case .tunnelCaptures(let node, let interface, let prefixes):
            try await capture(node, interface, prefixes)
        case .captivePortal(let node, let interface, _):
            try await box.node(node).load(
                rules: PortalServer.rules(table: table, interface: interface))
        default:
            break
        }
    }

    /// Undoes it.
    func revert() async throws {
        switch kind {
        case .interfaceDown(let node, _), .addressGone(let node, _), .defaultRouteLost(let node):
            try await box.mend(node)
        case .carrierLost(let node, let interface):
            try await setPeer(of: interface, on: node, "up")
        case .addressLost(let node, let interface):
            try await box.node(node).ip(["addr flush dev \(interface) scope link"])
            try await box.mend(node)
        case .routeLost(let node, let prefixes):
            try await box.node(node).ip(
                prefixes.filter(usable).map { "route del unreachable \($0)" })
            try await box.mend(node)
        case .filter(let filter):
            try await box.node(filter.node).load(rules: "delete table inet \(table)\n")
        case .captivePortal(let node, _, _):
            try await box.node(node).load(rules: "delete table inet \(table)\n")
        case .blackHole(let name, _):
            guard let link = box.link(name) else { return }
            let size = link.quality.maximumTransmissionUnit ?? 1500
            for end in link.ends {
                try await box.node(end.node).ip(["link set \(end.interface) mtu \(size)"])
                try await box.node(end.node).load(rules: "delete table inet \(table)\n")
            }
        case .linkDegraded(let name, _):
            if let link = box.link(name) { try await box.shape(link, quality: link.quality) }
        case .tunnelCaptures(let node, let interface, _):
            try await box.node(node).ip(["link del \(interface)"])
            try await box.mend(node)
        default:
            break
        }
    }

    private func usable(_ prefix: IPPrefix) -> Bool {
        box.hasIPv6 || prefix.address.family == .ipv4
    }

    private func setPeer(of interface: String, on node: String, _ state: String) async throws {
        guard let peer = await box.peer(node: node, interface: interface) else { return }
        try await peer.namespace.ip(["link set \(peer.interface) \(state)"])
    }

    /// Both ends get the small size, and the routers before them never say so.
    private func blackHole(_ name: String, _ size: Int) async throws {
        guard let link = box.link(name) else { return }
        for end in link.ends {
            try await box.node(end.node).ip(["link set \(end.interface) mtu \(size)"])
            try await box.node(end.node).load(
                rules: """
                    table inet \(table) {
                    chain silence {
                    type filter hook output priority 0;
                    icmp type destination-unreachable icmp code frag-needed counter drop
                    icmpv6 type packet-too-big counter drop
                    }
                    }

                    """)
        }
    }

    /// A tunnel whose far end is gone: what is sent into it comes out nowhere.
    private func capture(
        _ node: String, _ interface: String, _ prefixes: [IPPrefix]
    ) async throws {
        let own = box.hasIPv6 ? ["addr add fd99::2/64 dev \(interface) nodad"] : []
        try await box.node(node).ip(
            ["tuntap add dev \(interface) mode tun", "addr add 10.99.0.2/24 dev \(interface)"]
                + own + ["link set \(interface) up"]
                + prefixes.filter(usable).map { "route replace \($0) dev \(interface)" })
    }
}
