import DMEP
import Ontology

/// What an agent remembers of individual components (CAPRI thesis, 7.2.1), bounded, with expiry.
///
/// Findings are kept under the identity of the component that a service was asked about, by the path from it,
/// together with what else the same answer said of that component: a finding holds only for a component of
/// which nothing else is said. So a test of one user's addresses is not taken for a test of another's.
public struct InformationBase: Sendable {
    private var findings: [Identity: [RememberedFinding]] = [:]
    private var order: [Identity] = []
    /// The most components remembered; the longest untouched are forgotten first.
    public let limit: Int
    /// The most findings of one component.
    public static let findingsPerComponent = 64

    /// Makes an empty base for at most `limit` components.
    public init(limit: Int = 100_000) { self.limit = limit }

    /// How many components it knows something of.
    public var count: Int { findings.count }

    /// Keeps values found for a component.
    ///
    /// - Parameters:
    ///   - identities: the component's identities; without any, nothing is kept.
    ///   - values: what was found, by path from the component.
    ///   - beliefs: what others believe; the path leads to the believed property.
    ///   - circumstances: what the answer repeated of what was asked.
    /// - Returns: what is to be kept on disk.
    public mutating func remember(
        _ identities: [Identity], values: [PropertyPath: Reading],
        beliefs: [(SoftEvidence, PropertyPath)], circumstances: [PropertyPath: String],
        defaultLifetime: Int64, at now: Int64
    ) -> [RememberedFinding] {
        var fresh = [RememberedFinding]()
        for (path, reading) in values {
            fresh.append(
                RememberedFinding(
                    identities: identities, content: .value(path, reading.value),
                    originator: reading.originator,
                    time: reading.time, expires: reading.expires ?? now + defaultLifetime,
                    circumstances: circumstances))
        }
        for (belief, path) in beliefs {
            fresh.append(
                RememberedFinding(
                    identities: identities, content: .belief(belief, path),
                    originator: belief.originator,
                    time: belief.time, expires: belief.expires ?? now + defaultLifetime,
                    circumstances: circumstances))
        }
        fresh.removeAll { $0.expires <= now }
        restore(fresh, at: now)
        return identities.isEmpty ? [] : fresh
    }

    /// Keeps findings of an earlier life, or new ones; all have the same identities.
    public mutating func restore(_ fresh: [RememberedFinding], at now: Int64) {
        guard let identities = fresh.first?.identities else { return }
        for identity in identities {
            if findings[identity] == nil { order.append(identity) }
            let kept = (findings[identity] ?? []).filter { old in
                old.expires > now && !fresh.contains { Self.replaces($0, old) }
            }
            findings[identity] = Array((kept + fresh).suffix(Self.findingsPerComponent))
        }
        forgetOldest(at: now)
    }

    private static func replaces(_ new: RememberedFinding, _ old: RememberedFinding) -> Bool {
        guard new.circumstances == old.circumstances else { return false }
        switch (new.content, old.content) {
        case (.value(let left, _), .value(let right, _)): return left == right
        case (.belief(let left, let leftPath), .belief(let right, let rightPath)):
            return leftPath == rightPath && left.originator == right.originator
        default: return false
        }
    }

    private mutating func forgetOldest(at now: Int64) {
        guard findings.count > limit else { return }
        // A quarter at a time, so that the sweep is paid for by many insertions.
        let goal = limit - limit / 4
        for identity in order where findings[identity]?.allSatisfy({ $0.expires <= now }) ?? true {
            findings[identity] = nil
        }
        var survivors = order.filter { findings[$0] != nil }
        if survivors.count > goal {
            for identity in survivors.prefix(survivors.count - goal) { findings[identity] = nil }
            survivors.removeFirst(survivors.count - goal)
        }
        order = survivors
    }

    /// Tells a graph what is remembered of one of its individuals and is not known there.
    ///
    /// - Returns: the beliefs remembered, bound to individuals of the graph.
    public func recall(
        into graph: inout ComponentGraph, of index: Int, at now: Int64
    ) -> [SoftEvidence] {
        var beliefs = [SoftEvidence]()
        for identity in graph.identitiesKnown(of: index) {
            for finding in findings[identity] ?? [] where finding.expires > now {
                let isSame = finding.circumstances.allSatisfy { path, value in
                    graph.reading(at: path, from: index).map { $0.value == value } ?? true
                }
                guard isSame else { continue }
                switch finding.content {
                case .value(let path, let value):
                    guard let end = graph.suppose(path.relationships, from: index) else {
                        continue
                    }
                    graph.set(
                        path.property, of: end,
                        to: Reading(
                            value: value, originator: finding.originator, time: finding.time,
                            expires: finding.expires, origin: .cache))
                case .belief(var belief, let path):
                    guard let end = graph.suppose(path.relationships, from: index) else {
                        continue
                    }
                    belief.individual = end
                    belief.origin = .cache
                    beliefs.append(belief)
                }
            }
        }
        return beliefs
    }
}
