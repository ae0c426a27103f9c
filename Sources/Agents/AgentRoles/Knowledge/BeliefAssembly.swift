import Ontology

/// Turns the knowledge file into dependency knowledge about the vocabulary.
struct BeliefAssembly {
    let names: VocabularyAssembly
    let beliefs: KnowledgeDocument
    let file: String

    private var vocabulary: OntologyDocument { names.vocabulary }

    func knowledge() throws(KnowledgeError) -> [DependencyKnowledge] {
        let symptom = names.uri(vocabulary.symptom.className)
        let classes = Set(vocabulary.classes.map(\.name))
        for name in beliefs.priors.keys.sorted() where !classes.contains(name) {
            throw .unknownName(file: file, place: "priors", name: name)
        }
        var pieces = [DependencyKnowledge]()
        for part in vocabulary.classes { pieces += [try prior(of: part), status(of: part)] }
        pieces.append(
            try table(
                of: symptom, property: "status", rows: beliefs.status, place: "symptom",
                prefix: ""))
        pieces.append(
            try table(
                of: symptom, property: "pace", rows: beliefs.pace, place: "symptom",
                prefix: ""))
        let known = Set(vocabulary.tests.map(\.id))
        let named = Set(beliefs.tests.keys).union(beliefs.leaks.keys).union(beliefs.pending.keys)
        for id in named.sorted() where !known.contains(id) {
            throw .unknownName(file: file, place: "tests", name: id)
        }
        for test in vocabulary.tests {
            guard let rows = beliefs.tests[test.id] else {
                throw .incomplete(
                    file: file, place: "tests", need: "rows for \(test.id) are missing")
            }
            pieces.append(
                try table(
                    of: names.testClass(test.id), property: "result", rows: rows, place: test.id,
                    prefix: "connection."))
        }
        return pieces
    }

    private func prior(
        of part: OntologyDocument.Class
    ) throws(KnowledgeError) -> DependencyKnowledge {
        var distribution = beliefs.priors[part.name] ?? [:]
        for code in distribution.keys.sorted() where part.causes[code] == nil {
            throw .unknownName(file: file, place: "priors.\(part.name)", name: code)
        }
        let total = distribution.values.reduce(0, +)
        guard total < 1, distribution.values.allSatisfy({ $0 >= 0 }) else {
            throw .incomplete(
                file: file, place: "priors.\(part.name)",
                need: "the priors add up to \(total); less than 1 is needed")
        }
        distribution[VocabularyAssembly.sound] = 1 - total
        return DependencyKnowledge(
            subject: names.uri(part.name), property: "fault", parents: [],
            rows: [.init(when: [], distribution: distribution)], source: beliefs.source)
    }

    /// A part is OK when it has no fault: the class is the AND of its causes.
    private func status(of part: OntologyDocument.Class) -> DependencyKnowledge {
        DependencyKnowledge(
            subject: names.uri(part.name), property: "status", parents: ["fault"],
            rows: [
                .init(when: [[VocabularyAssembly.sound]], distribution: ["OK": 1]),
                .init(when: [[]], distribution: ["FAIL": 1]),
            ], source: beliefs.source)
    }

    private func table(
        of subject: OntologyURI, property: String, rows: [KnowledgeDocument.Row], place: String,
        prefix: String
    ) throws(KnowledgeError) -> DependencyKnowledge {
        let named = Set(rows.flatMap(\.conditions.keys))
        let parts = vocabulary.classes.filter { named.contains($0.short) }
        let shorts = Set(vocabulary.classes.map(\.short))
        for name in named.sorted() where !shorts.contains(name) {
            throw .unknownName(file: file, place: place, name: name)
        }
        return DependencyKnowledge(
            subject: subject, property: property,
            parents: parts.map { PropertyPath("\(prefix)\($0.relationship).fault") },
            rows: rows.map { row in
                .init(
                    when: parts.map { row.conditions[$0.short] ?? [] },
                    distribution: row.distribution)
            }, leak: beliefs.leaks[place] ?? beliefs.leak, source: beliefs.source)
    }
}
