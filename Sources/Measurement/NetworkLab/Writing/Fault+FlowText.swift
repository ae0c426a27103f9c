extension Fault {
    var flowText: String {
        let kind = FlowText.mapping(kind.flowPairs)
        let word = self.kind.form.rawValue
        // Without times the braces around the one key can go, which is how people write it.
        guard begins != 0 || ends != nil else { return "\(word): \(kind)" }
        return FlowText.mapping([
            (word, kind), ("from", begins == 0 ? nil : QuantityText.seconds(begins)),
            ("until", ends.map(QuantityText.seconds)),
        ])
    }
}

extension Fault.Kind {
    /// The keys of the kind's mapping and the texts behind them.
    fileprivate var flowPairs: [(key: String, value: String?)] {
        switch self {
        case .interfaceDown(let node, let interface), .carrierLost(let node, let interface),
            .addressLost(let node, let interface), .addressGone(let node, let interface):
            [("node", FlowText.scalar(node)), ("interface", FlowText.scalar(interface))]
        case .defaultRouteLost(let node): [("node", FlowText.scalar(node))]
        case .routeLost(let node, let prefixes), .prefixHijacked(let node, let prefixes):
            [("node", FlowText.scalar(node)), ("prefixes", prefixes.flowTexts ?? "[]")]
        case .filter(let filter): filter.flowPairs
        case .blackHole(let link, let size):
            [("link", FlowText.scalar(link)), ("mtu", "\(size)")]
        case .linkDegraded(let link, let quality):
            [("link", FlowText.scalar(link))] + quality.flowPairs
        case .tunnelCaptures(let node, let interface, let prefixes):
            [
                ("node", FlowText.scalar(node)), ("interface", FlowText.scalar(interface)),
                ("prefixes", prefixes.flowTexts ?? "[]"),
            ]
        case .clockWrong(let node, let seconds):
            [("node", FlowText.scalar(node)), ("by", QuantityText.seconds(seconds))]
        case .hostsLine(let node, let address, let name):
            [
                ("node", FlowText.scalar(node)), ("address", FlowText.scalar("\(address)")),
                ("name", FlowText.scalar(name)),
            ]
        case .resolversReplaced(let node, let resolvers):
            [("node", FlowText.scalar(node)), ("resolvers", resolvers.flowTexts ?? "[]")]
        case .captivePortal(let node, let interface, let redirects):
            [
                ("node", FlowText.scalar(node)), ("interface", FlowText.scalar(interface)),
                ("answers", (redirects ? PortalAnswer.redirect : .page).rawValue),
            ]
        default: serviceFlowPairs
        }
    }

    private var serviceFlowPairs: [(key: String, value: String?)] {
        switch self {
        case .serviceStopped(let service), .resolverRefuses(let service),
            .resolverCutOff(let service), .proxyWantsPassword(let service):
            [("service", FlowText.scalar(service))]
        case .resolverRule(let service, let rule):
            [("service", FlowText.scalar(service))] + rule.flowPairs
        case .recordsReplaced(let service, let zone, let name, let records):
            [
                ("service", FlowText.scalar(service)), ("zone", FlowText.scalar(zone)),
                ("name", FlowText.scalar(name)), ("records", records.flowTexts ?? "[]"),
            ]
        case .signaturesWrong(let service, let zone):
            [("service", FlowText.scalar(service)), ("zone", FlowText.scalar(zone))]
        case .certificateReplaced(let service, let port, let certificate):
            [
                ("service", FlowText.scalar(service)), ("port", "\(port)"),
                ("certificate", certificate.flowText),
            ]
        case .encryptionChanged(let service, let port, let encryption):
            [
                ("service", FlowText.scalar(service)), ("port", "\(port)"),
                ("encryption", encryption.rawValue),
            ]
        case .responseReplaced(let service, let port, let response):
            [
                ("service", FlowText.scalar(service)), ("port", "\(port)"),
                ("respond", response.flowText),
            ]
        case .portClosed(let service, let port):
            [("service", FlowText.scalar(service)), ("port", "\(port)")]
        default: []
        }
    }
}

extension PacketFilter {
    fileprivate var flowPairs: [(key: String, value: String?)] {
        [
            ("node", FlowText.scalar(node)),
            ("hook", hook.rawValue),
            ("destinations", destinations.flowTexts),
            ("input-interface", inputInterface.map(FlowText.scalar)),
            ("output-interface", outputInterface.map(FlowText.scalar)),
            ("transport", transport?.rawValue),
            ("ports", FlowText.optionalList(ports.map { "\($0)" })),
            ("family", family?.rawValue),
            ("action", action.rawValue),
        ]
    }
}
