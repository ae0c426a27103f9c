import DMEP
import Ontology

/// The ontology documents that an agent has: those that it ships with and those that it fetched.
///
/// A value without clock or network. It says which documents are to be fetched for names that nobody told it
/// of, takes in what came, or why nothing came, and refuses what it should not believe: a document defines
/// names under its own URI only, never replaces one that is shipped, and makes no class specialise itself.
public struct OntologyLibrary: Sendable {
    /// A document that was fetched.
    struct Volume: Sendable {
        let document: OntologyDocument
        var expires: Int64
    }

    /// A document that is awaited: since when, and for the sake of which document it was begun.
    struct Pursuit: Sendable {
        let root: String
        let since: Int64
    }

    /// A document that could not be had.
    struct Absence: Sendable {
        let reason: String
        let until: Int64
    }

    /// How much is taken in.
    public let limits: OntologyLibraryLimits
    /// All definitions together.
    public internal(set) var ontology: ComponentOntology
    let shipped: [String: OntologyDocument]
    var fetched = [String: Volume]()
    var pursuits = [String: Pursuit]()
    /// How many documents were asked for on behalf of each document that began a pursuit.
    var pursued = [String: Int]()
    var absences = [String: Absence]()

    /// Makes a library of documents by URI, which hold for ever and are checked as fetched ones are.
    public init(
        shipped: [String: OntologyDocument] = [:],
        limits: OntologyLibraryLimits = OntologyLibraryLimits()
    ) throws(OntologyError) {
        self.limits = limits
        self.shipped = shipped
        ontology = ComponentOntology(classes: [])
        for (uri, document) in shipped.sorted(by: { $0.key < $1.key }) {
            try Self.check(document, from: uri, limits: limits)
            try checkSubclassing(including: document, from: uri)
        }
        ontology = assembled()
    }

    /// The URIs of the documents at hand, ordered.
    public var documents: [String] { (Array(shipped.keys) + fetched.keys).sorted() }

    /// The definitions of a document at hand.
    public func document(_ uri: String) -> OntologyDocument? {
        shipped[uri] ?? fetched[uri]?.document
    }

    /// Whether a document defines the name.
    public func knows(_ name: OntologyName) -> Bool {
        switch name {
        case .componentClass(let uri): ontology[uri] != nil
        case .property(let uri): ontology.sharedProperty(uri) != nil
        }
    }

    /// The names in a message or an advertisement that no document at hand defines.
    ///
    /// - Complexity: O(names of the message).
    public func unknown(in message: some OntologyMentioning) -> OntologyNames {
        var unknown = OntologyNames()
        message.visitNames { name in
            guard !knows(name) else { return }
            switch name {
            case .componentClass(let uri): unknown.classes.insert(uri)
            case .property(let uri): unknown.properties.insert(uri)
            }
        }
        return unknown
    }

    /// Why a document is not at hand; nil when it is, or was never asked for.
    public func reasonForAbsence(of document: String, at now: Int64) -> String? {
        absences[document].flatMap { now < $0.until ? $0.reason : nil }
    }

    /// All definitions; an identifying property has the kind that its own document gives it.
    func assembled() -> ComponentOntology {
        let all =
            shipped.sorted { $0.key < $1.key }.map(\.value)
            + fetched.sorted { $0.key < $1.key }.map(\.value.document)
        let properties = all.flatMap(\.properties)
        let kinds = Dictionary(properties.map { ($0.name, $0.kind) }, uniquingKeysWith: { $1 })
        let classes = all.flatMap(\.classes).map { definition in
            ComponentClass(
                uri: definition.name, superclasses: definition.superclasses,
                properties: definition.identifyingProperties.map { name in
                    PropertyDefinition(
                        name: name, kind: kinds[name] ?? .descriptive(range: []),
                        isIdentifying: true)
                })
        }
        return ComponentOntology(classes: classes, properties: properties)
    }
}
