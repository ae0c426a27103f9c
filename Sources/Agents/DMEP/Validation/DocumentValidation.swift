import Ontology

/// What must hold of a document beyond its form, in whatever format it came.
///
/// Readers of both formats ask it piece by piece, so that an error can say where. A sender may ask it about a
/// whole document before it is written: what passes is read back equal.
public struct DocumentValidation: Sendable {
    /// The sizes that are refused.
    public let limits: DocumentLimits

    /// How far probabilities that should sum to 1 may miss it; printed tables are rounded.
    public static let tolerance = 1e-3

    /// Makes a validation with these limits.
    public init(limits: DocumentLimits = DocumentLimits()) { self.limits = limits }

    /// Checks a whole document; its size in bytes and elements shows only once it is written.
    ///
    /// - Throws: `DocumentError` for the first thing that a reader would refuse.
    public func check(_ document: Document) throws(DocumentError) {
        switch document {
        case .messages(let batch):
            for message in batch.messages { try checkWhole(message) }
            try check(batch)
        case .directoryUpdate(let update):
            for advertisement in update.advertisements { try check(advertisement) }
            for retraction in update.retractions { try check(retraction) }
            try check(update)
        case .directoryUpdateResponse, .serviceMapRequest: break
        case .serviceMap(let map):
            for advertisement in map.advertisements { try check(advertisement) }
            for retraction in map.retractions { try check(retraction) }
        case .ontology(let ontology): try check(ontology)
        }
    }

    // MARK: Pieces that everything is made of

    func check(name: String, _ what: String) throws(DocumentError) {
        if name.isEmpty {
            throw .invalid(what: what, value: "empty", reason: "a name is needed")
        }
    }

    func check(path: PropertyPath, _ what: String) throws(DocumentError) {
        if path.names.isEmpty || path.names.contains("") {
            throw .invalid(
                what: what, value: "\"\(path)\"", reason: "a path has names, joined by |")
        }
    }

    func check(names: [String], _ what: String) throws(DocumentError) {
        for name in names { try check(name: name, what) }
    }

    func check(time: Int64?, _ what: String) throws(DocumentError) {
        if let time, time < 0 {
            throw .invalid(
                what: what, value: "\(time)", reason: "times are milliseconds since 1970")
        }
    }

    func check(amount: Double?, _ what: String) throws(DocumentError) {
        if let amount, !(amount.isFinite && amount >= 0) {
            throw .invalid(
                what: what, value: "\(amount)", reason: "a finite number of at least 0 is needed")
        }
    }

    func check(probability: Double?, _ what: String) throws(DocumentError) {
        if let probability, !(probability >= 0 && probability <= 1) {
            throw .invalid(
                what: what, value: "\(probability)", reason: "a probability lies between 0 and 1")
        }
    }

    func check(count: Int, of what: String, limit: Int) throws(DocumentError) {
        if count > limit { throw .tooLarge(what: what, limit: limit) }
    }
}
