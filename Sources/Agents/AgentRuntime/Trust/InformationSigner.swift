import DMEP
import Foundation

/// Signs what an agent says.
///
/// The signature is Ed25519 (RFC 8032) over a form of the piece that does not depend on the message. Covered:
/// originator, time, expiry, and all that is said. Not covered, because relaying changes it: ids within the
/// message, whether the piece is marked as cached, and the order of classes, properties, entries and evidence.
/// References to other components are covered by what identifies these, when `components` says so of all of
/// them; otherwise only that there is a reference. A piece keeps its signature as long as it is passed on whole.
public struct InformationSigner: Sendable {
    /// The URI of the agent.
    public let originator: String
    /// The name of the key.
    public let keyName: String
    private let key: InformationSigningKey

    /// Makes a signer.
    ///
    /// - Parameters:
    ///   - originator: the URI of the agent.
    ///   - key: its key.
    ///   - keyName: the name under which others know the key; its fingerprint when nil.
    public init(originator: String, key: InformationSigningKey, keyName: String? = nil) {
        self.originator = originator
        self.key = key
        self.keyName = keyName ?? key.publicKey.fingerprint
    }

    /// The observation with originator and signature.
    ///
    /// - Parameters:
    ///   - observation: of this agent, or of nobody, which makes it this agent's.
    ///   - components: the components of the message; nil to leave open where references lead.
    /// - Throws: ``TrustError``: `foreign`, `cannotSign`.
    public func signed(
        _ observation: ComponentObservation, components: ReferencedComponents? = nil
    ) throws(TrustError) -> ComponentObservation { try sign(observation, components) }

    /// The belief or likelihood with originator and signature.
    ///
    /// - Parameters:
    ///   - belief: of this agent, or of nobody, which makes it this agent's.
    ///   - components: the components of the message; needed when the subject is a reference.
    /// - Throws: ``TrustError``: `foreign`, `subjectNotDescribed`, `cannotSign`.
    public func signed(
        _ belief: BeliefStatement, components: ReferencedComponents? = nil
    ) throws(TrustError) -> BeliefStatement { try sign(belief, components) }

    /// The knowledge with originator and signature.
    ///
    /// - Parameter knowledge: of this agent, or of nobody, which makes it this agent's.
    /// - Throws: ``TrustError``: `foreign`, `cannotSign`.
    public func signed(_ knowledge: KnowledgeStatement) throws(TrustError) -> KnowledgeStatement {
        try sign(knowledge, nil)
    }

    private func sign<Item: SignableInformation>(
        _ item: Item, _ components: ReferencedComponents?
    ) throws(TrustError) -> Item {
        if let other = item.metadata.originator, other != originator {
            throw .foreign(originator: other)
        }
        if let subject = item.subjectReference, components?.identity(of: subject) == nil {
            throw .subjectNotDescribed(reference: subject)
        }
        var form = CanonicalInformation(references: components)
        var bytes = item.canonicalBytes(&form, originator: originator)
        if !form.unresolved.isEmpty {
            // All references or none, so that a checker has two forms to try and not 2 to the n.
            form = CanonicalInformation(references: nil)
            bytes = item.canonicalBytes(&form, originator: originator)
        }
        let signature: Data
        do {
            signature = try key.key.signature(for: bytes)
        } catch {
            throw .cannotSign(reason: "\(error)")
        }
        var signed = item
        signed.metadata.originator = originator
        signed.metadata.signature = InformationSignature(
            key: keyName, value: signature.base64EncodedString())
        return signed
    }
}
