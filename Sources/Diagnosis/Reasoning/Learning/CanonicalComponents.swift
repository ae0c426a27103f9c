import Ontology

/// The component individuals of a typical diagnosis: one for each way along relationships.
///
/// The first one is the input component. An individual that is reached along a relationship knows the
/// one that it was reached from where the ontology names the way back (`symmetric`); and what it lacks
/// it shares with that one: the local network of a connection's test is that of the connection.
struct CanonicalComponents {
    struct Individual {
        let componentClass: OntologyURI
        /// The relationships from the input component to it.
        let way: [String]
        /// Whom it was reached from, where a relationship leads back.
        let owner: Int?
        /// Where relationships lead.
        var links: [String: Int] = [:]
    }

    /// How many relationships a way may have; longer ones are taken for endless recursion.
    static let longestWay = 16

    private(set) var individuals: [Individual]
    private let ontology: ComponentOntology

    init(inputClass: OntologyURI, ontology: ComponentOntology) {
        individuals = [Individual(componentClass: inputClass, way: [], owner: nil)]
        self.ontology = ontology
    }

    /// The individual at the end of a way, if it is there.
    func individual(from start: Int, along way: some Sequence<String>) -> Int? {
        var current = start
        for relationship in way {
            guard let next = step(from: current, along: relationship) else { return nil }
            current = next
        }
        return current
    }

    /// The individual at the end of a way, made where it is missing; nil where the ontology knows no such way.
    mutating func ensure(from start: Int, along way: some Sequence<String>) -> Int? {
        var current = start
        for relationship in way {
            guard
                let next = step(from: current, along: relationship)
                    ?? make(from: current, along: relationship)
            else { return nil }
            current = next
        }
        return current
    }

    /// The shortest way between two individuals along relationships of the ontology.
    func way(from start: Int, to end: Int, longest: Int) -> [String]? {
        var ways: [Int: [String]] = [start: []]
        var queue = [start]
        var next = 0
        while next < queue.count {
            let current = queue[next]
            next += 1
            let way = ways[current] ?? []
            if current == end { return way }
            guard way.count < longest else { continue }
            for (name, target) in individuals[current].links.sorted(by: { $0.key < $1.key })
            where ways[target] == nil {
                ways[target] = way + [name]
                queue.append(target)
            }
        }
        return nil
    }

    private func step(from start: Int, along relationship: String) -> Int? {
        if let own = individuals[start].links[relationship] { return own }
        guard let owner = individuals[start].owner,
            let shared = step(from: owner, along: relationship), shared != start
        else { return nil }
        return shared
    }

    private mutating func make(from start: Int, along relationship: String) -> Int? {
        let from = individuals[start]
        guard from.way.count < Self.longestWay,
            case .relationship(let range, let symmetric)? = ontology.property(
                relationship, of: from.componentClass)?.kind
        else { return nil }
        let back = symmetric ?? wayBack(of: relationship, from: range, to: from.componentClass)
        var made = Individual(
            componentClass: range, way: from.way + [relationship],
            owner: back == nil ? nil : start)
        if let back { made.links[back] = start }
        individuals.append(made)
        individuals[start].links[relationship] = individuals.count - 1
        return individuals.count - 1
    }

    /// The relationship of `range` that names `relationship` as its way back.
    private func wayBack(
        of relationship: String, from range: OntologyURI, to owner: OntologyURI
    ) -> String? {
        let own = ontology.lineage(of: range).flatMap { ontology[$0]?.properties ?? [] }
        return (own + ontology.sharedProperties).first { property in
            guard case .relationship(let target, let symmetric) = property.kind else {
                return false
            }
            return symmetric == relationship && ontology.isKind(owner, of: target)
        }?.name
    }
}
