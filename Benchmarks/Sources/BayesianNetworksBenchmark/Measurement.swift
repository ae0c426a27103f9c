import Foundation

/// Wall-clock times of repeated runs.
enum Stopwatch {
    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// The shortest time in seconds of at least three runs, and of as many as fit in the budget.
    ///
    /// On a shared machine the shortest run is the least disturbed one.
    static func shortest(budget: Double = 1.0, _ body: () throws -> Void) rethrows -> Double {
        var best = Double.infinity
        var runs = 0
        let start = now()
        while runs < 3 || (now() - start < budget && runs < 10_000) {
            let begin = now()
            try body()
            best = min(best, now() - begin)
            runs += 1
        }
        return best
    }
}

/// One network as the peer is to build it, the evidence both use, and what was measured here.
struct NetworkReport: Codable {
    struct Variable: Codable {
        var name: String
        var stateCount: Int
        /// In the order of the table, the first slowest.
        var parents: [Int]
        var table: [Double]
    }

    var name: String
    var variables: [Variable]
    var observed: [Int]
    /// States of the observed variables, one list a query.
    var evidence: [[Int]]
    /// The distributions after the first query, to check that both compute the same.
    var marginals: [[Double]]
    var logProbability: Double
    var entryCount: Int
    /// Seconds for compiling and all marginals, and for all marginals of one more query.
    var compileAndQuery: Double
    var query: Double
}
