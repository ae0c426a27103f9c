import InternetProtocols
import YAMLDocuments

extension ScenarioChecks {
    /// Systems have numbers and blocks of their own.
    func checkSystems() throws(YAMLDocumentError) {
        var numbers = [UInt32: String]()
        var blocks = [IPPrefix: String]()
        for entry in parts.systems {
            let system = entry.value
            if let other = numbers.updateValue(system.name, forKey: system.number) {
                throw entry.source.at("number").problem(
                    "\(system.number) is the number of \(other) already")
            }
            for (index, prefix) in system.prefixes.enumerated() {
                if let other = blocks.updateValue(system.name, forKey: prefix) {
                    throw entry.source.at("prefixes").at(index).problem(
                        "\(prefix) belongs to \(other) already; "
                            + "who announces another's block is a fault, `prefix-hijacked`")
                }
            }
        }
    }

    /// Nodes belong to known systems, and their gateways are neighbours.
    func checkNodes() throws(YAMLDocumentError) {
        guard !parts.nodes.isEmpty else { throw top.problem("a scenario needs nodes") }
        let systems = Set(scenario.systems.map(\.name))
        for entry in parts.nodes {
            let node = entry.value
            if let system = node.system, !systems.contains(system) {
                throw entry.source.at("system").problem(
                    missing("system", system, among: Array(systems)))
            }
            if scenario.routing == .learned, node.isRouter, node.system == nil {
                throw entry.source.problem(
                    "where routing is learned every router has a system; \(node.name) has none")
            }
            try checkGateway(of: entry)
        }
    }

    private func checkGateway(of entry: Located<Node>) throws(YAMLDocumentError) {
        let node = entry.value
        let neighbours = nodes[node.name]?.neighbours ?? []
        guard let gateway = node.gateway else {
            guard node.isRouter || neighbours.count <= 1 else {
                throw entry.source.problem(
                    "\(node.name) has neighbours \(neighbours.sorted().joined(separator: ", ")); "
                        + "say which is its gateway")
            }
            return
        }
        let source = entry.source.at("gateway")
        let facts = try self.node(gateway, source)
        guard neighbours.contains(gateway), gateway != node.name else {
            let known =
                neighbours.isEmpty
                ? "none" : neighbours.sorted().joined(separator: ", ")
            throw source.problem(
                "\(gateway) is no neighbour of \(node.name); its neighbours: \(known)")
        }
        guard facts.node.isRouter else {
            throw source.problem("\(gateway) is no router and forwards nothing")
        }
    }
}
