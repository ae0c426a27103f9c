import DMEP
import Ontology
import Testing

@Suite("Ontologies and services of the thesis")
struct ThesisServiceTests {
    private let common = "http://capri.csail.mit.edu/2006/capri/common#"
    private let status = "http://capri.csail.mit.edu/2006/capri/core#status"

    @Test(
        "ontologies have the classes and properties of appendix B.1",
        arguments: [
            ("a1-ontology", 1, 2), ("b1-core", 0, 1), ("b1-common", 12, 36),
            ("b1-servstats", 0, 7), ("b1-codns", 1, 2),
        ])
    func ontologies(name: String, classes: Int, properties: Int) throws {
        guard case .ontology(let ontology) = try FixtureFiles.document(name) else {
            Issue.record("no ontology")
            return
        }
        #expect(ontology.classes.count == classes && ontology.properties.count == properties)
    }

    @Test("definitions keep what identifies a class, ranges and symmetric properties")
    func definitions() throws {
        guard case .ontology(let ontology) = try FixtureFiles.document("b1-common") else { return }
        let routing = ontology.classes.first { $0.name.text == common + "IP_Routing" }
        #expect(routing?.identifyingProperties == [common + "srcIP", common + "destIP"])
        let kinds = Dictionary(uniqueKeysWithValues: ontology.properties.map { ($0.name, $0.kind) })
        #expect(kinds[common + "probeResult"] == .descriptive(range: ["OK", "FAIL"]))
        #expect(kinds[common + "srcIP"] == .descriptive(range: []))
        #expect(
            kinds[common + "dnsLookupResult"]
                == .descriptive(range: [
                    "LOOKUP_ERROR_CONFIRMED", "LOOKUP_ERROR_UNCONFIRMED", "CORRECT", "INCORRECT",
                    "LOOKUP_ERROR", "ALIAS",
                ]))
        #expect(
            kinds[common + "asHopTest"]
                == .relationship(
                    range: OntologyURI(common + "AS_Hop_Test"), symmetric: common + "asHop"))
    }

    @Test(
        "service descriptions have the services of appendix B.2",
        arguments: [
            ("b2-aspath", ["bel:iprouting.status"]),
            ("b2-dns", ["bel:dnslookup.status(3)", "bel:dnslookup.status"]),
            (
                "b2-history",
                ["bel:webserver.status", "obs:webserver.cfts", "notify:connHist(destIP)"]
            ),
            ("b2-stats", ["notify:connHist(destHash)", "obs:stats"]),
            (
                "b2-codns",
                [
                    "bel:dnslookup.status(3)[codns]", "bel:dnslookup.status[codns]",
                    "knowledge:codns",
                ]
            ),
            (
                "b2-regional",
                [
                    "diag:http(3)", "notify:connHist(3)", "notify:diagHist(3)", "obs:stats(3)",
                    "knowledge:http(3)", "diag:http", "notify:connHist", "notify:diagHist",
                    "obs:stats", "knowledge:http", "aspath",
                ]
            ),
        ])
    func services(name: String, ids: [String]) throws {
        #expect(try FixtureFiles.advertisements(name).map(\.serviceID) == ids)
    }

    @Test("the history agent restricts addresses, and says what its belief rests on")
    func history() throws {
        let belief = try FixtureFiles.advertisements("b2-history")[0]
        #expect(belief.kind == .belief && belief.cost == ServiceCost(expected: 1000))
        #expect(belief.requesters == RequesterRestriction(types: ["regional"]))
        #expect(belief.inputClass?.text == common + "HTTP_Server")
        #expect(belief.inputs.count == 12)
        #expect(
            belief.inputs[0]
                == InputProperty(
                    path: PropertyPath(names: [common + "ipAddr"]), isRequired: true,
                    indexFunctions: [.addressToInteger, .modulo(4)], indexRanges: [0...0]))
        #expect(
            belief.outputBeliefs == [
                OutputBelief(
                    path: PropertyPath(names: [status]),
                    evidence: [PropertyPath(names: [common + "consecFailuresToServer"])])
            ])
        #expect(
            belief.outputKnowledge == [
                OutputKnowledge(subject: OntologyURI(common + "HTTP_Server"), property: status)
            ])
    }

    @Test("the AS path agent serves its own AS, and an attribute that nobody knows does not matter")
    func path() throws {
        for name in ["b2-aspath", "a3-map"] {
            let service = try FixtureFiles.advertisements(name)[0]
            #expect(service.requesters.autonomousSystems == [3...3])
            #expect(service.inputs[0].indexFunctions == [.autonomousSystem])
            #expect(service.inputs[0].indexRanges == [3...3])
            #expect(
                service.outputBeliefs[0].evidence[0].names
                    == ["asPath", "asPathTest", "asPathTestResult"].map { common + $0 })
        }
    }

    @Test("the regional agent lists candidates, and knowledge with several parents")
    func regional() throws {
        let services = try FixtureFiles.advertisements("b2-regional")
        #expect(services[0].candidateExplanations.count == 4)
        #expect(services[0].candidateExplanations[1].names == [common + "httpServer", status])
        #expect(services[4].outputKnowledge.count == 9)
        #expect(services[4].outputKnowledge[8].parents.map(\.names.count) == [3, 3, 3, 3])
        #expect(services[4].inputClass == nil)
        #expect(services[2].inputs.count == 21)
    }

    @Test("retraction, response and request for the map")
    func small() throws {
        #expect(
            try FixtureFiles.document("a3-retraction")
                == .directoryUpdate(
                    DirectoryUpdate(retractions: [
                        ServiceRetraction(
                            serviceID: "diag:http", agentURI: "http://localhost/regionalAgent",
                            time: 1_172_597_023)
                    ])))
        #expect(
            try FixtureFiles.document("a3-update-response")
                == .directoryUpdateResponse(DirectoryUpdateResponse()))
        #expect(
            try FixtureFiles.document("a3-map-request")
                == .serviceMapRequest(ServiceMapRequest(agentType: "regional")))
    }
}
