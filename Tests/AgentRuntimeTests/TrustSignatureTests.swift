import AgentRuntime
import DMEP
import Foundation
import Ontology
import Testing

@Suite("Signed information")
struct TrustSignatureTests {
    private static let agent = "https://dns.example/agent"
    private static let server: OntologyURI = "https://o.example/common#HTTP_Server"
    private static let connection: OntologyURI = "https://o.example/common#Connection"
    private static let address = "https://o.example/common#ipAddress"
    private static let status = "https://o.example/core#status"
    private static let toServer = "https://o.example/common#httpServer"

    private let key = InformationSigningKey()
    private var signer: InformationSigner { InformationSigner(originator: Self.agent, key: key) }

    private var checker: SignatureChecker {
        SignatureChecker(
            keys: TrustedKeys([.init(originator: Self.agent, key: key.publicKey)]))
    }

    private static func components(_ id: String, address text: String) -> ReferencedComponents {
        ReferencedComponents([
            ComponentDescription(
                id: id, classes: [server],
                properties: [
                    .init(name: status, value: .text("OK")),
                    .init(name: address, value: .text(text)),
                ])
        ]) { $0 == server ? [address] : [] }
    }

    private static func observation(reference: String = "s1") -> ComponentObservation {
        ComponentObservation(
            metadata: InformationMetadata(id: "o1", time: 1_000, expires: 2_000),
            component: ComponentDescription(
                id: "c1", classes: [connection, "https://o.example/core#Component"],
                properties: [
                    .init(name: status, value: .text("FAIL")),
                    .init(name: toServer, value: .reference(reference)),
                ]))
    }

    private static let belief = BeliefStatement(
        metadata: InformationMetadata(time: 1_000), subject: .reference("s1"), property: status,
        kind: .likelihood,
        entries: [
            .init(value: "OK", probability: 0.1), .init(value: "FAIL", probability: 1.0 / 3),
        ],
        evidence: ["https://o.example/a#x|https://o.example/a#y", "https://o.example/a#z"])

    private static let knowledge = KnowledgeStatement(
        metadata: InformationMetadata(time: 1_000), subject: connection, property: status,
        table: .init(
            parents: ["https://o.example/a#x", "https://o.example/a#y"],
            entries: [
                .init(parentValues: ["OK", "FAIL"], value: "OK", probability: 0.25),
                .init(parentValues: ["OK", "FAIL"], value: "FAIL", probability: 0.75),
            ]), source: "learned, version 4")

    @Test("what another message calls otherwise is still what was signed")
    func otherIDs() throws {
        let signed = try signer.signed(
            Self.observation(), components: Self.components("s1", address: "192.0.2.1"))
        #expect(signed.metadata.originator == Self.agent)
        var relayed = signed
        relayed.metadata.id = "other"
        relayed.metadata.isCached = true
        relayed.component.id = "x9"
        relayed.component.classes.reverse()
        relayed.component.properties = [
            .init(name: Self.toServer, value: .reference("q7")),
            .init(name: Self.status, value: .text("FAIL")),
        ]
        let verdict = checker.verdict(
            on: relayed, sender: "https://relay.example/",
            components: Self.components("q7", address: "192.0.2.1"))
        #expect(verdict == .valid(coversReferences: true))
    }

