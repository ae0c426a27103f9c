import DMEP
import Ontology

@testable import AgentRuntime

/// Services of the CAPRI thesis' prototype (tables 8.1 to 8.6, B.2), as its agents advertise them.
enum ServicesOfTheThesis {
    static let time: Int64 = 1_172_597_022_000
    static let core = "http://capri.csail.mit.edu/2006/capri/core#"
    static let common = "http://capri.csail.mit.edu/2006/capri/common#"
    static let statistics = "http://capri.csail.mit.edu/2006/capri/servstats#"
    static let planetLab = "http://capri.csail.mit.edu/2006/capri/planetlab#"
    static let status = core + "status"

    static let connection = OntologyURI(common + "HTTP_Connection")
    static let server = OntologyURI(common + "HTTP_Server")
    static let lookup = OntologyURI(common + "DNS_Lookup")
    static let routing = OntologyURI(common + "IP_Routing")
    static let browserError = OntologyURI(common + "Firefox_Error_Test")

    /// The classes that the services speak of, with HTTPS connections as a class of a later day.
    static let ontology = ComponentOntology(classes: [
        ComponentClass(uri: connection),
        ComponentClass(uri: secureConnection, superclasses: [connection]),
        ComponentClass(uri: server), ComponentClass(uri: lookup), ComponentClass(uri: routing),
    ])
    static let secureConnection = OntologyURI(common + "HTTPS_Connection")

    static func path(_ names: String...) -> PropertyPath {
        PropertyPath(names: names.map { $0 == "status" ? status : common + $0 })
    }

    static func only(_ types: String..., systems: [ClosedRange<UInt32>] = [])
        -> RequesterRestriction
    {
        RequesterRestriction(types: types, autonomousSystems: systems)
    }

    /// B.2.1, table 8.1 and 8.4: a regional agent of the autonomous system `system`.
    static func regional(_ agent: String, system: UInt32) -> [ServiceAdvertisement] {
        let explanations = ["localNet", "httpServer", "dnsLookup", "ipRouting"].map {
            path($0, "status")
        }
        let inputs = [
            InputProperty(path: path("status")),
            InputProperty(path: path("dnsLookup", "hostname")),
            InputProperty(path: path("localNet", "srcIP")),
            InputProperty(path: path("ipRouting", "destIP"), isRequired: true),
        ]
        let here = [system...system]
        return [
            ServiceAdvertisement(
                serviceID: "diag:http(localAS)", agentURI: agent, time: time, kind: .diagnosis,
                cost: ServiceCost(expected: 1000), requesters: only("user", systems: here),
                inputClass: connection, inputs: inputs, candidateExplanations: explanations),
            ServiceAdvertisement(
                serviceID: "diag:http", agentURI: agent, time: time, kind: .diagnosis,
                cost: ServiceCost(expected: 2000), requesters: only("user"),
                inputClass: connection, inputs: inputs, candidateExplanations: explanations),
            ServiceAdvertisement(
                serviceID: "notify:connHist(localAS)", agentURI: agent, time: time,
                kind: .notification, cost: ServiceCost(expected: 1000),
                requesters: only("user", systems: here), inputClass: connection,
                inputs: ["status", "destHash", "srcIP", "destIP", "connTime", "elapsedTime"].map {
                    InputProperty(path: path($0))
                } + [InputProperty(path: path("ffoxErrorTest", "ffoxErrorCode"))]),
            ServiceAdvertisement(
                serviceID: "knowledge:http", agentURI: agent, time: time, kind: .knowledge,
                cost: ServiceCost(expected: 100), requesters: only("user"),
                outputKnowledge: [
                    OutputKnowledge(
                        subject: connection, property: status, parents: explanations),
                    OutputKnowledge(subject: server, property: status),
                    OutputKnowledge(
                        subject: server, property: common + "consecFailuresToServer",
                        parents: [path("status")]),
                ]),
            ServiceAdvertisement(
                serviceID: "aspath", agentURI: agent, time: time, kind: .observation,
                requesters: only("local"), inputClass: routing,
                inputs: ["srcIP", "destIP"].map {
                    InputProperty(path: path($0), isRequired: true)
                },
                outputObservations: [path("asPath"), path("asPath", "srcAS")]),
        ]
    }

