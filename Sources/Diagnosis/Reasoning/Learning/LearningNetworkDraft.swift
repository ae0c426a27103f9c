import Ontology

/// A learning network while it is built.
struct LearningNetworkDraft {
    /// A property of an individual.
    struct Place: Hashable {
        let individual: Int
        let property: String
    }

    let scope: LearningScope
    let all: [DependencyKnowledge]
    var components: CanonicalComponents
    private(set) var pieces = [DependencyKnowledge]()
    private(set) var variables = [LearningNetwork.Variable]()
    private(set) var owners = [Int]()
    private(set) var indices = [Place: Int]()

    init(scope: LearningScope, knowledge: [DependencyKnowledge]) {
        self.scope = scope
        all = knowledge
        components = CanonicalComponents(inputClass: scope.inputClass, ontology: scope.ontology)
    }

    /// The variable at the end of a path, with all that it depends on; nil where nothing is known of it.
    mutating func variable(at path: PropertyPath) throws(ReasoningError) -> Int? {
        guard let owner = components.individual(from: 0, along: path.relationships) else {
            return nil
        }
        return try variable(of: Place(individual: owner, property: path.property))
    }

    private mutating func variable(of place: Place) throws(ReasoningError) -> Int? {
        if let known = indices[place] { return known }
        let individual = components.individuals[place.individual]
        guard let piece = piece(of: place.property, for: place.individual) else { return nil }
        let states =
            scope.ontology.property(place.property, of: individual.componentClass)?.range ?? []
        guard !states.isEmpty else { return nil }
        guard variables.count < LearningNetwork.mostVariables else {
            throw .inference(
                "learning would need more than \(LearningNetwork.mostVariables) variables: "
                    + "the knowledge of \(piece.subject.shortName) leads on without end")
        }
        let number = pieces.firstIndex(of: piece) ?? pieces.count
        if number == pieces.count { pieces.append(piece) }
        let index = variables.count
        indices[place] = index
        owners.append(place.individual)
        variables.append(
            LearningNetwork.Variable(
                path: PropertyPath(names: individual.way + [place.property]), states: states,
                parents: [], piece: number))
        var parents = [Int]()
        for path in piece.parents {
            guard let owner = components.ensure(from: place.individual, along: path.relationships)
            else {
                throw .brokenPath(
                    component: ComponentID(individual.componentClass.shortName), path: path)
            }
            let parent = Place(individual: owner, property: path.property)
            guard let variable = try variable(of: parent) else {
                let subject = components.individuals[owner].componentClass
                throw .missingKnowledge(
                    ComponentProperty(ComponentID(subject.text), path.property))
            }
            parents.append(variable)
        }
        variables[index].parents = parents
        return index
    }

    /// The knowledge of a property: of the nearest class, and of that what has the most parents, if they
    /// are there; where none has them all, that of the nearest class with the most.
    private func piece(of property: String, for index: Int) -> DependencyKnowledge? {
        var fallback: DependencyKnowledge?
        let componentClass = components.individuals[index].componentClass
        for ancestor in scope.ontology.lineage(of: componentClass) {
            let own = all.filter { $0.subject == ancestor && $0.property == property }
                .sorted { $0.parents.count > $1.parents.count }
            let fitting = own.first { piece in
                piece.parents.allSatisfy {
                    components.individual(from: index, along: $0.relationships) != nil
                }
            }
            if let fitting { return fitting }
            fallback = fallback ?? own.first
        }
        return fallback
    }
}
