import BayesianNetworks
import Foundation

/// Measures what a diagnosis needs: posteriors, and the value of every possible test.
enum DiagnosisMeasurement {
    static func run() throws {
        try fourCauses()
        try components()
    }

    private static func line(_ text: String, _ seconds: Double, limit: String) {
        let padded = text.padding(toLength: 58, withPad: " ", startingAt: 0)
        print(padded + String(format: "%10.2f us   (bar: %@)", seconds * 1e6, limit))
    }

    private static func fourCauses() throws {
        let network = try GeneratedNetworks.fourCauses()
        let tree = try JunctionTree(compiling: network, keepingTogether: [[0, 1, 2, 3]])
        let failed = try Evidence(named: ["http_connection": "fail"], in: network)
        var workspace = JunctionTreeWorkspace(tree)
        let evidences = (0..<64).map { bits in
            Evidence(
                [4: 0].merging((0..<6).map { (5 + $0, bits >> $0 & 1) }, uniquingKeysWith: { $1 }))
        }
        let all = try Stopwatch.shortest {
            for evidence in evidences { try workspace.calibrate(given: evidence) }
        }
        line("four causes: posterior, all findings drawn anew", all / 64, limit: "5 us")
        let pair = [evidences[0], evidences[1]]
        let one = try Stopwatch.shortest {
            for round in 0..<64 { try workspace.calibrate(given: pair[round & 1]) }
        }
        line("four causes: posterior, one finding changed", one / 64, limit: "5 us")
        let labels = (0..<16).map { state in
            let broken = (0..<4).filter { state >> (3 - $0) & 1 == 0 }
            return broken.isEmpty ? 0 : broken.count == 1 ? 1 + broken[0] : 5
        }
        let partition = try HypothesisPartition(
            variables: [0, 1, 2, 3], labels: labels, count: 6)
        try workspace.calibrate(given: failed)
        let candidates = Array(5..<11)
        let value = try Stopwatch.shortest {
            for _ in 0..<16 {
                _ = try workspace.expectedConfidence(of: partition, candidates: candidates)
            }
        }
        line("four causes: value of all six tests", value / 16, limit: "100 us")
        let compile = try Stopwatch.shortest {
            _ = try JunctionTree(compiling: network, keepingTogether: [[0, 1, 2, 3]])
        }
        line("four causes: compile", compile, limit: "none")
    }

    private static func components() throws {
        let network = try GeneratedNetworks.diagnosis()
        let compile = try Stopwatch.shortest {
            _ = try JunctionTree(compiling: network, keepingTogether: [[0, 1, 2, 3]])
        }
        line("four components, 21,600 states: compile", compile, limit: "20,000 us")
        let tree = try JunctionTree(compiling: network, keepingTogether: [[0, 1, 2, 3]])
        let evidence = Evidence([4: 0, 9: 1])
        let first = try Stopwatch.shortest {
            var workspace = JunctionTreeWorkspace(tree)
            try workspace.calibrate(given: evidence)
        }
        line("four components: first posterior", first, limit: "a few 1,000 us")
        var workspace = JunctionTreeWorkspace(tree)
        try workspace.calibrate(given: evidence)
        var state = 1
        let next = try Stopwatch.shortest {
            state = 1 - state
            try workspace.calibrate(given: Evidence([4: 0, 9: state]))
        }
        line("four components: posterior, one finding changed", next, limit: "a few 1,000 us")
        let sizes = [12, 10, 12, 15]
        // State 0 of each component is health: the explanation is which one has which fault.
        var labels: [Int] = []
        for joint in 0..<21_600 {
            var rest = joint
            var states = [0, 0, 0, 0]
            for position in sizes.indices.reversed() {
                states[position] = rest % sizes[position]
                rest /= sizes[position]
            }
            let ill = states.indices.filter { states[$0] > 0 }
            let offset = ill.first.map { sizes[..<$0].reduce(1) { $0 + $1 - 1 } } ?? 0
            labels.append(
                ill.isEmpty ? 0 : ill.count == 1 ? offset + states[ill[0]] - 1 : 46)
        }
        let partition = try HypothesisPartition(
            variables: [0, 1, 2, 3], labels: labels, count: 47)
        let candidates = Array(4..<34)
        let value = try Stopwatch.shortest {
            _ = try workspace.expectedConfidence(of: partition, candidates: candidates)
        }
        line("four components: value of 30 observations, 47 labels", value, limit: "a few 1,000 us")
        let each = try HypothesisPartition(jointStatesOf: [0, 1, 2, 3], in: network)
        let fine = try Stopwatch.shortest {
            _ = try workspace.expectedConfidence(of: each, candidates: candidates)
        }
        line("four components: value, 21,600 labels", fine, limit: "none")
    }
}