    /// B.2.2: the web server history agent for one of four shares of the addresses.
    static func history(_ agent: String, share: UInt64) -> [ServiceAdvertisement] {
        func sharded(_ name: String) -> InputProperty {
            InputProperty(
                path: path(name), isRequired: true,
                indexFunctions: [.addressToInteger, .modulo(4)],
                indexRanges: [share...share])
        }
        let failures = path("consecFailuresToServer")
        return [
            ServiceAdvertisement(
                serviceID: "bel:webserver.status", agentURI: agent, time: time, kind: .belief,
                cost: ServiceCost(expected: 1000), requesters: only("regional"),
                inputClass: server,
                inputs: [
                    sharded("ipAddr"), InputProperty(path: path("connTime"), isRequired: true),
                    InputProperty(path: path("httpConn", "status")),
                ], outputObservations: [failures],
                outputBeliefs: [OutputBelief(path: path("status"), evidence: [failures])],
                outputKnowledge: [OutputKnowledge(subject: server, property: status)]),
            ServiceAdvertisement(
                serviceID: "obs:webserver.cfts", agentURI: agent, time: time, kind: .observation,
                cost: ServiceCost(expected: 1100), requesters: only("learning"),
                inputClass: server,
                inputs: [
                    sharded("ipAddr"), InputProperty(path: path("connTime"), isRequired: true),
                ], outputObservations: [failures, path("totalConsecFailuresToServer")]),
            ServiceAdvertisement(
                serviceID: "notify:connHist(destIP)", agentURI: agent, time: time,
                kind: .notification, cost: ServiceCost(expected: 1000),
                requesters: only("regional"), inputClass: connection,
                inputs: [InputProperty(path: path("status")), sharded("destIP")]),
        ]
    }

    /// B.2.3 and B.2.6: a DNS specialist; it is cheaper for requesters of its own autonomous system.
    static func names(_ agent: String, system: UInt32, isCooperative: Bool = false)
        -> [ServiceAdvertisement]
    {
        let result =
            isCooperative
            ? PropertyPath(names: ["codnsLookupTest", "codnsLookupResult"].map { planetLab + $0 })
            : path("verifyDNSLookupTest", "dnsLookupResult")
        let suffix = isCooperative ? "[codns]" : ""
        let costs: (Double, Double) = isCooperative ? (400, 500) : (9000, 10000)
        let places = [("(local)", [system...system], costs.0), ("", [], costs.1)]
        return places.map { place, systems, cost in
            ServiceAdvertisement(
                serviceID: "bel:dnslookup.status\(place)\(suffix)", agentURI: agent, time: time,
                kind: .belief, cost: ServiceCost(expected: cost),
                requesters: RequesterRestriction(types: ["regional"], autonomousSystems: systems),
                inputClass: lookup,
                inputs: ["hostname", "ipAddrs"].map {
                    InputProperty(path: path($0), isRequired: true)
                }, outputObservations: [result],
                outputBeliefs: [OutputBelief(path: path("status"), evidence: [result])],
                outputKnowledge: isCooperative
                    ? [] : [OutputKnowledge(subject: lookup, property: status)])
        }
    }

    /// B.2.4: the AS path agent; it traces from its own autonomous system only.
    static func routes(_ agent: String, system: UInt32) -> ServiceAdvertisement {
        ServiceAdvertisement(
            serviceID: "bel:iprouting.status", agentURI: agent, time: time, kind: .belief,
            cost: ServiceCost(expected: 100_000),
            requesters: only("regional", systems: [system...system]), inputClass: routing,
            inputs: [
                InputProperty(
                    path: path("srcIP"), isRequired: true, indexFunctions: [.autonomousSystem],
                    indexRanges: [UInt64(system)...UInt64(system)]),
                InputProperty(path: path("destIP"), isRequired: true),
            ],
            outputBeliefs: [
                OutputBelief(
                    path: path("status"),
                    evidence: [path("asPath", "asPathTest", "asPathTestResult")])
            ], outputKnowledge: [OutputKnowledge(subject: routing, property: status)])
    }

    /// B.2.5: the statistics agent for one of four shares of the hashed destinations.
    static func statistics(_ agent: String, share: UInt64) -> ServiceAdvertisement {
        ServiceAdvertisement(
            serviceID: "obs:stats", agentURI: agent, time: time, kind: .observation,
            cost: ServiceCost(expected: 100), requesters: only("regional"),
            inputClass: connection,
            inputs: [
                InputProperty(
                    path: path("destHash"), isRequired: true,
                    indexFunctions: [.base64ToInteger, .modulo(4)], indexRanges: [share...share])
            ],
            outputObservations: [
                "users", "avgLatency", "lastSuccess", "lastFailure", "recentStatusDist",
            ].map { PropertyPath(names: [statistics + $0]) })
    }

    /// All of them, with two regional agents.
    static let all: [ServiceAdvertisement] =
        regional("http://18.26.0.1/regionalAgent", system: 3)
        + regional("http://128.32.0.1/regionalAgent", system: 25)
        + (0..<4).flatMap { history("http://18.26.0.\(10 + $0)/historyAgent", share: $0) }
        + (0..<4).map { statistics("http://18.26.0.\(20 + $0)/statsAgent", share: $0) }
        + names("http://18.26.0.240/dnsAgent", system: 3)
        + names("http://128.112.0.1/codnsAgent", system: 88, isCooperative: true)
        + [routes("http://18.26.0.30/ipAgent", system: 3)]
}
