import Ontology

@testable import Reasoning

/// Random numbers that are the same in every run: SplitMix64 (Steele, Lea and Flood, 2014).
struct LearningGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0xD134_2543_DE82_EF95 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func chance(_ probability: Double) -> Bool {
        Double.random(in: 0..<1, using: &self) < probability
    }

    mutating func category(_ probabilities: ArraySlice<Double>) -> Int {
        var rest = Double.random(in: 0..<1, using: &self)
        for (index, probability) in probabilities.enumerated() {
            rest -= probability
            if rest < 0 { return index }
        }
        return probabilities.count - 1
    }
}

/// Failed connections as in the thesis, with tables of our own.
///
/// Four causes, a browser's error code, counts of consecutive failures, tests that are not always made.
enum LearningExample {
    static let causes = [
        ("localNet", "Local_Network"), ("httpServer", "HTTP_Server"),
        ("dnsLookup", "DNS_Lookup"), ("ipRouting", "IP_Routing"),
    ]
    static let codes = ["2", "13", "14", "20", "30"]
    static let counts = ["0", "1", "2", "3"]

    static let ontology = ComponentOntology(
        classes: [
            "HTTP_Connection", "Local_Network", "HTTP_Server", "DNS_Lookup", "IP_Routing",
            "AS_Path", "AS_Path_Test", "Firefox_Error_Test", "Outbound_Conn_Test",
            "Verify_DNS_Lookup_Test",
        ].map { ComponentClass(uri: OntologyURI("test#" + $0)) },
        properties: [
            value("status", ["OK", "FAIL"]), value("ffoxErrorCode", codes),
            value("consecFailuresToServer", counts), value("consecFailuresFromUser", counts),
            value("probeResult", ["OK", "FAIL"]), value("asPathTestResult", ["OK", "FAIL"]),
            value("dnsLookupResult", ["CORRECT", "INCORRECT", "LOOKUP_ERROR"]),
            relation("localNet", "Local_Network"), relation("httpServer", "HTTP_Server"),
            relation("dnsLookup", "DNS_Lookup"), relation("ipRouting", "IP_Routing"),
            relation("httpConn", "HTTP_Connection"),
            relation("asPath", "AS_Path", back: "ipRouting"),
            relation("nextASPath", "AS_Path"),
            relation("asPathTest", "AS_Path_Test", back: "asPath"),
            relation("ffoxErrorTest", "Firefox_Error_Test", back: "httpConn"),
            relation("outboundConnTest", "Outbound_Conn_Test", back: "httpConn"),
            relation("verifyDNSLookupTest", "Verify_DNS_Lookup_Test", back: "dnsLookup"),
        ])

    static let scope = LearningScope(
        inputClass: "test#HTTP_Connection",
        explanations: causes.map { .init(path: PropertyPath("\($0.0).status")) },
        ontology: ontology)

    static let errorCode: PropertyPath = "ffoxErrorTest.ffoxErrorCode"
    static let failuresToServer: PropertyPath = "httpServer.consecFailuresToServer"
    static let observed: [PropertyPath] = [
        "status", errorCode, failuresToServer, "localNet.consecFailuresFromUser",
        "outboundConnTest.probeResult", "ipRouting.asPath.asPathTest.asPathTestResult",
        "dnsLookup.verifyDNSLookupTest.dnsLookupResult",
    ]

    private static func value(_ name: String, _ range: [String]) -> PropertyDefinition {
        PropertyDefinition(name: name, kind: .descriptive(range: range))
    }

    private static func relation(
        _ name: String, _ range: String, back: String? = nil
    ) -> PropertyDefinition {
        PropertyDefinition(
            name: name,
            kind: .relationship(range: OntologyURI("test#" + range), symmetric: back))
    }

    static func piece(
        _ subject: String, _ property: String, _ parents: [PropertyPath],
        _ rows: [([[String]], [String: Double])]
    ) -> DependencyKnowledge {
        DependencyKnowledge(
            subject: OntologyURI("test#" + subject), property: property, parents: parents,
            rows: rows.map { .init(when: $0.0, distribution: $0.1) }, source: "written by hand")
    }

