import DMEP
import Ontology
import Testing

@Suite("What is wrong with a document is said")
struct DocumentErrorTests {
    @Test("an unknown root, message or element has no place")
    func unexpected() {
        #expect(
            refusal("<html/>") == .unexpected(element: "html", within: "the root of a document"))
        #expect(
            refusal("<x:capriMessage xmlns:x='urn:'/>")
                == .unexpected(element: "urn:capriMessage", within: "the root of a document"))
        #expect(
            refusal(batch("\n<gossip/>"))
                == .unexpected(element: "gossip", within: "capriMessage in line 2"))
        #expect(
            refusal(batch("\n<error>\n<b/></error>"))
                == .unexpected(element: "b", within: "error in line 3"))
        #expect(
            refusal(batch("some words"))
                == .unexpected(element: "text", within: "capriMessage in line 1"))
        #expect(
            refusal(
                notification(
                    "<belief time=\"1\"><subject><componentRef ref=\"a\"/><component/></subject></belief>"
                ))
                == .unexpected(element: "component", within: "subject in line 1"))
    }

    @Test("a prefix that is not declared is pointed out")
    func prefix() {
        let text = notification(
            "<observation time=\"1\"><component><class>c</class><com:a>b</com:a></component></observation>"
        )
        #expect(
            refusal(text)?.description
                == "com:a, whose prefix is not declared, has no place in component in line 1")
    }

    @Test("an unknown attribute does not matter")
    func attributes() throws {
        let text =
            "<directoryUpdateResponse responseStatus=\"1\" mood=\"good\" x:y=\"\" xmlns:x=\"urn:x\"/>"
        #expect(
            try DocumentCodec().decode(Array(text.utf8), as: .xml)
                == .directoryUpdateResponse(DirectoryUpdateResponse()))
    }

    @Test(
        "what is missing is named with its place",
        arguments: [
            ("<capriMessage/>", "version is missing in capriMessage in line 1"),
            (batch(""), "a message is missing in capriMessage at capriMessage in line 1"),
            (batch("\n<diagRequest/>"), "requester is missing in diagRequest in line 2"),
            (
                batch("<notificationResponse notificationID=\"1\"/>"),
                "responseStatus is missing in notificationResponse in line 1"
            ),
            (
                notification("<observation time=\"1\"/>"),
                "component or test is missing in observation in line 1"
            ),
            (
                notification("<observation time=\"1\"><test/></observation>"),
                "class is missing in test at test in line 1"
            ),
            (notification("<belief time=\"1\"/>"), "subject is missing in belief in line 1"),
            (
                notification(
                    "<knowledge time=\"1\"><subject>s</subject><property>p</property></knowledge>"),
                "cpt is missing in knowledge in line 1"
            ),
            (
                belief("<entry value=\"OK\" p=\"1\"/>"),
                "a second entry is missing in distribution at belief in line 1"
            ),
            (
                "<serviceMapRequest version=\"1\" clientVer=\"1\"/>",
                "agentType is missing in serviceMapRequest in line 1"
            ),
            (
                "<componentOntology><componentClass/></componentOntology>",
                "name is missing in componentClass in line 1"
            ),
        ])
    func missing(text: String, words: String) {
        #expect(refusal(text)?.description == words)
    }

    @Test(
        "numbers that are none, or impossible, are refused with the reason",
        arguments: [
            ("<entry value=\"a\" p=\"NaN\"/><entry value=\"b\" p=\"1\"/>", "a finite number"),
            ("<entry value=\"a\" p=\"inf\"/><entry value=\"b\" p=\"1\"/>", "a finite number"),
            ("<entry value=\"a\" p=\"1e999\"/><entry value=\"b\" p=\"1\"/>", "a finite number"),
            ("<entry value=\"a\" p=\"-0.5\"/><entry value=\"b\" p=\"1.5\"/>", "a finite number"),
            ("<entry value=\"a\" p=\"1.5\"/><entry value=\"b\" p=\"0\"/>", "between 0 and 1"),
            ("<entry value=\"a\" p=\"0x1\"/><entry value=\"b\" p=\"0\"/>", "a decimal number"),
            ("<entry value=\"a\" p=\"\"/><entry value=\"b\" p=\"0\"/>", "a decimal number"),
            ("<entry value=\"a\" p=\"0.5\"/><entry value=\"b\" p=\"0.4\"/>", "sum to 1"),
            ("<entry value=\"a\" p=\"0.5\"/><entry value=\"a\" p=\"0.5\"/>", "one entry"),
        ])
    func probabilities(entries: String, reason: String) {
        #expect(refusal(belief(entries))?.description.contains(reason) == true)
    }

    @Test("printed distributions are rounded, and likelihoods need not sum to 1")
    func sums() throws {
        let rounded = belief("<entry value=\"a\" p=\"0.3333\"/><entry value=\"b\" p=\"0.6666\"/>")
        _ = try DocumentCodec().decode(Array(rounded.utf8), as: .xml)
        let entries = "<entry value=\"a\" p=\"3\"/><entry value=\"b\" p=\"0\"/>"
        _ = try DocumentCodec().decode(
            Array(belief(entries, kind: "likelihood").utf8), as: .xml)
        let nothing = entries.replacing("3", with: "0")
        #expect(
            refusal(belief(nothing, kind: "likelihood"))?.description.contains("explain") == true)
    }

    @Test(
        "a table whose rows do not fit is refused",
        arguments: [
            (
                "<entry parentVals=\"x y\" value=\"a\" p=\"1\"/><entry parentVals=\"x\" value=\"b\" p=\"0\"/>",
                "1 values are needed"
            ),
            (
                "<entry parentVals=\"x\" value=\"a\" p=\"0.5\"/><entry parentVals=\"x\" value=\"b\" p=\"0.4\"/>",
                "a row sum to 1"
            ),
            (
                "<entry parentVals=\"x\" value=\"a\" p=\"0.5\"/><entry parentVals=\"x\" value=\"a\" p=\"0.5\"/>",
                "one entry for each row"
            ),
            (
                "<entry parentVals=\"x\" value=\"a\" p=\"NaN\"/><entry parentVals=\"x\" value=\"b\" p=\"0\"/>",
                "between 0 and 1"
            ),
        ])
    func tables(entries: String, reason: String) {
        #expect(refusal(knowledge(parents: "p", entries))?.description.contains(reason) == true)
    }

    @Test("a row that was never seen may be all zero, and paths are told apart by white space")
    func unseenRow() throws {
        let text = knowledge(
            parents: " a | b\n c|d e",
            "<entry parentVals=\"x y z\" value=\"a\" p=\"0\"/><entry parentVals=\"x y z\" value=\"b\" p=\"0\"/>"
        )
        guard case .messages(let batch) = try DocumentCodec().decode(Array(text.utf8), as: .xml),
            case .notification(let read) = batch.messages[0]
        else { return }
        #expect(
            read.body.knowledge[0].table.parents.map(\.names) == [["a", "b"], ["c", "d"], ["e"]])
    }

    @Test(
        "times, costs and thresholds out of range are refused",
        arguments: [
            ("expires=\"-1\"", "milliseconds since 1970"), ("expires=\"1.5\"", "a whole number"),
            ("expires=\"9223372036854775808\"", "a whole number"),
            ("expires=\"+1\"", "a whole number"),
            ("expires=\"1\" budget=\"-1\"", "finite number"),
            ("expires=\"1\" budget=\"NaN\"", "finite number"),
            ("expires=\"1\" confThresh=\"1.1\"", "between 0 and 1"),
        ])
    func requests(attributes: String, reason: String) {
        let text = batch(
            "<diagRequest requester=\"r\" requestID=\"1\" serviceID=\"s\" \(attributes)/>")
        #expect(refusal(text)?.description.contains(reason) == true)
    }

    @Test("only diagnoses have explanations")
    func explanations() {
        let text = batch(
            "<beliefRequest requester=\"r\" requestID=\"1\" serviceID=\"s\" expires=\"1\"><explanations>"
                + "<explanation><componentRef ref=\"c\" status=\"OK\"/></explanation></explanations></beliefRequest>"
        )
        #expect(
            refusal(text)
                == .unexpected(
                    element: "explanations", within: "beliefRequest at beliefRequest in line 1"))
    }

    @Test(
        "a service description that cannot be is refused",
        arguments: [
            ("messageType=\"gossip\"", "", "observationRequest, beliefRequest"),
            ("messageType=\"beliefRequest\" cost=\"-1\"", "", "at least 0"),
            ("messageType=\"beliefRequest\" requesterASRange=\"9-3\"", "", "smaller to the larger"),
            ("messageType=\"beliefRequest\" requesterASRange=\"4294967296\"", "", "32 bits"),
            (
                "messageType=\"beliefRequest\"",
                "<inputProperty propPath=\"a\" indexFunc=\"mod 0\"/>",
                "at least 1"
            ),
            (
                "messageType=\"beliefRequest\"",
                "<inputProperty propPath=\"a\" indexFunc=\"md5\"/>",
                "b64toint"
            ),
            (
                "messageType=\"beliefRequest\"", "<inputProperty propPath=\" | \"/>",
                "a path has names"
            ),
            (
                "messageType=\"beliefRequest\"",
                "<inputProperty propPath=\"a\" required=\"maybe\"/>",
                "true or false"
            ),
        ])
    func services(attributes: String, inner: String, reason: String) {
        let text =
            "<directoryUpdate><serviceAdvertisement serviceID=\"s\" agentURI=\"a\" time=\"1\" \(attributes)>"
            + "\(inner)</serviceAdvertisement></directoryUpdate>"
        #expect(refusal(text)?.description.contains(reason) == true)
    }

    @Test("a service that does not name its cost costs the usual, and ranges are read")
    func defaults() throws {
        let text = """
            <serviceMap><serviceAdvertisement serviceID="s" agentURI="a" time="1" messageType="beliefRequest" \
            requesterASRange="3, 10 - 19"><inputProperty propPath="u#a u#b" indexFunc="b64toint , mod 4" \
            indexRange="0, 2-3"/></serviceAdvertisement></serviceMap>
            """
        guard case .serviceMap(let map) = try DocumentCodec().decode(Array(text.utf8), as: .xml)
        else { return }
        let service = map.advertisements[0]
        #expect(service.cost.expected == 10)
        #expect(service.requesters.autonomousSystems == [3...3, 10...19])
        #expect(service.inputs[0].path.names == ["u#a", "u#b"])
        #expect(service.inputs[0].indexFunctions == [.base64ToInteger, .modulo(4)])
        #expect(service.inputs[0].indexRanges == [0...0, 2...3])
    }
}
