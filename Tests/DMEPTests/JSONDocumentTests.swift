import DMEP
import Ontology
import Testing

@Suite("Documents in JSON")
struct JSONDocumentTests {
    private func text(_ document: Document) -> String {
        String(decoding: DocumentCodec().encode(document, as: .json), as: UTF8.self)
    }

    @Test("a request is short and named as in XML")
    func request() throws {
        let request = ServiceRequest(
            kind: .diagnosis, requester: "https://u.example/", requestID: "1",
            serviceID: "diag:http",
            expires: 5, inputComponent: .reference("com-1"),
            explanations: [
                ExplanationStatement(assignments: [.init(component: "com-1", status: "FAIL")])
            ])
        #expect(
            text(.messages(MessageBatch(time: 1, messages: [.request(request)]))) == """
                {"capriMessage":{"version":"1.0","clientAgent":"culprit","clientVer":"1","time":1,"messages":\
                [{"type":"diagRequest","requester":"https://u.example/","requestID":"1","serviceID":\
                "diag:http","expires":5,"inputComponent":{"ref":"com-1"},"explanations":[{"components":\
                [{"ref":"com-1","status":"FAIL"}]}]}]}}
                """)
    }

    @Test("what is empty may be left out or null")
    func leftOut() throws {
        let json = """
            {"capriMessage": {"version": "1.0", "clientAgent": "me", "clientVer": "1", "time": 3, "messages": [
              {"type": "notification", "serviceID": "s", "notificationID": "n", "sender": null, "body":
                {"observations": [{"time": 2, "component": {"classes": [" a#C "], "properties":
                  [{"name": "a#p", "value": " x "}, {"name": "a#q", "ref": "c"}]}}]}}]}}
            """
        let component = ComponentDescription(
            classes: ["a#C"],
            properties: [
                .init(name: "a#p", value: .text("x")), .init(name: "a#q", value: .reference("c")),
            ])
        #expect(
            try DocumentCodec().decode(Array(json.utf8), as: .json)
                == .messages(
                    MessageBatch(
                        clientAgent: "me", time: 3,
                        messages: [
                            .notification(
                                Notification(
                                    serviceID: "s", notificationID: "n",
                                    body: DiagnosticBody(observations: [
                                        ComponentObservation(
                                            metadata: InformationMetadata(time: 2),
                                            component: component)
                                    ])))
                        ])))
    }

    @Test(
        "what is wrong is named with the way to it",
        arguments: [
            ("{}", "one of capriMessage"), ("[]", "an object is needed"),
            ("{\"capriMessage\": {}}", "version is missing in capriMessage in line 1"),
            ("{\"capriMessage\": 1}", "capriMessage in line 1 is 1: an object is needed"),
            ("{\"capriMessage\": null}", "one of capriMessage"),
            ("{\"directoryUpdateResponse\": {\"responseStatus\": 2}}", "1 or 0 is needed"),
            (
                "{\"directoryUpdateResponse\": {\"responseStatus\": true}}",
                "a whole number is needed"
            ),
            (
                "{\"directoryUpdate\":\n {\"advertisment\": []}}",
                "advertisment in line 2 has no place in directoryUpdate"
            ),
            (
                "{\"directoryUpdate\": {\"retractions\":\n\n[{\"time\": -1, \"serviceID\": \"\", \"agentURI\": \"\"}]}}",
                "time at retractions in line 3 is -1"
            ),
            ("{\"directoryUpdate\": {\"lease\": 1e30}}", "lease in line 1 is 1e30: a whole number"),
            ("{\"directoryUpdate\": {\"lease\": 1.5}}", "a whole number"),
            (
                "{\"directoryUpdate\": {\"lease\": \"1\"}}",
                "lease in line 1 is \"1\": a whole number"
            ),
            (
                "{\"directoryUpdate\": {\"via\": [\"\"]}}",
                "via at directoryUpdate in line 1 is empty"
            ),
            ("{\"directoryUpdate\": {\"via\": \"x\"}}", "an array is needed"),
            (
                "{\"serviceMap\": {\"hashKey\": [1]}}",
                "hashKey in line 1 is an array: a text is needed"
            ),
            (
                "{\"capriMessage\": {\"version\": \"\", \"clientAgent\": \"\", \"clientVer\": \"\", \"time\": 1, "
                    + "\"messages\": [{\"type\": \"gossip\"}]}}",
                "a message of type gossip has no place in messages in line 1"
            ),
        ])
    func wrong(json: String, words: String) {
        let reason = refusal(json, as: .json)?.description ?? ""
        #expect(words.isEmpty || reason.contains(words), "\(reason)")
    }

    @Test(
        "what is no JSON is refused with the line",
        arguments: [
            ("{\"capriMessage\": ", "a value is missing at the end"),
            ("{\"a\"}", "a colon is missing"),
            ("\n\n{\"a\": 1,}", "line 3: a key is missing"), ("[1 2]", "a comma or ] is missing"),
            ("{\"a\": 1", "a comma or } is missing"), ("{\"serviceMap\": {}} x", "more follows"),
            ("[01]", "begins with 0"), ("[-]", "no digits"), ("[1.]", "behind a point"),
            ("[1e]", "in an exponent"), ("[+1]", "cannot begin"), ("[NaN]", "cannot begin"),
            ("[tru]", "cannot begin"), ("['a']", "cannot begin"), ("\"a", "a text has no end"),
            ("\"a\\", "a text has no end"), ("\"\t\"", "a control character"),
            ("\"\\x\"", "no such escape"), ("\"\\u12\"", "hexadecimal digits"),
            ("\"\\u+123\"", "hexadecimal digits"), ("\"\\ud800\"", "half a character"),
            ("\"\\ud800\\u0041\"", "half a character"), ("\"\\udc00\"", "half a character"),
        ])
    func notWellFormed(json: String, words: String) {
        let error = refusal(json, as: .json)
        guard case .notWellFormed(.some, _) = error else {
            Issue.record("\(json): \(error?.description ?? "")")
            return
        }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test("texts may be written with escapes")
    func escapes() throws {
        let json =
            #"{"directoryUpdateResponse": {"r\u0065sponseStatus": 1, "reason": "\u00e9\ud83d\ude00\n\/\\\"\u0000"}}"#
        #expect(
            try DocumentCodec().decode(Array(json.utf8), as: .json)
                == .directoryUpdateResponse(DirectoryUpdateResponse(reason: "é😀\n/\\\"\u{0}")))
    }

    @Test("numbers that JSON has no words for are refused, not lost")
    func numbers() {
        let service = ServiceAdvertisement(
            serviceID: "s", agentURI: "a", time: 1, kind: .belief, cost: ServiceCost(expected: .nan)
        )
        let document = Document.serviceMap(ServiceMap(advertisements: [service]))
        for format in DocumentFormat.allCases {
            let bytes = DocumentCodec().encode(document, as: format)
            #expect(refusal(bytes, as: format)?.description.contains("number") == true)
        }
        #expect(throws: DocumentError.self) { try DocumentValidation().check(document) }
    }

    @Test("an unknown key does not matter when its value is plain")
    func unknown() throws {
        let json =
            "{\"directoryUpdateResponse\": {\"responseStatus\": 1, \"mood\": \"good\", \"x\": null}}"
        #expect(
            try DocumentCodec().decode(Array(json.utf8), as: .json)
                == .directoryUpdateResponse(DirectoryUpdateResponse()))
    }
}
