extension Fault.Kind {
    /// Where something is broken.
    package enum Place: Sendable, Equatable {
        /// In a node.
        case node(String)
        /// At the end of a link that an interface of a node is.
        case interface(node: String, interface: String)
        /// On a link.
        case link(String)
        /// In a service, by its name.
        case service(String)

        /// The name of the node, the link or the service.
        package var name: String {
            switch self {
            case .node(let name), .interface(let name, _), .link(let name), .service(let name):
                name
            }
        }
    }

    /// Where it is broken.
    package var place: Place {
        switch self {
        case .interfaceDown(let node, let interface), .carrierLost(let node, let interface),
            .addressLost(let node, let interface), .addressGone(let node, let interface):
            .interface(node: node, interface: interface)
        case .defaultRouteLost(let node), .routeLost(let node, _), .prefixHijacked(let node, _),
            .tunnelCaptures(let node, _, _), .clockWrong(let node, _), .hostsLine(let node, _, _),
            .resolversReplaced(let node, _), .captivePortal(let node, _, _):
            .node(node)
        case .filter(let filter): .node(filter.node)
        case .blackHole(let link, _), .linkDegraded(let link, _): .link(link)
        case .serviceStopped(let service), .resolverRule(let service, _),
            .resolverRefuses(let service), .resolverCutOff(let service),
            .recordsReplaced(let service, _, _, _), .signaturesWrong(let service, _),
            .certificateReplaced(let service, _, _), .encryptionChanged(let service, _, _),
            .responseReplaced(let service, _, _), .portClosed(let service, _),
            .proxyWantsPassword(let service):
            .service(service)
        }
    }
}