    @Test("a signature survives JSON")
    func throughJSON() throws {
        let components = Self.components("s1", address: "192.0.2.1")
        let signed = try signer.signed(Self.belief, components: components)
        let copy = try JSONDecoder().decode(
            BeliefStatement.self, from: try JSONEncoder().encode(signed))
        #expect(
            checker.verdict(on: copy, sender: nil, components: components)
                == .valid(coversReferences: true))
    }

    @Test("any change of what an observation says is noticed")
    func changedObservation() throws {
        let components = Self.components("s1", address: "192.0.2.1")
        let signed = try signer.signed(Self.observation(), components: components)
        let changes: [(inout ComponentObservation) -> Void] = [
            { $0.metadata.time += 1 },
            { $0.metadata.expires = nil },
            { $0.metadata.expires = 9_000 },
            { $0.component.kind = .test },
            { $0.component.classes.removeLast() },
            { $0.component.classes[0] = "https://o.example/common#Other" },
            { $0.component.properties[0].value = .text("OK") },
            { $0.component.properties[0].name += "x" },
            { $0.component.properties.append($0.component.properties[0]) },
            { $0.component.properties.removeLast() },
            { $0.component.properties[1].value = .text("s1") },
        ]
        for (index, change) in changes.enumerated() {
            var changed = signed
            change(&changed)
            guard
                case .invalid = checker.verdict(
                    on: changed, sender: nil, components: components)
            else {
                Issue.record("change \(index) passes")
                continue
            }
        }
        let elsewhere = Self.components("s1", address: "192.0.2.2")
        guard case .invalid = checker.verdict(on: signed, sender: nil, components: elsewhere) else {
            Issue.record("another server passes")
            return
        }
    }

    @Test("any change of a belief or of knowledge is noticed")
    func changedBeliefAndKnowledge() throws {
        let components = Self.components("s1", address: "192.0.2.1")
        let belief = try signer.signed(Self.belief, components: components)
        let beliefs: [(inout BeliefStatement) -> Void] = [
            { $0.kind = .distribution },
            { $0.property += "x" },
            { $0.entries[0].probability = 0.1.nextUp },
            { $0.entries[0].value = "FAIL" },
            { $0.evidence.removeLast() },
            { $0.evidence[0] = "https://o.example/a#x" },
        ]
        for (index, change) in beliefs.enumerated() {
            var changed = belief
            change(&changed)
            guard
                case .invalid = checker.verdict(
                    on: changed, sender: nil, components: components)
            else {
                Issue.record("change \(index) of the belief passes")
                continue
            }
        }
        let knowledge = try signer.signed(Self.knowledge)
        #expect(checker.verdict(on: knowledge, sender: nil) == .valid(coversReferences: true))
        let changes: [(inout KnowledgeStatement) -> Void] = [
            { $0.subject = "https://o.example/common#Other" },
            { $0.property += "x" },
            { $0.table.parents.reverse() },
            { $0.table.entries[0].probability = 0.3 },
            { $0.table.entries[0].parentValues.reverse() },
            { $0.source = nil },
            { $0.metadata.time = 0 },
        ]
        for (index, change) in changes.enumerated() {
            var changed = knowledge
            change(&changed)
            guard case .invalid = checker.verdict(on: changed, sender: nil) else {
                Issue.record("change \(index) of the knowledge passes")
                continue
            }
        }
    }

    @Test("fields cannot run into each other")
    func fieldsAreSeparate() throws {
        func observation(_ name: String, _ value: String) -> ComponentObservation {
            ComponentObservation(
                metadata: InformationMetadata(time: 0),
                component: ComponentDescription(
                    classes: [Self.server],
                    properties: [.init(name: name, value: .text(value))]))
        }
        var signed = try signer.signed(observation("ab", "c"))
        signed.component.properties = [.init(name: "a", value: .text("bc"))]
        guard case .invalid = checker.verdict(on: signed, sender: nil) else {
            Issue.record("the bytes of two fields are one")
            return
        }
    }

    @Test("without the components of the message the references are left open, and that is said")
    func openReferences() throws {
        let signed = try signer.signed(Self.observation())
        #expect(checker.verdict(on: signed, sender: nil) == .valid(coversReferences: false))
        #expect(
            checker.verdict(
                on: signed, sender: nil, components: Self.components("s1", address: "192.0.2.1"))
                == .valid(coversReferences: false))
        let covered = try signer.signed(
            Self.observation(), components: Self.components("s1", address: "192.0.2.1"))
        #expect(checker.verdict(on: covered, sender: nil) == .incomplete)
        #expect(
            checker.verdict(
                on: covered, sender: nil, components: Self.components("other", address: "192.0.2.1")
            )
                == .incomplete)
    }

    @Test(
        "a belief about a component that is described nowhere is not signed, and cannot be turned on another"
    )
    func subjectOfBelief() throws {
        #expect(throws: TrustError.subjectNotDescribed(reference: "s1")) {
            try signer.signed(Self.belief)
        }
        let signed = try signer.signed(
            Self.belief, components: Self.components("s1", address: "192.0.2.1"))
        #expect(checker.verdict(on: signed, sender: nil) == .incomplete)
        guard
            case .invalid = checker.verdict(
                on: signed, sender: nil, components: Self.components("s1", address: "192.0.2.9"))
        else {
            Issue.record("the belief passes for another server")
            return
        }
    }

    @Test("a key speaks for its own originator only")
    func foreignOriginator() throws {
        let signed = try signer.signed(Self.knowledge)
        var stolen = signed
        stolen.metadata.originator = "https://other.example/"
        #expect(
            checker.verdict(on: stolen, sender: nil)
                == .unknownKey(name: key.publicKey.fingerprint))
        var other = Self.knowledge
        other.metadata.originator = "https://other.example/"
        #expect(throws: TrustError.foreign(originator: "https://other.example/")) {
            try signer.signed(other)
        }
        var own = Self.knowledge
        own.metadata.originator = Self.agent
        #expect(try signer.signed(own).metadata.signature != nil)
    }

    @Test("the sender is the originator of what names none")
    func senderIsOriginator() throws {
        var signed = try signer.signed(Self.knowledge)
        signed.metadata.originator = nil
        #expect(checker.verdict(on: signed, sender: Self.agent) == .valid(coversReferences: true))
        #expect(
            checker.verdict(on: signed, sender: "https://other.example/")
                == .unknownKey(name: key.publicKey.fingerprint))
    }

    @Test("nonsense in place of a signature is invalid", arguments: ["", "????", "AAAA"])
    func nonsense(value: String) {
        var item = Self.knowledge
        item.metadata.originator = Self.agent
        item.metadata.signature = InformationSignature(
            key: key.publicKey.fingerprint, value: value)
        #expect(
            checker.verdict(on: item, sender: nil)
                == .invalid(reason: "the signature is not 64 bytes in base64"))
    }

    @Test("the policy says what becomes of what is not valid")
    func policies() {
        let known = Self.agent
        let stranger = "https://stranger.example/"
        for policy in SignaturePolicy.allCases {
            var checker = checker
            checker.policy = policy
            #expect(checker.accepts(.valid(coversReferences: true), originator: known))
            #expect(!checker.accepts(.invalid(reason: ""), originator: stranger))
            for verdict in [SignatureVerdict.unsigned, .incomplete, .unknownKey(name: "x")] {
                #expect(checker.accepts(verdict, originator: known) == (policy == .accept))
                #expect(checker.accepts(verdict, originator: stranger) == (policy != .require))
            }
        }
        #expect(checker.verdict(on: Self.knowledge, sender: known) == .unsigned)
    }

    /// The key pair of RFC 8410, sections 10.1 and 10.3.
    @Test("keys are read and written as PEM of RFC 8410 and as base64")
    func keyTexts() throws {
        let privateText = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----

            """
        let publicText = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PUBLIC KEY-----

            """
        let signing = try InformationSigningKey(text: privateText)
        let checking = try InformationPublicKey(text: publicText)
        #expect(signing.publicKey == checking)
        #expect(signing.pem == privateText)
        #expect(checking.pem == publicText)
        #expect(try InformationSigningKey(text: signing.base64).publicKey == checking)
        #expect(try InformationPublicKey(text: checking.base64 + "\n") == checking)
        #expect(checking.fingerprint.count == 16)
    }

    @Test(
        "a text that is no such key is refused",
        arguments: [
            "", "AAAA", String(repeating: "A", count: 5_000),
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
            "-----BEGIN RSA KEY-----\nAAAA\n-----END RSA KEY-----",
            "-----BEGIN PUBLIC KEY-----",
        ])
    func refusedKeys(text: String) {
        #expect(throws: TrustError.self) { try InformationPublicKey(text: text) }
        #expect(throws: TrustError.self) { try InformationSigningKey(text: text) }
    }

    @Test("trusted keys are listed, replaced and forgotten")
    func trustedKeys() {
        let other = InformationSigningKey().publicKey
        var keys = TrustedKeys([
            .init(originator: "b", name: "k", key: other),
            .init(originator: "a", key: key.publicKey),
        ])
        #expect(keys.entries.map(\.originator) == ["a", "b"])
        keys.insert(.init(originator: "b", name: "k", key: key.publicKey))
        #expect(keys.key("k", of: "b") == key.publicKey)
        #expect(keys.key("k", of: "a") == nil)
        keys.remove(originator: "b", name: "k")
        #expect(!keys.knows("b"))
    }
}
