import Ontology

/// The pieces of knowledge that hold for a property of an individual, the best first.
struct KnowledgeOffer {
    /// The property.
    let subject: ComponentProperty
    /// At least one piece: those of the nearest class first, among these the one with most parents.
    var pieces: [DependencyKnowledge]

    /// What is known of each property of a component.
    static func offers(
        for component: Component, ontology: ComponentOntology,
        among knowledge: [OntologyURI: [DependencyKnowledge]]
    ) -> [KnowledgeOffer] {
        var offers = [KnowledgeOffer]()
        for ancestor in ontology.lineage(of: component.classes) {
            let own = (knowledge[ancestor] ?? []).sorted { $0.parents.count > $1.parents.count }
            for piece in own {
                if let place = offers.firstIndex(where: { $0.subject.property == piece.property }) {
                    offers[place].pieces.append(piece)
                } else {
                    offers.append(
                        KnowledgeOffer(
                            subject: ComponentProperty(component.id, piece.property),
                            pieces: [piece]))
                }
            }
        }
        return offers
    }

    /// Keeps of each offer the pieces whose parents are there and known of, until nothing changes.
    static func resolvable(
        _ offers: [KnowledgeOffer], among individuals: [ComponentID: Component]
    ) -> [KnowledgeOffer] {
        var offers = offers
        while true {
            let known = Set(offers.map(\.subject))
            var isSettled = true
            for index in offers.indices {
                let subject = offers[index].subject
                // Only the best piece is used: those behind it wait until it falls.
                while let best = offers[index].pieces.first,
                    !best.parents.allSatisfy({ path in
                        let target = try? FailureDependencyGraph.target(
                            of: path, from: subject.component, among: individuals)
                        return target.map { known.contains($0) && $0 != subject } ?? false
                    })
                {
                    offers[index].pieces.removeFirst()
                    isSettled = false
                }
            }
            if isSettled { return offers }
            offers.removeAll { $0.pieces.isEmpty }
        }
    }
}
