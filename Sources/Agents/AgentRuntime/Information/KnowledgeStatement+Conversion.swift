import DMEP
import Ontology

extension KnowledgeStatement {
    /// Why a piece of knowledge of another agent is not taken.
    public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong with it.
        public var reason: String
        /// The reason.
        public var description: String { reason }
    }

    /// The piece as agents think with it.
    ///
    /// Combinations of parent values that the table leaves out, or gives no probability to, were never seen: all
    /// values are equally likely there.
    ///
    /// - Parameter ontology: gives the values that the property can take.
    /// - Throws: `Refusal` when a row is no distribution or names a value outside the property's range.
    public func dependencyKnowledge(
        in ontology: ComponentOntology
    ) throws(Refusal) -> DependencyKnowledge {
        let name = "\(subject.shortName) \(OntologyURI(property).shortName)"
        let range = ontology.property(property, of: subject)?.range ?? []
        guard !range.isEmpty else {
            throw Refusal(reason: "\(name): no values are defined for the property")
        }
        guard parents.count <= 16 else {
            throw Refusal(reason: "\(name): more than 16 parents")
        }
        var order = [[String]]()
        var distributions = [[String]: [String: Double]]()
        for entry in table.entries {
            guard entry.parentValues.count == parents.count else {
                throw Refusal(reason: "\(name): a row has another number of parent values")
            }
            guard range.contains(entry.value) else {
                throw Refusal(reason: "\(name): \(entry.value) is not among its values")
            }
            guard entry.probability.isFinite, entry.probability >= 0 else {
                throw Refusal(reason: "\(name): a probability is no number from 0 to 1")
            }
            if distributions[entry.parentValues] == nil { order.append(entry.parentValues) }
            distributions[entry.parentValues, default: [:]][entry.value, default: 0] +=
                entry.probability
        }
        var rows = [DependencyKnowledge.Row]()
        for values in order {
            let distribution = distributions[values] ?? [:]
            let sum = distribution.values.reduce(0, +)
            if sum == 0 { continue }
            guard abs(sum - 1) < 0.01 else {
                throw Refusal(reason: "\(name): the row of \(values) sums to \(sum), not to 1")
            }
            rows.append(
                DependencyKnowledge.Row(
                    when: values.map { [$0] }, distribution: distribution.mapValues { $0 / sum }))
        }
        guard !rows.isEmpty else { throw Refusal(reason: "\(name): the table is empty") }
        let share = 1 / Double(range.count)
        rows.append(
            DependencyKnowledge.Row(
                when: parents.map { _ in [] },
                distribution: Dictionary(
                    range.map { ($0, share) }, uniquingKeysWith: { first, _ in first })))
        return DependencyKnowledge(
            subject: subject, property: property, parents: parents, rows: rows,
            source: source ?? metadata.originator ?? "")
    }

    private var parents: [PropertyPath] { table.parents }
}

extension DependencyKnowledge {
    /// The piece as agents exchange it: every combination of parent values written out.
    ///
    /// - Parameters:
    ///   - ontology: gives the values of the property and of its parents.
    ///   - metadata: who says so.
    ///   - limit: the most entries.
    /// - Returns: nil when the values of a parent are not defined or there are more entries than `limit`.
    public func statement(
        in ontology: ComponentOntology, metadata: InformationMetadata, limit: Int = 10_000
    ) -> KnowledgeStatement? {
        guard let range = ontology.property(property, of: subject)?.range, !range.isEmpty else {
            return nil
        }
        var combinations: [[String]] = [[]]
        for parent in parents {
            guard let values = ontology.sharedProperty(parent.property)?.range, !values.isEmpty,
                combinations.count * values.count * range.count <= limit
            else { return nil }
            combinations = combinations.flatMap { prefix in values.map { prefix + [$0] } }
        }
        var entries = [KnowledgeStatement.Table.Entry]()
        for combination in combinations {
            let row = rows.first { row in
                zip(row.when, combination).allSatisfy { $0.isEmpty || $0.contains($1) }
            }
            for value in range {
                let share = leak / Double(range.count)
                entries.append(
                    KnowledgeStatement.Table.Entry(
                        parentValues: combination, value: value,
                        probability: (1 - leak) * (row?.distribution[value] ?? 0) + share))
            }
        }
        return KnowledgeStatement(
            metadata: metadata, subject: subject, property: property,
            table: KnowledgeStatement.Table(parents: parents, entries: entries), source: source)
    }
}
