import DMEP
import Ontology

/// The dependency knowledge of an agent, with where each piece comes from (CAPRI thesis, 7.2.2).
public struct KnowledgeBase: Sendable {
    /// How much a source counts when pieces disagree.
    public enum Rank: Int, Comparable, Sendable, Codable {
        /// It came along with an answer to something else.
        case incidental
        /// It was asked for from an agent that offers it.
        case requested
        /// The operator gave it.
        case configured

        /// Orders by weight.
        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// A piece of knowledge with its provenance.
    public struct Entry: Sendable {
        /// The piece.
        public var knowledge: DependencyKnowledge
        /// The agent that made it; empty for the operator's own.
        public var originator: String
        /// When it was made, in milliseconds since 1970.
        public var time: Int64
        /// When it ceases to hold; nil when it does not.
        public var expires: Int64?
        /// How much it counts.
        public var rank: Rank
    }

    struct Key: Hashable {
        var subject: OntologyURI
        var property: String
        var parents: [PropertyPath]
    }

    private var entries: [Key: Entry] = [:]
    /// The pieces to reason with, and a number that is equal for equal pieces; nil when they have changed.
    private var compiled: (pieces: [DependencyKnowledge], fingerprint: Int)?
    /// The most pieces held.
    public static let limit = 10_000

    /// Makes a base that holds `knowledge` as configured.
    public init(_ knowledge: [DependencyKnowledge] = [], time: Int64 = 0) {
        for piece in knowledge {
            _ = learn(
                Entry(
                    knowledge: piece, originator: "", time: time, expires: nil, rank: .configured))
        }
    }

    /// Takes in a piece.
    ///
    /// Of two about the same property and parents the one of the higher rank holds, of the same rank the newer;
    /// but requested knowledge that is newer replaces configured: learning goes on.
    ///
    /// - Returns: whether it is new.
    public mutating func learn(_ entry: Entry) -> Bool {
        let key = Key(
            subject: entry.knowledge.subject, property: entry.knowledge.property,
            parents: entry.knowledge.parents)
        if let old = entries[key] {
            let isLesser = entry.rank == .incidental && old.rank > .incidental
            let isGreater = entry.rank > .incidental && old.rank == .incidental
            if isLesser || (!isGreater && entry.time < old.time) { return false }
            if old.knowledge == entry.knowledge {
                entries[key] = entry
                return false
            }
        } else if entries.count >= Self.limit {
            return false
        }
        entries[key] = entry
        compiled = nil
        return true
    }

    /// Drops the pieces about a property of a class that have parents, so that others can take their place.
    public mutating func forget(_ property: String, of subject: OntologyURI) {
        entries = entries.filter {
            $0.key.subject != subject || $0.key.property != property || $0.key.parents.isEmpty
        }
        compiled = nil
    }

    /// Drops what has ceased to hold.
    public mutating func expire(at now: Int64) {
        let before = entries.count
        entries = entries.filter { $0.value.expires.map { $0 > now } ?? true }
        if entries.count != before { compiled = nil }
    }

    /// Everything known, ordered by subject, property and parents.
    public var all: [Entry] {
        entries.sorted {
            ($0.key.subject, $0.key.property, $0.key.parents.map(\.description).joined())
                < ($1.key.subject, $1.key.property, $1.key.parents.map(\.description).joined())
        }.map(\.value)
    }

    /// The pieces to reason with, not those that only came along, the oldest first; and a number that is equal
    /// for equal pieces.
    public mutating func reasoned() -> (pieces: [DependencyKnowledge], fingerprint: Int) {
        if let compiled { return compiled }
        let pieces = all.filter { $0.rank > .incidental }
            .enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map(\.element.knowledge)
        let fresh = (pieces, pieces.hashValue)
        compiled = fresh
        return fresh
    }

    /// Whether anything is known of a property of a class, of itself or what it specialises.
    public func knows(_ property: String, of lineage: [OntologyURI]) -> Bool {
        entries.contains {
            $0.value.rank > .incidental && $0.key.property == property
                && lineage.contains($0.key.subject)
        }
    }

    /// What is believed of a property of a class without any evidence: the piece without parents.
    public func prior(of property: String, lineage: [OntologyURI]) -> [String: Double]? {
        for ancestor in lineage {
            let key = Key(subject: ancestor, property: property, parents: [])
            if let row = entries[key]?.knowledge.rows.first { return row.distribution }
        }
        return nil
    }
}
