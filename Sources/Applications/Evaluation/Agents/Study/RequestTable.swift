/// How many diagnoses asked which specialists, by the browser's error code (CAPRI thesis, table 9.1).
public struct RequestTable: Sendable, Equatable {
    /// The combinations of specialists, in the order of the thesis.
    public static let combinations = ["none", "W", "D", "WD", "A", "WA", "DA", "WDA"]

    /// A row of the table.
    public struct Row: Sendable, Equatable {
        /// The error codes, in words.
        public let title: String
        /// Failures that user agents settled themselves; the thesis does not list them.
        public let settledByUser: Int
        /// Diagnoses of regional agents, in the order of `combinations`.
        public let counts: [Int]
        /// The counts of the thesis.
        public let thesis: [Int]
    }

    /// The rows.
    public let rows: [Row]

    private static let groups: [(String, [Int], [Int])] = [
        ("canceled by user", [2], [1020, 1265, 866, 3717, 56, 79, 48, 449]),
        ("connection refused", [13], [1378, 2250, 21, 26, 27, 2, 9, 38]),
        ("connection timed out", [14], [665, 506, 64, 422, 175, 276, 186, 1486]),
        ("connection reset", [20], [474, 467, 134, 846, 6, 9, 6, 51]),
        ("server not found", [30], [9997, 1, 2, 0, 0, 2, 0, 0]),
        ("other", [0, 21, 22, 42, 71, 72], [383, 80, 25, 80, 5, 10, 8, 24]),
    ]

    init(_ visits: [VisitOutcome]) {
        rows = Self.groups.map { title, codes, thesis in
            let own = visits.filter { codes.contains($0.code) }
            var counts = Self.combinations.map { _ in 0 }
            for visit in own where visit.regional != nil {
                let letters = ["W", "D", "A"].filter { letter in
                    visit.kinds.contains { $0.rawValue == letter }
                }.joined()
                let name = letters.isEmpty ? "none" : letters
                if let place = Self.combinations.firstIndex(of: name) { counts[place] += 1 }
            }
            return Row(
                title: title, settledByUser: own.count { $0.regional == nil }, counts: counts,
                thesis: thesis)
        }
    }
}

/// Requests to specialists against those of agents that always ask for everything (CAPRI thesis, 1.3: 38 %).
public struct RequestSavings: Sendable, Equatable {
    /// Requests for tests, as agents are.
    public let requests: Int
    /// Requests for one test of each possible kind, whenever a failure can be told to a regional agent.
    public let everything: Int
    /// Requests really sent when everything is asked for: every agent that offers a test.
    public let everyAgent: Int
    /// The accuracy as agents are, and when everything is asked for.
    public let accuracy: Proportion, accuracyOfEverything: Proportion

    init(usual: [VisitOutcome], exhaustive: [VisitOutcome]) {
        requests = usual.reduce(0) { $0 + $1.testRequests }
        everything = exhaustive.reduce(0) { $0 + $1.testKinds.count }
        everyAgent = exhaustive.reduce(0) { $0 + $1.testRequests }
        accuracy = Proportion(of: usual.filter { $0.truth != .nothing }, where: \.isRight)
        accuracyOfEverything = Proportion(
            of: exhaustive.filter { $0.truth != .nothing }, where: \.isRight)
    }

    /// The share of the requests for everything that were made; nil without any.
    public var share: Double? { Proportion(requests, of: everything).share }
}
