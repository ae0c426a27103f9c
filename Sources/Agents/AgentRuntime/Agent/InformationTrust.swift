import DMEP
import Ontology

/// How an agent signs what it says and checks what others say.
public struct InformationTrust: Sendable {
    /// Signs what the agent says; nil when it does not sign.
    public var signer: InformationSigner?
    /// Checks what others signed; nil when nothing is checked.
    public var checker: SignatureChecker?

    /// Makes trust of its parts.
    public init(signer: InformationSigner? = nil, checker: SignatureChecker? = nil) {
        self.signer = signer
        self.checker = checker
    }

    /// The body with the agent's signature on what is its own.
    func signed(_ body: DiagnosticBody, by agent: String, in ontology: ComponentOntology)
        -> DiagnosticBody
    {
        guard let signer else { return body }
        let components = Self.components(of: body, in: ontology)
        func isOwn(_ metadata: InformationMetadata) -> Bool {
            metadata.originator.map { $0 == agent } ?? true
        }
        var body = body
        // What cannot be signed is sent unsigned; receivers decide what that is worth.
        body.observations = body.observations.map {
            isOwn($0.metadata) ? (try? signer.signed($0, components: components)) ?? $0 : $0
        }
        body.beliefs = body.beliefs.map {
            isOwn($0.metadata) ? (try? signer.signed($0, components: components)) ?? $0 : $0
        }
        body.knowledge = body.knowledge.map {
            isOwn($0.metadata) ? (try? signer.signed($0)) ?? $0 : $0
        }
        return body
    }

    /// The pieces of a body that are taken in, and how many are not.
    func accepted(_ body: DiagnosticBody, from sender: String, in ontology: ComponentOntology)
        -> (body: DiagnosticBody, refused: Int)
    {
        guard let checker else { return (body, 0) }
        let components = Self.components(of: body, in: ontology)
        func takes(_ verdict: SignatureVerdict, _ metadata: InformationMetadata) -> Bool {
            checker.accepts(verdict, originator: metadata.originator ?? sender)
        }
        let accepted = DiagnosticBody(
            observations: body.observations.filter {
                takes(
                    checker.verdict(on: $0, sender: sender, components: components), $0.metadata)
            },
            beliefs: body.beliefs.filter {
                takes(
                    checker.verdict(on: $0, sender: sender, components: components), $0.metadata)
            },
            knowledge: body.knowledge.filter {
                takes(checker.verdict(on: $0, sender: sender), $0.metadata)
            })
        let before = body.observations.count + body.beliefs.count + body.knowledge.count
        let after = accepted.observations.count + accepted.beliefs.count + accepted.knowledge.count
        return (accepted, before - after)
    }

    private static func components(
        of body: DiagnosticBody, in ontology: ComponentOntology
    ) -> ReferencedComponents {
        ReferencedComponents(
            body.observations.map(\.component),
            identifying: { ontology.identifyingProperties(of: $0) })
    }
}
