import DMEP
import Ontology

/// A document of every type, and a message of every kind, each with all that it can hold.
enum DocumentSamples {
    private static let common = "http://capri.csail.mit.edu/2006/capri/common#"
    private static let status = "http://capri.csail.mit.edu/2006/capri/core#status"
    private static let time: Int64 = 1_168_356_307_879
    private static let asked: [ServiceKind] = [.observation, .belief, .diagnosis, .knowledge]

    /// The documents.
    static var all: [Document] {
        messages.map { .messages(MessageBatch(time: time, messages: [$0])) } + [
            .messages(MessageBatch(time: time, messages: messages)),
            .directoryUpdate(
                DirectoryUpdate(
                    advertisements: [advertisement], retractions: [retraction, retraction],
                    lease: 3_600_000, via: ["https://directory.example/", "urn:directory:2"])),
            .directoryUpdate(DirectoryUpdate(retractions: [retraction])),
            .directoryUpdateResponse(DirectoryUpdateResponse(isSuccess: false, reason: "stale")),
            .serviceMapRequest(
                ServiceMapRequest(
                    agentType: "regional", agentURI: "https://agent.example/", autonomousSystem: 3)),
            .serviceMap(
                ServiceMap(
                    advertisements: [advertisement], retractions: [retraction], hashKey: "aGFzaA==")
            ),
            .ontology(ontology),
        ]
    }

    private static var messages: [Message] {
        asked.map { .request(request($0)) } + asked.map { .response(response($0)) } + [
            .notification(
                Notification(
                    serviceID: "notify:connHist", notificationID: "10",
                    sender: "https://agent.example/", inputComponent: .reference("com-1"),
                    body: body)),
            .acknowledgement(NotificationAcknowledgement(notificationID: "10")),
            .problem(
                ProblemReport(
                    kind: .insufficientInput, reason: "the name of the host is needed",
                    requestID: "501", serviceID: "diag:http")),
        ]
    }

    private static func request(_ kind: ServiceKind) -> ServiceRequest {
        ServiceRequest(
            kind: kind, requester: "https://user.example/", requestID: "501",
            serviceID: "diag:http",
            expires: time + 5_000, budget: 1_000, confidenceThreshold: 0.9,
            via: ["https://user.example/"], inputComponent: .described(connection),
            explanations: kind == .diagnosis ? explanations(nil) : [], body: body)
    }

    private static func response(_ kind: ServiceKind) -> ServiceResponse {
        ServiceResponse(
            kind: kind, requestID: "501", serviceID: "diag:http", time: time, cost: 12.5,
            explanations: kind == .diagnosis ? explanations(0.5) : [], body: body)
    }

    private static func explanations(_ probability: Double?) -> [ExplanationStatement] {
        ["com-2", "com-3"].map {
            ExplanationStatement(
                assignments: [.init(component: $0, status: "FAIL")], probability: probability)
        }
    }

    private static var body: DiagnosticBody {
        DiagnosticBody(
            observations: [
                ComponentObservation(metadata: metadata("obs-1"), component: connection)
            ],
            beliefs: [belief(.distribution), belief(.likelihood)],
            knowledge: [
                KnowledgeStatement(
                    metadata: metadata("know-1"), subject: OntologyURI(common + "AS_Hop_Test"),
                    property: common + "asHopTestResult", table: table,
                    source: "learned from 12,300 failures, version 4")
            ])
    }

    private static func metadata(_ id: String) -> InformationMetadata {
        InformationMetadata(
            id: id, originator: "https://agent.example/", time: time, isCached: true,
            expires: time + 60_000, signature: InformationSignature(key: "agent", value: "c2ln"))
    }

    private static var connection: ComponentDescription {
        ComponentDescription(
            id: "com-1", classes: [OntologyURI(common + "HTTP_Connection")],
            properties: [
                .init(name: common + "srcIP", value: .text("127.0.0.1")),
                .init(name: status, value: .text("FAIL")),
                .init(name: "urn:note", value: .text("a < b & c\u{1}")),
                .init(name: common + "httpServer", value: .reference("com-3")),
            ])
    }

    private static func belief(_ kind: BeliefStatement.Kind) -> BeliefStatement {
        BeliefStatement(
            metadata: metadata("bel-1"), subject: .reference("com-3"), property: status, kind: kind,
            entries: [
                .init(value: "OK", probability: 0.8), .init(value: "FAIL", probability: 0.2),
            ],
            evidence: [PropertyPath(names: [common + "httpServer", status])])
    }

    private static var table: KnowledgeStatement.Table {
        let rows = [
            ("FAIL", "FAIL", 0.995), ("FAIL", "OK", 0.005), ("OK", "FAIL", 0.02),
            ("OK", "OK", 0.98),
        ]
        return KnowledgeStatement.Table(
            parents: [PropertyPath(names: [common + "asHop", status])],
            entries: rows.map { .init(parentValues: [$0.0], value: $0.1, probability: $0.2) })
    }

    private static var retraction: ServiceRetraction {
        ServiceRetraction(serviceID: "diag:http", agentURI: "https://agent.example/", time: time)
    }

    private static var advertisement: ServiceAdvertisement {
        let path = PropertyPath(names: [common + "httpServer", status])
        let output = OutputBelief(path: path, evidence: [PropertyPath(names: [status])])
        return ServiceAdvertisement(
            serviceID: "bel:webserver.status", agentURI: "https://agent.example/", time: time,
            kind: .belief,
            cost: ServiceCost(
                expected: 1_000, percentile95: 2_000, milliseconds: 40, milliseconds95: 900),
            requesters: RequesterRestriction(
                types: ["user", "regional"], autonomousSystems: [3...3, 64_512...65_534],
                needsCredentials: true), inputClass: OntologyURI(common + "HTTP_Server"),
            inputs: [
                InputProperty(
                    path: path, isRequired: true, indexFunctions: [.addressToInteger, .modulo(4)],
                    indexRanges: [0...1, 3...3]),
                InputProperty(path: path, indexFunctions: [.base64ToInteger, .autonomousSystem]),
            ], outputObservations: [path], outputBeliefs: [output], outputLikelihoods: [output],
            outputKnowledge: [
                OutputKnowledge(
                    subject: OntologyURI(common + "HTTP_Server"), property: status, parents: [path])
            ], candidateExplanations: [path])
    }

    private static var ontology: OntologyDocument {
        OntologyDocument(
            classes: [
                .init(
                    name: OntologyURI(common + "HTTP_Server"),
                    superclasses: [OntologyURI(common + "Host")],
                    identifyingProperties: [common + "ipAddr"])
            ],
            properties: [
                PropertyDefinition(name: status, kind: .descriptive(range: ["OK", "FAIL"])),
                PropertyDefinition(
                    name: common + "asHopTest",
                    kind: .relationship(
                        range: OntologyURI(common + "AS_Hop_Test"), symmetric: common + "asHop")),
            ])
    }
}
