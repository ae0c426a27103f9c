import DMEP
import Ontology

extension ComponentGraph {
    /// The values of a service's input properties that are known, by path from the input component.
    ///
    /// A relationship counts as known by its path when the component behind it is; its value is empty.
    public func inputs(
        of service: ServiceAdvertisement, from index: Int
    ) -> [PropertyPath: String] {
        var known = [PropertyPath: String]()
        for input in service.inputs {
            guard let end = follow(input.path.relationships, from: index) else { continue }
            if let reading = self[end].readings[input.path.property] {
                known[input.path] = reading.value
            } else if let target = self[end].links[input.path.property], !self[target].isSupposed {
                known[input.path] = ""
            }
        }
        return known
    }

    /// Describes an individual and what paths from it lead to, for a message.
    ///
    /// - Parameters:
    ///   - root: the name of the individual in the message; the others are named by their paths.
    ///   - paths: what may be told; nothing else is.
    ///   - own: the agent that writes.
    ///   - includes: leaves out readings that it refuses.
    /// - Returns: the descriptions, the individual itself first, each with the metadata of its newest reading.
    public func observations(
        of index: Int, named root: String = "input", along paths: [PropertyPath], own: String,
        at now: Int64, including includes: (Reading) -> Bool = { _ in true }
    ) -> [ComponentObservation] {
        var order = [[String]]()
        var drafts = [[String]: Draft]()
        func draft(_ walk: [String], _ individual: Int) {
            guard drafts[walk] == nil else { return }
            order.append(walk)
            drafts[walk] = Draft(individual: canonical(individual))
        }
        func name(_ walk: [String]) -> String { ([root] + walk).joined(separator: "|") }
        draft([], index)
        for path in paths {
            var walk = [String]()
            var current = canonical(index)
            var isWhole = true
            for relationship in path.relationships {
                guard let next = self[current].links[relationship].map(canonical) else {
                    isWhole = false
                    break
                }
                drafts[walk]?.properties[relationship] = .reference(name(walk + [relationship]))
                walk.append(relationship)
                current = next
                draft(walk, current)
            }
            guard isWhole else { continue }
            let property = path.property
            if let reading = self[current].readings[property], includes(reading) {
                drafts[walk]?.properties[property] = .text(reading.value)
                drafts[walk]?.readings.append(reading)
            } else if let end = self[current].links[property].map(canonical) {
                drafts[walk]?.properties[property] = .reference(name(walk + [property]))
                draft(walk + [property], end)
            }
        }
        return order.compactMap { walk in
            guard let draft = drafts[walk] else { return nil }
            let newest = draft.readings.max { $0.time < $1.time }
            return ComponentObservation(
                metadata: InformationMetadata(
                    originator: newest.flatMap { $0.originator.isEmpty ? nil : $0.originator }
                        ?? own,
                    time: newest?.time ?? now, isCached: newest?.origin == .cache,
                    expires: draft.readings.compactMap(\.expires).min()),
                component: ComponentDescription(
                    id: name(walk), classes: self[draft.individual].classes,
                    properties: draft.properties.sorted { $0.key < $1.key }.map {
                        ComponentDescription.Property(name: $0.key, value: $0.value)
                    }))
        }
    }

    /// The names that `observations` gives, for an individual of another graph.
    public func localNames(
        from index: Int, named root: String = "input", along paths: [PropertyPath]
    ) -> LocalNames {
        var names: LocalNames = [root: canonical(index)]
        for path in paths {
            var name = root
            var current = canonical(index)
            for step in path.names {
                guard let next = self[current].links[step] else { break }
                current = canonical(next)
                name += "|" + step
                names[name] = current
            }
        }
        return names
    }

    private struct Draft {
        let individual: Int
        var properties: [String: ComponentDescription.Value] = [:]
        var readings: [Reading] = []
    }
}
