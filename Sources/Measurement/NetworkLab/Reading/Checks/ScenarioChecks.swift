import InternetProtocols
import YAMLDocuments

/// What must be true of a scenario as a whole, beyond the form of its entries.
///
/// Everything that names something else is looked up, and the complaint is made where the name stands.
/// Linear in the size of the scenario.
struct ScenarioChecks {
    let scenario: Scenario
    let parts: ScenarioParts
    let top: YAMLReader
    /// What is known of each node, by its name.
    let nodes: [String: NodeFacts]
    let links: [String: Link]
    let services: [String: Service]
    let certificates: [String: Certificate]

    /// What the checks need to know of a node.
    struct NodeFacts {
        var node: Node
        var interfaces = Set<String>()
        var addresses = Set<IPAddress>()
        var neighbours = Set<String>()
    }

    init(scenario: Scenario, parts: ScenarioParts, top: YAMLReader) {
        self.scenario = scenario
        self.parts = parts
        self.top = top
        var nodes = [String: NodeFacts]()
        for node in scenario.nodes {
            nodes[node.name] = NodeFacts(node: node, addresses: Set(node.addresses))
        }
        for link in scenario.links {
            for (end, other) in [(link.left, link.right), (link.right, link.left)] {
                nodes[end.node]?.interfaces.insert(end.interface)
                nodes[end.node]?.addresses.formUnion(end.addresses.map(\.address))
                nodes[end.node]?.neighbours.insert(other.node)
            }
        }
        self.nodes = nodes
        links = Dictionary(scenario.links.map { ($0.name, $0) }) { first, _ in first }
        services = Dictionary(scenario.services.map { ($0.name, $0) }) { first, _ in first }
        certificates = Dictionary(scenario.certificates.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Finds the first mistake.
    func run() throws(YAMLDocumentError) {
        try checkSystems()
        try checkNodes()
        try checkLinks()
        try checkAddresses()
        try checkCertificates()
        try checkServices()
        try checkListeners()
        try checkFaults()
        try checkQuestion()
    }

    /// The trial's node, and the component that the truth names.
    private func checkQuestion() throws(YAMLDocumentError) {
        _ = try node(scenario.trial.node, top.at("trial").at("node"))
        guard let component = scenario.truth.component else { return }
        let isKnown =
            nodes[component] != nil || links[component] != nil || services[component] != nil
            || scenario.systems.contains { $0.name == component }
        guard isKnown else {
            throw top.at("truth").at("component").problem(
                "there is no node, link, service or system called \(component)")
        }
    }
}

extension ScenarioChecks {
    /// The node of this name, which is written in that place.
    func node(_ name: String, _ source: YAMLReader) throws(YAMLDocumentError) -> NodeFacts {
        guard let facts = nodes[name] else {
            throw source.problem(missing("node", name, among: Array(nodes.keys)))
        }
        return facts
    }

    /// The interface of a node.
    func interface(
        _ name: String, of node: String, _ source: YAMLReader
    ) throws(YAMLDocumentError) {
        let known = nodes[node]?.interfaces ?? []
        guard known.contains(name) else {
            throw source.problem(missing("interface of \(node)", name, among: Array(known)))
        }
    }

    /// The service of this name.
    func service(_ name: String, _ source: YAMLReader) throws(YAMLDocumentError) -> Service {
        guard let service = services[name] else {
            throw source.problem(missing("service", name, among: Array(services.keys)))
        }
        return service
    }

    /// The link of this name.
    func link(_ name: String, _ source: YAMLReader) throws(YAMLDocumentError) -> Link {
        guard let link = links[name] else {
            throw source.problem(missing("link", name, among: Array(links.keys)))
        }
        return link
    }

    /// The certificate of this name.
    func certificate(_ name: String, _ source: YAMLReader) throws(YAMLDocumentError) {
        guard certificates[name] != nil else {
            throw source.problem(missing("certificate", name, among: Array(certificates.keys)))
        }
    }

    /// Says that something is not there, and what is, as long as that is short.
    func missing(_ what: String, _ name: String, among known: [String]) -> String {
        let sentence = "there is no \(what) called \(name)"
        guard !known.isEmpty, known.count <= 20 else { return sentence }
        return sentence + "; there are " + known.sorted().joined(separator: ", ")
    }
}
