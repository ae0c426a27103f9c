import DMEP
import Ontology

extension ServiceAdvertisement {
    /// The type by which an agent uses services of its own.
    public static let localType = "local"

    /// Whether only the agent itself may use it: directories neither keep nor list it.
    public var isLocalOnly: Bool { requesters.types == [Self.localType] }

    /// Why a requester may not use the service; nil when it may.
    ///
    /// In this order: 1. the type claimed is one that the requester may act as, and `local` only for the
    /// agent itself; 2. the service is for that type; 3. it is for the autonomous system that the server
    /// established, never one that was claimed; 4. credentials, where needed, were shown. The agent itself
    /// needs neither of the last two.
    public func admits(_ requester: Requester, as type: String) -> RequesterRefusal? {
        let isLocal = type == Self.localType
        guard requester.permittedTypes?.contains(type) ?? !isLocal else {
            return .typeNotPermitted(claimed: type)
        }
        if !requesters.types.isEmpty, !requesters.types.contains(type) {
            return .typeNotServed(claimed: type, served: requesters.types)
        }
        if isLocal { return nil }
        if !requesters.autonomousSystems.isEmpty {
            guard let number = requester.autonomousSystem else { return .autonomousSystemUnknown }
            guard requesters.autonomousSystems.contains(where: { $0.contains(number) }) else {
                return .autonomousSystemNotServed(number)
            }
        }
        if requesters.needsCredentials, requester.authenticatedURI == nil {
            return .credentialsMissing
        }
        return nil
    }

    /// Why a component is not one that the service serves; nil when it is.
    ///
    /// Required properties must be known. A relationship counts as known when something behind it is. A
    /// value that is known must have its index among those served, be it required or not.
    ///
    /// - Parameters:
    ///   - inputs: what is known, by path from the input component.
    ///   - lookup: whom to ask for autonomous systems.
    public func mismatch(
        inputs known: [PropertyPath: String],
        lookup: any AutonomousSystemLookup = NoAutonomousSystems()
    ) -> InputMismatch? {
        for input in inputs {
            guard let value = known[input.path] else {
                guard input.isRequired else { continue }
                let isPassed = known.keys.contains { $0.names.starts(with: input.path.names) }
                if !isPassed || input.isIndexed { return .missing(input.path) }
                continue
            }
            guard input.isIndexed else { continue }
            let index = IndexFunction.index(of: value, by: input.indexFunctions, lookup: lookup)
            guard let index else { return .noIndex(input.path) }
            guard input.indexRanges.contains(where: { $0.contains(index) }) else {
                return .outside(input.path, index: index)
            }
        }
        return nil
    }
}

extension InputProperty {
    /// Whether the value is restricted; functions without ranges restrict nothing.
    public var isIndexed: Bool { !indexRanges.isEmpty }
}
