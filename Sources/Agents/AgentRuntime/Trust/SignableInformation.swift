import DMEP

/// A piece of diagnostic information that its originator can sign.
protocol SignableInformation: Sendable {
    /// Who made it and when, with the signature.
    var metadata: InformationMetadata { get set }
    /// The component, by its id, without which the piece says nothing; nil when it describes it itself.
    var subjectReference: String? { get }
    /// The bytes that are signed.
    func canonicalBytes(_ form: inout CanonicalInformation, originator: String) -> [UInt8]
}

extension ComponentObservation: SignableInformation {
    var subjectReference: String? { nil }

    func canonicalBytes(_ form: inout CanonicalInformation, originator: String) -> [UInt8] {
        form.bytes(of: self, originator: originator)
    }
}

extension BeliefStatement: SignableInformation {
    var subjectReference: String? {
        if case .reference(let reference) = subject { return reference }
        return nil
    }

    func canonicalBytes(_ form: inout CanonicalInformation, originator: String) -> [UInt8] {
        form.bytes(of: self, originator: originator)
    }
}

extension KnowledgeStatement: SignableInformation {
    var subjectReference: String? { nil }

    func canonicalBytes(_ form: inout CanonicalInformation, originator: String) -> [UInt8] {
        form.bytes(of: self, originator: originator)
    }
}
