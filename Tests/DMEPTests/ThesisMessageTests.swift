import DMEP
import Ontology
import Testing

@Suite("Messages of the thesis")
struct ThesisMessageTests {
    private let common = "http://capri.csail.mit.edu/2006/capri/common#"
    private let status = "http://capri.csail.mit.edu/2006/capri/core#status"
    private let hash = "+OTHLgaZnxk9l8bU5ZgDGA=="

    @Test("requests of three kinds come in one batch")
    func requests() throws {
        let messages = try FixtureFiles.messages("a2-requests")
        guard case .messages(let batch) = try FixtureFiles.document("a2-requests") else { return }
        #expect(
            batch.version == "1.0" && batch.clientAgent == "capri" && batch.clientVersion == "1")
        #expect(batch.time == 1_160_577_157_000)
        let server = ComponentDescription(
            classes: [OntologyURI(common + "HTTP_Server")],
            properties: [
                .init(name: common + "ipAddr", value: .text("192.168.10.10")),
                .init(name: common + "hostHash", value: .text(hash)),
                .init(name: common + "connTime", value: .text("1167766762747")),
            ])
        var known = server
        known.id = "com-1"
        known.properties.removeFirst()
        let requester = "http://18.26.0.100/regionalAgent"
        #expect(
            messages == [
                .request(
                    ServiceRequest(
                        kind: .observation, requester: requester, requestID: "101",
                        serviceID: "obs:webserver.cfts", expires: 1_160_577_160_000,
                        inputComponent: .described(server))),
                .request(
                    ServiceRequest(
                        kind: .belief, requester: requester, requestID: "102",
                        serviceID: "bel:webserver.status", expires: 1_160_577_160_000,
                        budget: 1000, inputComponent: .described(known))),
                .request(
                    ServiceRequest(
                        kind: .knowledge, requester: requester, requestID: "103",
                        serviceID: "knowledge:http", expires: 1_160_577_160_000)),
            ])
    }

    @Test("a diagnosis request tells a failure story")
    func diagnosisRequest() throws {
        guard case .request(let request) = try FixtureFiles.messages("a2-diagnosis-request").first
        else {
            Issue.record("no request")
            return
        }
        #expect(request.kind == .diagnosis && request.serviceID == "diag:http")
        #expect(request.budget == 1000 && request.confidenceThreshold == 0.9)
        #expect(request.inputComponent == .reference("com-1"))
        #expect(
            request.explanations
                == ["com-2", "com-3", "com-4", "com-5"].map {
                    ExplanationStatement(assignments: [.init(component: $0, status: "FAIL")])
                })
        #expect(
            request.body.observations.map(\.metadata.time) == [
                1_168_356_307_879, 1_168_356_309_119,
            ])
        let connection = request.body.observations[0].component
        #expect(connection.id == "com-1")
        #expect(connection.properties.count == 10)
        #expect(connection.properties[1].value == .text("aRexNPkQUP1p9s54cXAlg=="))
        #expect(connection.properties[3] == .init(name: status, value: .text("FAIL")))
        #expect(
            connection.properties[9]
                == .init(name: common + "ffoxErrorTest", value: .reference("com-7")))
    }

    @Test(
        "a diagnosis response gives each explanation its probability, and beliefs without evidence")
    func diagnosisResponse() throws {
        guard
            case .response(let response) = try FixtureFiles.messages("a2-diagnosis-response").first
        else {
            Issue.record("no response")
            return
        }
        #expect(response.kind == .diagnosis && response.isSuccess && response.requestID == "321")
        #expect(response.time == 1_176_088_430_691)
        #expect(response.explanations.map(\.probability) == [1, 0.0431, 0.0016, 0])
        #expect(response.explanations[0].assignments == [.init(component: "com-4", status: "FAIL")])
        #expect(response.body.beliefs.count == 4)
        #expect(
            response.body.beliefs[1]
                == BeliefStatement(
                    metadata: InformationMetadata(
                        id: "bel-2", originator: "http://142.150.238.12:8111/regionalAgent",
                        time: 1_176_088_430_689, expires: 1_176_092_030_689),
                    subject: .reference("com-3"), property: status,
                    entries: [
                        .init(value: "FAIL", probability: 0.043079),
                        .init(value: "OK", probability: 0.956921),
                    ]))
    }

    @Test("an observation response describes a component under its full names")
    func observationResponse() throws {
        guard
            case .response(let response) = try FixtureFiles.messages("a2-observation-response")
                .first
        else {
            Issue.record("no response")
            return
        }
        #expect(response.kind == .observation && response.body.observations.count == 1)
        let component = response.body.observations[0].component
        #expect(component.id == "http://127.0.0.1:80/statsAgent/com-1")
        let home = "http://capri.csail.mit.edu/2006/capri/servstats#"
        #expect(
            component.properties.map(\.name)
                == [
                    "users", "destHash", "avgLatency", "recentStatusDist", "lastFailure",
                    "lastSuccess",
                ]
                .map { home + $0 })
        #expect(component.properties[3].value == .text("0,2|1,2|14,3"))
    }

    @Test("observation, belief and knowledge keep who made them and until when they hold")
    func information() throws {
        guard
            case .notification(let notification) = try FixtureFiles.messages("a2-information").first
        else {
            Issue.record("no notification")
            return
        }
        let body = notification.body
        #expect(body.observations[0].component.kind == .test)
        #expect(body.observations[0].component.properties.last?.value == .reference("com-2"))
        #expect(body.beliefs[0].metadata.isCached && body.beliefs[0].metadata.id == "bel-2")
        #expect(
            body.beliefs[0].evidence == [PropertyPath(names: [common + "consecFailuresToServer"])])
        let statement = body.knowledge[0]
        #expect(statement.subject.text == common + "AS_Hop_Test")
        #expect(statement.property == common + "asHopTestResult")
        #expect(statement.table.parents == [PropertyPath(names: [common + "asHop", status])])
        #expect(
            statement.table.entries.map(\.probability) == [0.995, 0.02, 0.005, 0.98])
        #expect(statement.table.entries[2].parentValues == ["FAIL"])
        #expect(statement.metadata.expires == 1_170_451_641_706)
    }

    @Test("notifications, their acknowledgements in both spellings, and an error in words alone")
    func small() throws {
        guard case .notification(let sent) = try FixtureFiles.messages("a2-notification").first
        else {
            Issue.record("no notification")
            return
        }
        #expect(sent.serviceID == "notify:connHist" && sent.notificationID == "10")
        #expect(sent.body.observations[0].component.properties[2].value == .text("OK"))
        #expect(
            try FixtureFiles.messages("a2-acknowledgements") == [
                .acknowledgement(NotificationAcknowledgement(notificationID: "10")),
                .acknowledgement(
                    NotificationAcknowledgement(notificationID: "11", isSuccess: false)),
                .problem(
                    ProblemReport(
                        kind: .requestRefused, reason: "The request needs the host name.")),
            ])
    }
}
