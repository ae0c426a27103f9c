import DMEP
import Ontology

extension ComponentGraph {
    /// The individuals of a message by the `id` that the message gives them.
    public typealias LocalNames = [String: Int]

    /// Takes in what a message says of components: all of them first, then how they relate (CAPRI thesis, 7.3).
    ///
    /// - Parameters:
    ///   - body: the message's body; beliefs' subjects are components too.
    ///   - mention: the input component of the message.
    ///   - names: the names given in this conversation so far; new ones are added.
    ///   - sender: whose readings these are when the metadata does not say.
    ///   - origin: where they come from, for this diagnosis.
    /// - Returns: the input component.
    @discardableResult
    public mutating func incorporate(
        _ body: DiagnosticBody, mention: ComponentMention? = nil, names: inout LocalNames,
        sender: String, origin: Reading.Origin, at now: Int64
    ) -> Int? {
        var described = [(Int, ComponentDescription)]()
        for observation in body.observations {
            let metadata = observation.metadata
            if let expires = metadata.expires, expires <= now { continue }
            let index = introduce(
                observation.component, names: &names,
                reading: { value in
                    Reading(
                        value: value, originator: metadata.originator ?? sender,
                        time: metadata.time, expires: metadata.expires, origin: origin)
                })
            described.append((index, observation.component))
        }
        func subject(_ description: ComponentDescription) -> Int {
            let index = introduce(
                description, names: &names,
                reading: {
                    Reading(value: $0, originator: sender, time: now, origin: origin)
                })
            described.append((index, description))
            return index
        }
        for belief in body.beliefs {
            if case .described(let description) = belief.subject { _ = subject(description) }
        }
        var input: Int?
        if case .described(let description)? = mention { input = subject(description) }
        for (index, description) in described {
            for property in description.properties {
                guard case .reference(let name) = property.value, let end = names[name] else {
                    continue
                }
                link(property.name, from: index, to: end)
            }
        }
        for (index, _) in described { unify(index) }
        if case .reference(let name)? = mention { input = names[name] }
        return input.map(canonical)
    }

    private mutating func introduce(
        _ description: ComponentDescription, names: inout LocalNames,
        reading: (String) -> Reading
    ) -> Int {
        let index: Int
        if let id = description.id, let known = names[id] {
            index = known
            classify(index, as: description.classes)
        } else {
            index = add(classes: description.classes)
            if let id = description.id { names[id] = index }
        }
        for property in description.properties {
            if case .text(let value) = property.value {
                set(property.name, of: index, to: reading(value))
            }
        }
        return unify(index)
    }
}
