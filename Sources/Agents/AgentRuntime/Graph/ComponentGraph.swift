import Ontology

/// What is known of individual components and how they relate, for one diagnosis (CAPRI thesis, 7.2, 7.3).
///
/// Individuals that are one are held once: by class and identifying properties, those of superclasses too; and
/// by relationship, since a relationship of an individual leads to one other individual.
public struct ComponentGraph: Sendable {
    /// The classes and properties.
    public let ontology: ComponentOntology
    /// The individuals; one that was found to be another is left behind empty and stands in `merged`.
    public private(set) var individuals: [Individual] = []
    private var merged: [Int: Int] = [:]
    private var identities: [Identity: Int] = [:]

    /// Makes an empty graph.
    public init(ontology: ComponentOntology) { self.ontology = ontology }

    /// The individual that `index` stands for now.
    public func canonical(_ index: Int) -> Int {
        var index = index
        while let next = merged[index] { index = next }
        return index
    }

    /// The individual itself.
    public subscript(index: Int) -> Individual { individuals[canonical(index)] }

    /// The individuals that stand for themselves.
    public var live: [Int] { individuals.indices.filter { merged[$0] == nil } }

    /// Adds an individual of these classes.
    public mutating func add(classes: [OntologyURI], isSupposed: Bool = false) -> Int {
        individuals.append(Individual(classes: classes, isSupposed: isSupposed))
        return individuals.count - 1
    }

    /// Says that an individual belongs to further classes.
    public mutating func classify(_ index: Int, as classes: [OntologyURI]) {
        let index = canonical(index)
        for uri in classes where !individuals[index].classes.contains(uri) {
            individuals[index].classes.append(uri)
        }
    }

    /// Sets the value of a property; of two readings the newer one holds, and what the request says holds
    /// before what is remembered.
    public mutating func set(_ property: String, of index: Int, to reading: Reading) {
        let index = canonical(index)
        individuals[index].isSupposed = false
        if let old = individuals[index].readings[property] {
            if reading.origin == .cache, old.origin != .cache { return }
            if old.time > reading.time, !(old.origin == .cache && reading.origin != .cache) {
                return
            }
        }
        individuals[index].readings[property] = reading
    }

    /// Takes back the value of a property.
    public mutating func forget(_ property: String, of index: Int) {
        individuals[canonical(index)].readings[property] = nil
    }

    /// Relates an individual to another, and back where the relationship has a symmetric one.
    public mutating func link(_ property: String, from source: Int, to target: Int) {
        let source = canonical(source)
        let target = canonical(target)
        if let old = individuals[source].links[property].map(canonical) {
            if old != target { merge(old, into: target) }
        } else {
            individuals[source].links[property] = target
        }
        guard case .relationship(_, let symmetric?)? = ontology.sharedProperty(property)?.kind,
            individuals[canonical(target)].links[symmetric] == nil
        else { return }
        individuals[canonical(target)].links[symmetric] = canonical(source)
    }

    /// Finds out whether an individual is one that is known already, and makes them one.
    ///
    /// - Returns: the individual that it is now.
    @discardableResult
    public mutating func unify(_ index: Int) -> Int {
        var index = canonical(index)
        for identity in identitiesKnown(of: index) {
            if let other = identities[identity].map(canonical), other != index {
                merge(index, into: other)
                index = other
            }
            identities[identity] = index
        }
        return index
    }

    /// The identities that an individual has by its classes and all that these specialise.
    public func identitiesKnown(of index: Int) -> [Identity] {
        let individual = self[index]
        var found = [Identity]()
        for uri in ontology.lineage(of: individual.classes) {
            let names = (ontology[uri]?.properties ?? []).filter(\.isIdentifying).map(\.name)
            let values = names.compactMap { individual.readings[$0]?.value }
            if !names.isEmpty, values.count == names.count {
                found.append(Identity(componentClass: uri, values: values))
            }
        }
        return found
    }

    /// Whether two individuals say different things of an identifying property.
    private func contradict(_ first: Int, _ second: Int) -> Bool {
        let left = Dictionary(
            identitiesKnown(of: first).map { ($0.componentClass, $0.values) },
            uniquingKeysWith: { $1 })
        return identitiesKnown(of: second).contains { identity in
            left[identity.componentClass].map { $0 != identity.values } ?? false
        }
    }

    private mutating func merge(_ source: Int, into target: Int) {
        // A relationship that is said to lead elsewhere now: the newer word holds, the old individual stays.
        if contradict(source, target) { return relink(source, to: target) }
        let lost = individuals[source]
        merged[source] = target
        individuals[source] = Individual(classes: [], isSupposed: true)
        classify(target, as: lost.classes)
        if !lost.isSupposed { individuals[target].isSupposed = false }
        for (property, reading) in lost.readings { set(property, of: target, to: reading) }
        for (property, end) in lost.links { link(property, from: target, to: end) }
        for identity in identitiesKnown(of: target) where identities[identity] == nil {
            identities[identity] = target
        }
    }

    private mutating func relink(_ old: Int, to new: Int) {
        for index in individuals.indices {
            for (property, end) in individuals[index].links where canonical(end) == old {
                individuals[index].links[property] = new
            }
        }
    }

    /// Follows relationships from an individual; nil where one is missing.
    public func follow(_ relationships: ArraySlice<String>, from index: Int) -> Int? {
        var current = canonical(index)
        for relationship in relationships {
            guard let next = individuals[current].links[relationship] else { return nil }
            current = canonical(next)
        }
        return current
    }

    /// The reading at the end of a path.
    public func reading(at path: PropertyPath, from index: Int) -> Reading? {
        follow(path.relationships, from: index).flatMap { individuals[$0].readings[path.property] }
    }

    /// Follows relationships and supposes individuals where one is missing, of the class that the
    /// relationship leads to; nil when a relationship is not defined.
    public mutating func suppose(_ relationships: ArraySlice<String>, from index: Int) -> Int? {
        var current = canonical(index)
        for relationship in relationships {
            if let next = individuals[current].links[relationship] {
                current = canonical(next)
                continue
            }
            guard case .relationship(let range, _)? = ontology.sharedProperty(relationship)?.kind
            else { return nil }
            let next = add(classes: [range], isSupposed: true)
            link(relationship, from: current, to: next)
            current = canonical(next)
        }
        return current
    }
}
