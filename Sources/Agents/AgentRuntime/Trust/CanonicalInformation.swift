import DMEP
import Ontology

/// The bytes of a piece of diagnostic information that its originator signs (see `InformationSigner`).
struct CanonicalInformation {
    /// What the references stand for; nil to leave open where they lead.
    let references: ReferencedComponents?
    /// References that were to be covered and could not be.
    private(set) var unresolved: [String] = []
    /// Whether there was any reference.
    private(set) var hasReferences = false

    private static let format = "diagnostic information 1"

    init(references: ReferencedComponents?) { self.references = references }

    mutating func bytes(
        of observation: ComponentObservation, originator: String
    ) -> [UInt8] {
        var bytes = Self.head("observation", observation.metadata, originator)
        bytes.field(described(observation.component).bytes)
        return bytes.bytes
    }

    mutating func bytes(of belief: BeliefStatement, originator: String) -> [UInt8] {
        var bytes = Self.head(
            belief.kind == .distribution ? "distribution" : "likelihood", belief.metadata,
            originator)
        switch belief.subject {
        case .described(let component):
            if let identity = references?.identity(of: component) {
                bytes.field(identity)
            } else {
                bytes.field(described(component).bytes)
            }
        case .reference(let reference):
            bytes.field(end(of: reference).bytes)
        }
        bytes.text(belief.property)
        bytes.unordered(
            belief.entries.map { entry in
                var part = CanonicalBytes()
                part.text(entry.value)
                part.number(entry.probability)
                return part
            })
        bytes.unordered(belief.evidence.map(Self.path))
        return bytes.bytes
    }

    func bytes(of knowledge: KnowledgeStatement, originator: String) -> [UInt8] {
        var bytes = Self.head("knowledge", knowledge.metadata, originator)
        bytes.text(knowledge.subject.text)
        bytes.text(knowledge.property)
        bytes.integer(Int64(knowledge.table.parents.count))
        for parent in knowledge.table.parents { bytes.field(Self.path(parent).bytes) }
        bytes.unordered(
            knowledge.table.entries.map { entry in
                var part = CanonicalBytes()
                part.integer(Int64(entry.parentValues.count))
                for value in entry.parentValues { part.text(value) }
                part.text(entry.value)
                part.number(entry.probability)
                return part
            })
        bytes.text(knowledge.source.map { "source \($0)" } ?? "none")
        return bytes.bytes
    }

    private static func head(
        _ kind: String, _ metadata: InformationMetadata, _ originator: String
    ) -> CanonicalBytes {
        var bytes = CanonicalBytes()
        bytes.text(format)
        bytes.text(kind)
        bytes.text(originator)
        bytes.integer(metadata.time)
        bytes.integer(metadata.expires)
        return bytes
    }

    private mutating func described(_ component: ComponentDescription) -> CanonicalBytes {
        var bytes = CanonicalBytes()
        bytes.text(component.kind.rawValue)
        bytes.unordered(
            component.classes.map { name in
                var part = CanonicalBytes()
                part.text(name.text)
                return part
            })
        var parts: [CanonicalBytes] = []
        for property in component.properties {
            var part = CanonicalBytes()
            part.text(property.name)
            switch property.value {
            case .text(let text):
                part.text("text")
                part.text(text)
            case .reference(let reference):
                part.text("component")
                part.field(end(of: reference).bytes)
            }
            parts.append(part)
        }
        bytes.unordered(parts)
        return bytes
    }

    private mutating func end(of reference: String) -> CanonicalBytes {
        hasReferences = true
        var bytes = CanonicalBytes()
        if let references {
            if let identity = references.identity(of: reference) {
                bytes.field(identity)
                return bytes
            }
            unresolved.append(reference)
        }
        bytes.text("open")
        return bytes
    }

    private static func path(_ path: PropertyPath) -> CanonicalBytes {
        var bytes = CanonicalBytes()
        for name in path.names { bytes.text(name) }
        return bytes
    }
}
