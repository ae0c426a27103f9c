import Ontology
import Reasoning

/// The evidence of a diagnosis, each thing seen counted once (CAPRI thesis, 4.2.3).
///
/// What was seen itself counts first. A belief counts only when nothing that it rests on counts already; of
/// two beliefs that share evidence the one that rests on more counts. A belief that rests on nothing but
/// knowledge is no evidence.
struct EvidenceAssembly {
    /// A piece of evidence that counts.
    struct Piece: Hashable, Sendable {
        let subject: ComponentProperty
        /// The value or the most likely one.
        let value: String
        let originator: String
        let origin: Reading.Origin
        let isSoft: Bool
    }

    private(set) var evidence = EvidenceSet()
    private(set) var pieces: [Piece] = []

    /// - Parameters:
    ///   - weight: how far an originator is trusted, above 0 to 1.
    ///   - prior: what is believed of a variable without evidence.
    ///   - counts: leaves out what it refuses.
    init(
        graph: ComponentGraph, named: NamedComponents, soft: [SoftEvidence],
        compiled: CompiledDiagnosis, weight: (String) -> Double,
        prior: (ComponentProperty) -> [String: Double], at now: Int64,
        counting counts: (Reading.Origin, String) -> Bool = { _, _ in true }
    ) {
        var counted = Set<ComponentProperty>()
        for component in named.components {
            guard let index = named.individuals[component.id] else { continue }
            for (property, reading) in graph[index].readings where reading.holds(at: now) {
                let subject = ComponentProperty(component.id, property)
                guard counts(reading.origin, reading.originator),
                    compiled.values(of: subject).contains(reading.value)
                else { continue }
                let trust = reading.origin == .request ? 1 : weight(reading.originator)
                evidence[subject] =
                    trust >= 1
                    ? .value(reading.value)
                    : .likelihood(
                        Self.tempered(
                            [reading.value: 1], by: trust, over: compiled.values(of: subject)))
                counted.insert(subject)
                pieces.append(
                    Piece(
                        subject: subject, value: reading.value, originator: reading.originator,
                        origin: reading.origin, isSoft: false))
            }
        }
        let bases = soft.map { piece in
            Set(piece.basis.map { Self.basis($0, from: piece.individual, graph: graph, named) })
        }
        let ranked = soft.indices.sorted {
            (bases[$0].count, soft[$0].time) > (bases[$1].count, soft[$1].time)
        }
        for place in ranked {
            let piece = soft[place]
            guard !bases[place].isEmpty, bases[place].isDisjoint(with: counted),
                counts(piece.origin, piece.originator), piece.expires.map({ $0 > now }) ?? true,
                let name = named.name(of: piece.individual, in: graph)
            else { continue }
            let subject = ComponentProperty(name, piece.property)
            let range = compiled.values(of: subject)
            guard !range.isEmpty, !counted.contains(subject),
                var likelihood = piece.likelihood(ownPrior: prior(subject)),
                likelihood.keys.allSatisfy(range.contains)
            else { continue }
            likelihood = Self.tempered(likelihood, by: weight(piece.originator), over: range)
            if case .likelihood(let other)? = evidence[subject] {
                for value in range { likelihood[value, default: 0] *= other[value] ?? 0 }
            }
            evidence[subject] = .likelihood(likelihood)
            counted.formUnion(bases[place])
            pieces.append(
                Piece(
                    subject: subject,
                    value: likelihood.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "",
                    originator: piece.originator, origin: piece.origin, isSoft: true))
        }
    }

    /// Mixes a likelihood with one that says nothing: `w·λ + (1 − w)`.
    private static func tempered(
        _ likelihood: [String: Double], by weight: Double, over range: [String]
    ) -> [String: Double] {
        Dictionary(
            range.map { ($0, weight * (likelihood[$0] ?? 0) + (1 - weight)) },
            uniquingKeysWith: { $1 })
    }

    /// The property that a path leads to; where it leads out of what is known, the path itself is the name.
    private static func basis(
        _ path: PropertyPath, from individual: Int, graph: ComponentGraph, _ named: NamedComponents
    ) -> ComponentProperty {
        if let end = graph.follow(path.relationships, from: individual),
            let name = named.name(of: end, in: graph)
        {
            return ComponentProperty(name, path.property)
        }
        let start = named.name(of: individual, in: graph)?.text ?? "?"
        return ComponentProperty(
            ComponentID(([start] + path.relationships).joined(separator: "|")), path.property)
    }
}