    private static func spread(_ values: [String], _ shares: [Double]) -> [String: Double] {
        Dictionary(uniqueKeysWithValues: zip(values, shares))
    }

    private static func prior(_ name: String, _ fail: Double) -> DependencyKnowledge {
        piece(name, "status", [], [([], ["FAIL": fail, "OK": 1 - fail])])
    }

    /// The tables without that of the error code.
    private static func tables(
        priors: [Double], asPath: Double, toServer: [[Double]], fromUser: [[Double]],
        probe: [Double], dns: [[Double]], asTest: [Double]
    ) -> [DependencyKnowledge] {
        let dnsResults = ["CORRECT", "INCORRECT", "LOOKUP_ERROR"]
        return zip(causes, priors).map { prior($0.0.1, $0.1) } + [
            prior("AS_Path", asPath),
            piece(
                "AS_Path", "status", ["nextASPath.status"],
                [([["FAIL"]], ["FAIL": 1]), ([[]], ["OK": 1])]),
            piece(
                "IP_Routing", "status", ["asPath.status"],
                [
                    ([["FAIL"]], ["FAIL": 0.95, "OK": 0.05]),
                    ([["OK"]], ["FAIL": priors[3], "OK": 1 - priors[3]]),
                ]),
            piece(
                "HTTP_Connection", "status", causes.map { PropertyPath("\($0.0).status") },
                [([["OK"], ["OK"], ["OK"], ["OK"]], ["OK": 1]), ([[], [], [], []], ["FAIL": 1])]),
            piece(
                "HTTP_Server", "consecFailuresToServer", ["status"],
                zip(["OK", "FAIL"], toServer).map { ([[$0]], spread(counts, $1)) }),
            piece(
                "Local_Network", "consecFailuresFromUser", ["status"],
                zip(["OK", "FAIL"], fromUser).map { ([[$0]], spread(counts, $1)) }),
            piece(
                "Outbound_Conn_Test", "probeResult", ["localNet.status"],
                zip(["OK", "FAIL"], probe).map { ([[$0]], ["FAIL": $1, "OK": 1 - $1]) }),
            piece(
                "Verify_DNS_Lookup_Test", "dnsLookupResult", ["dnsLookup.status"],
                zip(["OK", "FAIL"], dns).map { ([[$0]], spread(dnsResults, $1)) }),
            piece(
                "AS_Path_Test", "asPathTestResult", ["asPath.status"],
                zip(["OK", "FAIL"], asTest).map { ([[$0]], ["FAIL": $1, "OK": 1 - $1]) }),
        ]
    }

    private static let causePaths = causes.map { PropertyPath("httpConn.\($0.0).status") }

    /// What an expert wrote down: the right direction, not the right numbers.
    static let manual =
        tables(
            priors: [0.05, 0.02, 0.05, 0.08], asPath: 0.002,
            toServer: [[0.94, 0.05, 0.009, 0.001], [0.1, 0.2, 0.3, 0.4]],
            fromUser: [[0.95, 0.04, 0.009, 0.001], [0.5, 0.3, 0.15, 0.05]],
            probe: [0.02, 1], dns: [[0.95, 0.01, 0.04], [0.1, 0.2, 0.7]], asTest: [0.02, 0.999])
        + [
            piece(
                "Firefox_Error_Test", "ffoxErrorCode", causePaths,
                [
                    (
                        [["FAIL"], [], [], []],
                        spread(codes, [0.1, 0.1, 0.3, 0.1, 0.4])
                    ),
                    ([[], [], ["FAIL"], []], spread(codes, [0.05, 0.05, 0.05, 0.05, 0.8])),
                    ([[], [], [], ["FAIL"]], spread(codes, [0.1, 0.05, 0.8, 0.05, 0])),
                    ([[], ["FAIL"], [], []], spread(codes, [0.1, 0.4, 0.4, 0.1, 0])),
                    ([[], [], [], []], spread(codes, [1, 0, 0, 0, 0])),
                ])
        ]

