import YAMLDocuments

/// Which keys each mapping of a scenario file has: the form, in one place.
///
/// Documentation/Protocols/scenario.schema.json says the same to other programs, and a test holds them
/// together.
enum ScenarioForm: String, CaseIterable {
    case scenario, topology, system, node, link, end, certificate, service, zone, resolver, rule
    case webServer = "web-server"
    case response, proxy, program, fault, truth, trial

    /// The version of the form.
    static let schema = 1

    /// What a link does to packets; keys of links and of the fault `link-degraded`.
    static let quality = ["delay", "jitter", "reordering", "loss", "rate", "mtu"]
    /// What a service does; each service has exactly one of these keys.
    static let roles = ["authoritative", "recursive", "web", "proxy", "program"]
    /// What a port answers; each response has exactly one of these keys.
    static let responses = ["page", "text", "status", "redirect", "late", "bad-gateway"]

    /// The keys that must be there.
    var required: [String] {
        switch self {
        case .scenario: ["schema", "name", "title", "truth", "trial"]
        case .topology: ["schema"]
        case .system: ["number", "name"]
        case .node, .zone, .rule: ["name"]
        case .link: ["name", "ends"]
        case .end: ["node", "interface", "addresses"]
        case .certificate: ["name", "subjects"]
        case .service: ["name", "node"]
        case .webServer: ["port"]
        case .program: ["command"]
        case .trial: ["node", "url"]
        case .resolver, .response, .proxy, .fault, .truth: []
        }
    }

    /// The keys that may be there.
    var optional: [String] {
        switch self {
        case .scenario: Self.parts
        case .topology: ["title"] + Self.parts
        case .system: ["prefixes"]
        case .node: ["router", "system", "gateway", "addresses", "resolvers"]
        case .link: Self.quality
        case .end: []
        case .certificate: ["begins", "ends", "issuer", "further-names"]
        case .service: ["addresses"] + Self.roles
        case .zone: ["records", "signatures"]
        case .resolver: ["software", "forwarders", "encrypted", "rules", "refuses-clients"]
        case .rule: ["answer", "addresses"]
        case .webServer: ["certificate", "encryption", "respond", "paths"]
        case .response: Self.responses + ["retry-after"]
        case .proxy: ["port", "wants-password"]
        case .program: ["ports"]
        case .fault: ["from", "until"] + FaultForm.allCases.map(\.rawValue)
        case .truth: ["class", "cause", "also", "component", "reachable"]
        case .trial: ["arguments", "environment", "at"]
        }
    }

    private static let parts = [
        "topology", "systems", "nodes", "links", "routing", "certificates", "services", "faults",
    ]
}

/// The kinds of faults as files call them, and which keys each has.
enum FaultForm: String, CaseIterable {
    case interfaceDown = "interface-down"
    case carrierLost = "carrier-lost"
    case addressLost = "address-lost"
    case addressGone = "address-gone"
    case defaultRouteLost = "default-route-lost"
    case routeLost = "route-lost"
    case prefixHijacked = "prefix-hijacked"
    case filter
    case blackHole = "black-hole"
    case linkDegraded = "link-degraded"
    case tunnelCaptures = "tunnel-captures"
    case clockWrong = "clock-wrong"
    case hostsLine = "hosts-line"
    case resolversReplaced = "resolvers-replaced"
    case captivePortal = "captive-portal"
    case serviceStopped = "service-stopped"
    case resolverRule = "resolver-rule"
    case resolverRefuses = "resolver-refuses"
    case resolverCutOff = "resolver-cut-off"
    case recordsReplaced = "records-replaced"
    case signaturesWrong = "signatures-wrong"
    case certificateReplaced = "certificate-replaced"
    case encryptionChanged = "encryption-changed"
    case responseReplaced = "response-replaced"
    case portClosed = "port-closed"
    case proxyWantsPassword = "proxy-wants-password"

    /// The keys that must be there.
    var required: [String] {
        switch self {
        case .interfaceDown, .carrierLost, .addressLost, .addressGone: ["node", "interface"]
        case .defaultRouteLost: ["node"]
        case .routeLost, .prefixHijacked: ["node", "prefixes"]
        case .filter: ["node", "action"]
        case .blackHole: ["link", "mtu"]
        case .linkDegraded: ["link"]
        case .tunnelCaptures: ["node", "interface", "prefixes"]
        case .clockWrong: ["node", "by"]
        case .hostsLine: ["node", "address", "name"]
        case .resolversReplaced: ["node", "resolvers"]
        case .captivePortal: ["node", "interface", "answers"]
        case .serviceStopped, .resolverRefuses, .resolverCutOff, .proxyWantsPassword: ["service"]
        case .resolverRule: ["service", "name"]
        case .recordsReplaced: ["service", "zone", "name", "records"]
        case .signaturesWrong: ["service", "zone"]
        case .certificateReplaced: ["service", "port", "certificate"]
        case .encryptionChanged: ["service", "port", "encryption"]
        case .responseReplaced: ["service", "port", "respond"]
        case .portClosed: ["service", "port"]
        }
    }

    /// The keys that may be there.
    var optional: [String] {
        switch self {
        case .filter:
            [
                "hook", "destinations", "input-interface", "output-interface", "transport",
                "ports", "family",
            ]
        case .linkDegraded: ScenarioForm.quality
        case .resolverRule: ["answer", "addresses"]
        default: []
        }
    }
}

extension YAMLReader {
    /// The fields of a mapping of this form.
    func fields(_ form: ScenarioForm) throws(YAMLDocumentError) -> YAMLFields {
        try fields(form.required, optional: form.optional)
    }

    /// The fields of a fault of this kind.
    func fields(_ form: FaultForm) throws(YAMLDocumentError) -> YAMLFields {
        try fields(form.required, optional: form.optional)
    }
}
