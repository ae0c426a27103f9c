import DMEP
import Ontology

/// Definitions of classes and properties that the agent meets for the first time (CAPRI thesis, 4.1, 7.3).
extension Agent {
    /// Lets a request wait until the definitions that it needs are there; false when it need not.
    mutating func park(_ waiting: DefinitionErrands.Waiting, at now: Int64) -> Bool {
        guard configuration.fetchesDefinitions else { return false }
        var unknown = library.unknown(in: waiting.request.body)
        if let mention = waiting.request.inputComponent {
            unknown.merge(library.unknown(in: mention))
        }
        guard !unknown.isEmpty, definitions.waiting.count < DefinitionErrands.limit else {
            return false
        }
        let errand = library.ask(for: unknown, at: now)
        fetch(errand.fetch)
        guard !errand.isEmpty else { return false }
        definitions.waiting.append((waiting, Set(errand.awaited)))
        return true
    }

    /// Asks for the definitions that a service map or knowledge names; nobody waits for them.
    mutating func fetchDefinitions(of names: OntologyNames, at now: Int64) {
        guard configuration.fetchesDefinitions, !names.isEmpty else { return }
        fetch(library.ask(for: names, at: now).fetch)
    }

    private mutating func fetch(_ documents: [String]) {
        for document in documents {
            let errand = ErrandID(nextNumber())
            definitions.errands[errand] = document
            effects.append(.fetch(errand, document: document))
        }
    }

    mutating func take(_ document: OntologyDocument?, for errand: ErrandID, at now: Int64) {
        guard let name = definitions.errands.removeValue(forKey: errand) else { return }
        if let document {
            do {
                fetch(try library.take(document, from: name, at: now))
                definitionsFingerprint = library.ontology.hashValue
            } catch {
                counters.refused["definitions", default: 0] += 1
            }
        } else {
            library.miss(name, reason: "it could not be fetched", at: now)
        }
        var ready = [DefinitionErrands.Waiting]()
        for place in definitions.waiting.indices.reversed() {
            definitions.waiting[place].documents.remove(name)
            if definitions.waiting[place].documents.isEmpty {
                ready.append(definitions.waiting.remove(at: place).request)
            }
        }
        for waiting in ready.reversed() {
            begin(waiting.request, waiting.service, waiting.origin, at: now)
        }
    }
}
