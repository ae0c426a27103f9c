import BayesianNetworks
import Ontology

/// The Bayesian network over the properties of component individuals that the knowledge of their classes
/// implies (CAPRI thesis, 7.3: failure dependency graph).
///
/// Every property of an individual of which its class or a superclass has knowledge becomes a variable;
/// of several pieces of knowledge the one of the nearest class holds, and one with parents before a prior.
public struct FailureDependencyGraph: Sendable {
    /// The network; its variables are named as `ComponentProperty.description`.
    public let network: BayesianNetwork
    /// What each variable of the network stands for.
    public let subjects: [ComponentProperty]
    private let indices: [ComponentProperty: Int]

    /// What becomes of knowledge whose parents are not among the components.
    public enum Completeness: Hashable, Sendable {
        /// It is an error: the components were made for this knowledge.
        case whole
        /// The next best piece of knowledge of the property is used, and a property without any is left out:
        /// the components came from other agents (CAPRI thesis, 7.6).
        case asFarAsKnown
    }

    /// Builds the network of `components`.
    ///
    /// - Complexity: components × pieces of knowledge, and the entries of all tables.
    public init(
        components: [Component], ontology: ComponentOntology, knowledge: [DependencyKnowledge],
        completeness: Completeness = .whole
    ) throws(ReasoningError) {
        let individuals = Dictionary(
            components.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var offers = [KnowledgeOffer]()
        let bySubject = Dictionary(grouping: knowledge, by: \.subject)
        for component in components {
            offers += KnowledgeOffer.offers(for: component, ontology: ontology, among: bySubject)
        }
        if completeness == .asFarAsKnown {
            offers = KnowledgeOffer.resolvable(offers, among: individuals)
        }
        let subjects = offers.map(\.subject)
        let sources = offers.map { $0.pieces[0] }
        let indices = Dictionary(
            zip(subjects, subjects.indices), uniquingKeysWith: { first, _ in first })

        var states = [[String]]()
        for (subject, source) in zip(subjects, sources) {
            let range = ontology.property(subject.property, of: source.subject)?.range ?? []
            guard !range.isEmpty else {
                throw .unknownProperty(subject: source.subject, property: subject.property)
            }
            states.append(range)
        }

        var nodes = [BayesianNetwork.Node]()
        for (index, source) in sources.enumerated() {
            var parents = [Int]()
            for path in source.parents {
                let target = try Self.target(
                    of: path, from: subjects[index].component, among: individuals)
                guard let parent = indices[target] else { throw .missingKnowledge(target) }
                parents.append(parent)
            }
            let table = try source.table(
                states: states[index], parentStates: parents.map { states[$0] })
            nodes.append(
                try Self.engine { () throws(BayesianNetworkError) in
                    BayesianNetwork.Node(
                        variable: try DiscreteVariable(
                            name: subjects[index].description, states: states[index]),
                        parents: parents, table: table)
                })
        }
        network = try Self.engine { () throws(BayesianNetworkError) in
            try BayesianNetwork(nodes: nodes)
        }
        self.subjects = subjects
        self.indices = indices
    }

    /// The variable that stands for `subject`.
    public func variable(of subject: ComponentProperty) throws(ReasoningError) -> Int {
        guard let index = indices[subject] else { throw .unknownSubject(subject) }
        return index
    }

    /// The values of a variable.
    public func values(of variable: Int) -> [String] { network.nodes[variable].variable.states }

    /// The property at the end of a path.
    static func target(
        of path: PropertyPath, from start: ComponentID, among individuals: [ComponentID: Component]
    ) throws(ReasoningError) -> ComponentProperty {
        var current = start
        for relationship in path.relationships {
            guard case .component(let next)? = individuals[current]?.properties[relationship]
            else { throw .brokenPath(component: start, path: path) }
            current = next
        }
        return ComponentProperty(current, path.property)
    }

    /// Passes on the engine's errors in this module's own type.
    static func engine<Value>(
        _ body: () throws(BayesianNetworkError) -> Value
    ) throws(ReasoningError) -> Value {
        do throws(BayesianNetworkError) {
            return try body()
        } catch {
            throw .inference(error.description)
        }
    }
}
