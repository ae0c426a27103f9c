import Ontology

/// The individuals that bear on an input component, named by how they are reached from it.
///
/// Diagnoses of like failures have the same names and so share one compiled network.
public struct NamedComponents: Sendable {
    /// The components with their relationships only, the input component first.
    public let components: [Component]
    /// The individual that each name stands for.
    public let individuals: [ComponentID: Int]
    /// The name of each individual.
    public let names: [Int: ComponentID]

    /// The name of an individual of the graph.
    public func name(of index: Int, in graph: ComponentGraph) -> ComponentID? {
        names[graph.canonical(index)]
    }
}

extension ComponentGraph {
    /// Names every individual that relationships lead to or from, near ones first.
    ///
    /// - Complexity: individuals × relationships.
    public func named(from input: Int) -> NamedComponents {
        let input = canonical(input)
        var backwards = [Int: [(property: String, source: Int)]]()
        for source in live {
            for (property, end) in individuals[source].links {
                backwards[canonical(end), default: []].append((property, source))
            }
        }
        var names: [Int: ComponentID] = [input: "input"]
        var order = [input]
        var next = 0
        while next < order.count {
            let current = order[next]
            next += 1
            let prefix = names[current]?.text ?? ""
            for (property, end) in individuals[current].links.sorted(by: { $0.key < $1.key }) {
                let end = canonical(end)
                if names[end] == nil {
                    names[end] = ComponentID(prefix + "|" + property)
                    order.append(end)
                }
            }
            let sources = (backwards[current] ?? []).sorted {
                ($0.property, $0.source) < ($1.property, $1.source)
            }
            for (place, (property, source)) in sources.enumerated() where names[source] == nil {
                names[source] = ComponentID(
                    "\(prefix)|^\(property)\(place == 0 ? "" : "~\(place)")")
                order.append(source)
            }
        }
        let components = order.map { index in
            var links = [String: Component.Value]()
            for (property, end) in individuals[index].links {
                if let name = names[canonical(end)] { links[property] = .component(name) }
            }
            return Component(
                id: names[index] ?? "input", classes: individuals[index].classes.sorted(),
                properties: links)
        }
        return NamedComponents(
            components: components,
            individuals: Dictionary(
                order.compactMap { index in names[index].map { ($0, index) } },
                uniquingKeysWith: { $1 }), names: names)
    }
}
