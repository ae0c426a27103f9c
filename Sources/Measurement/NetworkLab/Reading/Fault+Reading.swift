import InternetProtocols
import YAMLDocuments

extension Fault {
    /// Reads an entry of `faults`: one kind, and when it begins and ends.
    init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.fault)
        let given = FaultForm.allCases.filter { fields.optional($0.rawValue) != nil }
        guard given.count == 1, let form = given.first else {
            throw source.problem(
                given.isEmpty
                    ? "a fault needs its kind, such as `interface-down: {node: client, interface: eth0}`"
                    : "a fault has one kind; here are \(given.map(\.rawValue).joined(separator: ", "))"
            )
        }
        self.init(try Kind(form, fields(form.rawValue)))
        if let from = fields.optional("from") { begins = try from.positiveDuration(in: .seconds) }
        if let until = fields.optional("until") {
            let end = try until.positiveDuration(in: .seconds)
            guard end > begins else {
                throw until.problem(
                    "the fault ends at \(NumberText.of(end)) s, "
                        + "before it has begun at \(NumberText.of(begins)) s")
            }
            ends = end
        }
    }
}

extension Fault.Kind {
    fileprivate init(_ form: FaultForm, _ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(form)
        switch form {
        case .interfaceDown:
            self = .interfaceDown(node: try fields.node(), interface: try fields.interface())
        case .carrierLost:
            self = .carrierLost(node: try fields.node(), interface: try fields.interface())
        case .addressLost:
            self = .addressLost(node: try fields.node(), interface: try fields.interface())
        case .addressGone:
            self = .addressGone(node: try fields.node(), interface: try fields.interface())
        case .defaultRouteLost: self = .defaultRouteLost(node: try fields.node())
        case .routeLost:
            self = .routeLost(node: try fields.node(), prefixes: try fields.prefixes())
        case .prefixHijacked:
            self = .prefixHijacked(node: try fields.node(), prefixes: try fields.prefixes())
        case .filter: self = .filter(try PacketFilter(fields))
        case .blackHole:
            self = .blackHole(
                link: try fields("link").name(),
                maximumTransmissionUnit: try fields("mtu").packetSize())
        case .linkDegraded:
            let quality = try LinkQuality(fields)
            guard quality != .perfect else {
                let keys = ScenarioForm.quality.joined(separator: ", ")
                throw source.problem("nothing is degraded; give one of \(keys)")
            }
            self = .linkDegraded(link: try fields("link").name(), quality: quality)
        case .tunnelCaptures:
            self = .tunnelCaptures(
                node: try fields.node(), interface: try fields.interface(),
                prefixes: try fields.prefixes())
        case .clockWrong:
            self = .clockWrong(
                node: try fields.node(), seconds: try fields("by").duration(in: .seconds))
        case .hostsLine:
            self = .hostsLine(
                node: try fields.node(), address: try fields("address").address(),
                name: try fields("name").domainName())
        case .resolversReplaced:
            self = .resolversReplaced(
                node: try fields.node(), resolvers: try fields("resolvers").addresses())
        case .captivePortal:
            self = .captivePortal(
                node: try fields.node(), interface: try fields.interface(),
                redirects: try fields("answers").word(of: PortalAnswer.self) == .redirect)
        default:
            self = try Self.ofService(form, fields)
        }
    }

    private static func ofService(
        _ form: FaultForm, _ fields: YAMLFields
    ) throws(YAMLDocumentError) -> Fault.Kind {
        let service = try fields("service").name()
        switch form {
        case .resolverRule: return .resolverRule(service: service, rule: try ResolverRule(fields))
        case .resolverRefuses: return .resolverRefuses(service: service)
        case .resolverCutOff: return .resolverCutOff(service: service)
        case .recordsReplaced:
            return .recordsReplaced(
                service: service, zone: try fields("zone").domainName(),
                name: try fields("name").recordOwner(),
                records: try fields("records").recordLines())
        case .signaturesWrong:
            return .signaturesWrong(service: service, zone: try fields("zone").domainName())
        case .certificateReplaced:
            return .certificateReplaced(
                service: service, port: try fields("port").port(),
                certificate: try Certificate(fields("certificate")))
        case .encryptionChanged:
            return .encryptionChanged(
                service: service, port: try fields("port").port(),
                encryption: try fields("encryption").word())
        case .responseReplaced:
            return .responseReplaced(
                service: service, port: try fields("port").port(),
                response: try WebServer.Response(fields("respond")))
        case .portClosed: return .portClosed(service: service, port: try fields("port").port())
        case .proxyWantsPassword: return .proxyWantsPassword(service: service)
        default: return .serviceStopped(service: service)
        }
    }
}

/// How a captive portal answers.
enum PortalAnswer: String, CaseIterable {
    case redirect, page
}

extension PacketFilter {
    fileprivate init(_ fields: YAMLFields) throws(YAMLDocumentError) {
        self.init(
            node: try fields.node(),
            hook: try fields.optional("hook")?.word() ?? .forward,
            destinations: try fields.optional("destinations")?.prefixes() ?? [],
            inputInterface: try fields.optional("input-interface")?.interfaceName(),
            outputInterface: try fields.optional("output-interface")?.interfaceName(),
            transport: try fields.optional("transport")?.word(),
            ports: try fields.optional("ports")?.ports() ?? [],
            family: try fields.optional("family")?.word(),
            action: try fields("action").word())
    }
}

extension YAMLFields {
    fileprivate func node() throws(YAMLDocumentError) -> String {
        try self("node").name(atMost: Node.nameLimit)
    }

    fileprivate func interface() throws(YAMLDocumentError) -> String {
        try self("interface").interfaceName()
    }

    fileprivate func prefixes() throws(YAMLDocumentError) -> [IPPrefix] {
        let list = try self("prefixes")
        let prefixes = try list.prefixes()
        guard !prefixes.isEmpty else { throw list.problem("one block is needed at least") }
        return prefixes
    }
}
