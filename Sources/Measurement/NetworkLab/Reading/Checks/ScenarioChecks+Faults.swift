import InternetProtocols
import YAMLDocuments

extension ScenarioChecks {
    /// Faults happen to things that exist, and can happen to them.
    func checkFaults() throws(YAMLDocumentError) {
        for entry in parts.faults {
            try check(entry.value.kind, entry.source.at(entry.value.kind.form.rawValue))
        }
    }

    private func check(_ kind: Fault.Kind, _ source: YAMLReader) throws(YAMLDocumentError) {
        switch kind {
        case .interfaceDown(let name, let interface), .carrierLost(let name, let interface),
            .addressLost(let name, let interface):
            try check(name, interface, source)
        case .addressGone(let name, let interface):
            let facts = try node(name, source.at("node"))
            if interface == "lo", !facts.node.addresses.isEmpty { return }
            try check(name, interface, source)
        case .defaultRouteLost(let name), .routeLost(let name, _), .clockWrong(let name, _),
            .resolversReplaced(let name, _):
            _ = try node(name, source.at("node"))
        case .prefixHijacked(let name, _):
            try checkHijacker(name, source)
        case .filter(let filter):
            try check(filter, source)
        case .blackHole(let name, let size):
            let link = try link(name, source.at("link"))
            let whole = link.quality.maximumTransmissionUnit ?? 1500
            guard size < whole else {
                throw source.at("mtu").problem(
                    "the link \(name) carries \(whole) bytes at most; a black hole is smaller")
            }
            try checkPacketSize(LinkQuality(maximumTransmissionUnit: size), of: link, source)
        case .linkDegraded(let name, let quality):
            try checkPacketSize(quality, of: link(name, source.at("link")), source)
        case .tunnelCaptures(let name, let interface, _):
            let facts = try node(name, source.at("node"))
            guard !facts.interfaces.contains(interface), interface != "lo" else {
                throw source.at("interface").problem(
                    "\(name) has an interface \(interface) already; a tunnel's is a new one")
            }
        case .hostsLine(let name, _, let host):
            _ = try node(name, source.at("node"))
            guard host != "." else { throw source.at("name").problem("the root has no address") }
        case .captivePortal(let name, let interface, _):
            try check(name, interface, source)
            guard nodes[name]?.node.isRouter == true else {
                throw source.at("node").problem("\(name) is no router; a portal stands in the way")
            }
        default:
            try checkFault(ofService: kind, source)
        }
    }

    private func check(
        _ name: String, _ interface: String, _ source: YAMLReader
    ) throws(YAMLDocumentError) {
        _ = try node(name, source.at("node"))
        try self.interface(interface, of: name, source.at("interface"))
    }

    private func checkHijacker(
        _ name: String, _ source: YAMLReader
    ) throws(YAMLDocumentError) {
        let facts = try node(name, source.at("node"))
        guard scenario.routing == .learned else {
            throw source.problem(
                "nobody listens to announcements here; it needs `routing: learned`")
        }
        guard facts.node.isRouter, facts.node.system != nil else {
            throw source.at("node").problem("\(name) is no router of a system")
        }
    }

    private func check(
        _ filter: PacketFilter, _ source: YAMLReader
    ) throws(YAMLDocumentError) {
        let facts = try node(filter.node, source.at("node"))
        if let name = filter.inputInterface {
            try interface(name, of: filter.node, source.at("input-interface"))
            guard filter.hook != .output else {
                throw source.at("input-interface").problem(
                    "what a node sends itself comes in nowhere; leave it out or change `hook`")
            }
        }
        if let name = filter.outputInterface {
            try interface(name, of: filter.node, source.at("output-interface"))
            guard filter.hook != .input else {
                throw source.at("output-interface").problem(
                    "what is for the node itself goes out nowhere; leave it out or change `hook`")
            }
        }
        guard filter.hook != .forward || facts.node.isRouter else {
            throw source.at("hook").problem(
                "\(filter.node) is no router and forwards nothing; write `hook: input` or `output`")
        }
        guard filter.ports.isEmpty || filter.transport != nil else {
            throw source.at("ports").problem("ports need a `transport`: tcp, udp or any")
        }
        guard filter.action != .reset || filter.transport == .tcp else {
            throw source.at("action").problem("only TCP can be reset; write `transport: tcp`")
        }
        guard let family = filter.family else { return }
        for (index, block) in filter.destinations.enumerated() {
            guard block.address.family == family else {
                throw source.at("destinations").at(index).problem(
                    "\(block) is not \(family.rawValue), and the filter meets nothing else")
            }
        }
    }
}