    /// How failures really come about.
    ///
    /// With `isDependent` a dead server refuses connections at first and lets
    /// them time out once it has failed before: error code and count depend on one another.
    static func truth(isDependent: Bool) -> [DependencyKnowledge] {
        let base = tables(
            priors: [0.12, 0.25, 0.2, 0.04], asPath: 0.09,
            toServer: [[0.7, 0.25, 0.04, 0.01], [0.35, 0.3, 0.25, 0.1]],
            fromUser: [[0.8, 0.15, 0.04, 0.01], [0.2, 0.3, 0.3, 0.2]],
            probe: [0.03, 0.97], dns: [[0.9, 0.02, 0.08], [0.05, 0.15, 0.8]],
            asTest: [0.05, 0.9])
        let local = spread(codes, [0.15, 0.15, 0.15, 0.05, 0.5])
        let lookup = spread(codes, [0.02, 0.003, 0.005, 0.002, 0.97])
        let path = spread(codes, [0.03, 0.005, 0.955, 0.01, 0])
        guard isDependent else {
            return base + [
                piece(
                    "Firefox_Error_Test", "ffoxErrorCode", causePaths,
                    [
                        ([["FAIL"], [], [], []], local), ([[], [], ["FAIL"], []], lookup),
                        ([[], [], [], ["FAIL"]], path),
                        ([[], [], [], []], spread(codes, [0.2, 0.4, 0.3, 0.1, 0])),
                    ])
            ]
        }
        return base + [
            piece(
                "Firefox_Error_Test", "ffoxErrorCode",
                causePaths + ["httpConn.httpServer.consecFailuresToServer"],
                [
                    ([["FAIL"], [], [], [], []], local), ([[], [], ["FAIL"], [], []], lookup),
                    ([[], [], [], ["FAIL"], []], path),
                    ([[], [], [], [], ["0"]], spread(codes, [0.3, 0.6, 0.02, 0.08, 0])),
                    ([[], [], [], [], []], spread(codes, [0.05, 0.15, 0.75, 0.05, 0])),
                ])
        ]
    }

    /// Failures of one cause each, drawn from knowledge.
    ///
    /// - Parameter share: how often each test that costs something was made.
    static func cases(
        _ count: Int, from knowledge: [DependencyKnowledge], seed: UInt64, share: Double = 0.6,
        scope: LearningScope = scope, observed: [PropertyPath] = observed,
        always: Set<PropertyPath> = ["status", errorCode]
    ) throws -> [DiagnosisCase] {
        let graph = try LearningNetwork(scope: scope, paths: observed, knowledge: knowledge)
        let variables = try observed.map { path in
            guard let variable = graph.variable(at: path) else {
                throw ReasoningError.missingKnowledge(ComponentProperty("input", path.description))
            }
            return (path, variable)
        }
        var generator = LearningGenerator(seed: seed)
        var cases = [DiagnosisCase]()
        while cases.count < count {
            var states = [Int](repeating: 0, count: graph.variables.count)
            for variable in graph.network.topologicalOrder {
                let node = graph.network.nodes[variable]
                let row = node.parents.reduce(0) {
                    $0 * graph.variables[$1].states.count + states[$1]
                }
                let width = graph.variables[variable].states.count
                states[variable] = generator.category(
                    node.table[row * width..<(row + 1) * width])
            }
            let failed = graph.explanationVariables.indices.filter { index in
                let variable = graph.explanationVariables[index]
                return graph.variables[variable].states[states[variable]] == "FAIL"
            }
            guard let cause = failed.first, failed.count == 1 else { continue }
            var values = [PropertyPath: String]()
            for (path, variable) in variables
            where always.contains(path) || generator.chance(share) {
                values[path] = graph.variables[variable].states[states[variable]]
            }
            cases.append(
                DiagnosisCase(
                    id: "\(seed)-\(cases.count)", values: values,
                    label: CaseLabel(
                        path: scope.explanations[cause].path, origin: .rule("generator")),
                    time: Int64(cases.count)))
        }
        return cases
    }
}
