import DMEP
import Foundation

/// Checks what others signed.
public struct SignatureChecker: Sendable {
    /// The keys of the agents that one knows.
    public var keys: TrustedKeys
    /// What is taken in whose signature is not valid.
    public var policy: SignaturePolicy

    /// Makes a checker.
    public init(keys: TrustedKeys = TrustedKeys(), policy: SignaturePolicy = .accept) {
        self.keys = keys
        self.policy = policy
    }

    /// What the signature of an observation says.
    ///
    /// - Parameters:
    ///   - observation: the observation as it came.
    ///   - sender: the URI of whoever sent the message, the originator of what names none; nil for a stranger.
    ///   - components: the components of the message; nil when they are not at hand.
    public func verdict(
        on observation: ComponentObservation, sender: String?,
        components: ReferencedComponents? = nil
    ) -> SignatureVerdict { check(observation, sender, components) }

    /// What the signature of a belief or likelihood says.
    ///
    /// - Parameters:
    ///   - belief: the statement as it came.
    ///   - sender: the URI of whoever sent the message, the originator of what names none; nil for a stranger.
    ///   - components: the components of the message; nil when they are not at hand.
    public func verdict(
        on belief: BeliefStatement, sender: String?, components: ReferencedComponents? = nil
    ) -> SignatureVerdict { check(belief, sender, components) }

    /// What the signature of knowledge says.
    ///
    /// - Parameters:
    ///   - knowledge: the knowledge as it came.
    ///   - sender: the URI of whoever sent the message, the originator of what names none; nil for a stranger.
    public func verdict(on knowledge: KnowledgeStatement, sender: String?) -> SignatureVerdict {
        check(knowledge, sender, nil)
    }

    /// Whether a piece with that verdict is taken in.
    ///
    /// - Parameters:
    ///   - verdict: what the signature says.
    ///   - originator: who is said to have made it: the one of its metadata, or the sender.
    public func accepts(_ verdict: SignatureVerdict, originator: String?) -> Bool {
        switch verdict {
        case .valid: true
        case .invalid: false
        case .unknownKey, .incomplete, .unsigned:
            switch policy {
            case .accept: true
            case .requireOfKnown: originator.map { !keys.knows($0) } ?? true
            case .require: false
            }
        }
    }

    private func check(
        _ item: some SignableInformation, _ sender: String?, _ components: ReferencedComponents?
    ) -> SignatureVerdict {
        guard let signature = item.metadata.signature else { return .unsigned }
        guard
            let originator = item.metadata.originator ?? sender,
            let key = keys.key(signature.key, of: originator)
        else { return .unknownKey(name: signature.key) }
        guard let value = Data(base64Encoded: signature.value), value.count == 64 else {
            return .invalid(reason: "the signature is not 64 bytes in base64")
        }
        if let components {
            var form = CanonicalInformation(references: components)
            let bytes = item.canonicalBytes(&form, originator: originator)
            if form.unresolved.isEmpty, key.verifies(value, over: bytes) {
                return .valid(coversReferences: true)
            }
        }
        // A subject that is left open could be anybody: such a form is never signed.
        if let subject = item.subjectReference {
            return components?.identity(of: subject) == nil
                ? .incomplete : .invalid(reason: "it is not the signature of what is said")
        }
        var open = CanonicalInformation(references: nil)
        let bytes = item.canonicalBytes(&open, originator: originator)
        if key.verifies(value, over: bytes) {
            return .valid(coversReferences: !open.hasReferences)
        }
        if let components {
            var form = CanonicalInformation(references: components)
            _ = item.canonicalBytes(&form, originator: originator)
            if form.unresolved.isEmpty {
                return .invalid(reason: "it is not the signature of what is said")
            }
            return .incomplete
        }
        return item.mayCoverComponents(open)
            ? .incomplete : .invalid(reason: "it is not the signature of what is said")
    }
}

extension SignableInformation {
    /// Whether a signer with the components at hand may have signed other bytes than one without.
    fileprivate func mayCoverComponents(_ open: CanonicalInformation) -> Bool {
        open.hasReferences || self is BeliefStatement
    }
}
