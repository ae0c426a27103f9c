import DMEP

/// Requests that wait for the definitions of classes and properties that they name.
struct DefinitionErrands: Sendable {
    /// A request that waits.
    struct Waiting: Sendable {
        let request: ServiceRequest
        let service: ServiceAdvertisement
        let origin: DiagnosisProcess.Origin
    }

    /// The documents under way.
    var errands: [ErrandID: String] = [:]
    /// The requests that wait, each with the documents that it waits for.
    var waiting: [(request: Waiting, documents: Set<String>)] = []
    /// The most requests that wait at a time; others are dealt with as far as they are understood.
    static let limit = 256
}
