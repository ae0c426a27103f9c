import Foundation
import NumericKernels
import Testing

@testable import NoisyOr

@Suite("exact method")
struct CoordinateAscentTests {
    private func tight() -> CoordinateAscent.Configuration {
        var configuration = CoordinateAscent.Configuration()
        configuration.tolerance = 1e-10
        return configuration
    }

    @Test("the optimum is that of the independent implementation, or better", arguments: 0..<3)
    func reference(index: Int) throws {
        let instance = try ReferenceFixture.load().instances[index]
        let patterns = try instance.patterns()
        let priors = try instance.faultPriors()
        var method = CoordinateAscent(priors: priors, configuration: tight())
        let found = try method.estimate(patterns)
        #expect(found.converged)
        #expect(found.objective > instance.optimum - 1e-6)
        #expect(abs(found.objective - instance.optimum) < 1e-4)
        // The two parameters that elimination left out come back.
        for fault in 0..<instance.faults {
            let posterior = found.posteriors[fault]
            #expect(abs(log(posterior.alpha / instance.alpha[fault])) < 1e-3)
            #expect(abs(log(posterior.beta / instance.beta[fault])) < 1e-3)
        }
        // The reduced objective is the full one.
        let objective = try NoisyOrObjective(patterns: patterns, priors: priors)
        #expect(abs(objective.value(of: found.posteriors) - found.objective) < 1e-7)
    }

    @Test("L-BFGS over both parameters ends at the same optimum", arguments: 0..<3)
    func secondMethod(index: Int) throws {
        let instance = try ReferenceFixture.load().instances[index]
        let priors = try instance.faultPriors()
        var exact = CoordinateAscent(priors: priors, configuration: tight())
        var search = LimitedMemoryBFGS()
        search.relativeTolerance = 0
        var full = FullBatchAscent(priors: priors, search: search)
        let first = try exact.estimate(instance.patterns())
        let second = try full.estimate(instance.patterns())
        #expect(abs(first.objective - second.objective) < 1e-6)
        for (one, other) in zip(first.posteriors, second.posteriors) {
            #expect(abs(one.mean - other.mean) < 1e-5)
        }
    }

    @Test("a weight is as good as repetition, and a folded block as good as its rows")
    func weights() throws {
        let rows: [(Bool, Double, [(Int32, Float)])] = [
            (true, 3, [(0, 1), (1, 0.5)]), (false, 40, [(0, 1)]), (false, 11, [(1, 0.5), (2, 1)]),
            (true, 1, [(2, 0.7)]),
        ]
        let repeated = rows.flatMap { row in
            (0..<Int(row.1)).map { _ in (row.0, 1.0, row.2) }
        }
        let priors = try FaultPriors(all: BetaDistribution(alpha: 0.1, beta: 10))
        func objective(_ patterns: ObservationPatterns) throws -> Double {
            var method = CoordinateAscent(priors: priors, configuration: tight())
            return try method.estimate(patterns).objective
        }
        let weighted = try objective(.of(faults: 3, leak: 0.01, rows))
        let plain = try ObservationPatterns.of(faults: 3, leak: 0.01, repeated)
        let unfolded = try objective(plain)
        let folded = try objective(plain.folded())
        #expect(abs(weighted - unfolded) < 1e-9)
        #expect(abs(weighted - folded) < 1e-9)
    }

    @Test("a fault that nobody mentions keeps its prior")
    func unmentioned() throws {
        let prior = BetaDistribution(alpha: 0.1, beta: 100)
        var method = CoordinateAscent(priors: try FaultPriors(all: prior))
        let found = try method.estimate(
            .of(faults: 3, leak: 0.01, [(true, 50, [(1, 1)]), (false, 50, [(1, 1)])]))
        #expect(found.posteriors[0] == prior)
        #expect(found.posteriors[2] == prior)
        #expect(found.posteriors[1].mean > 0.2)
    }

    @Test("a block of no observations leaves all priors, at objective 0")
    func nothing() throws {
        let prior = BetaDistribution(alpha: 2, beta: 7)
        var method = CoordinateAscent(priors: try FaultPriors(all: prior))
        let found = try method.estimate(.of(faults: 2, leak: 0, []))
        #expect(found.posteriors == [prior, prior])
        #expect(found.objective == 0)
        #expect(found.converged)
        let none = try method.estimate(.of(faults: 0, leak: 0, []))
        #expect(none.posteriors.isEmpty)
    }

    @Test("a fault that always fails is found near 1, without a division by zero")
    func certainFailure() throws {
        var method = CoordinateAscent(
            priors: try FaultPriors(all: BetaDistribution(alpha: 0.1, beta: 100)))
        let found = try method.estimate(
            .of(faults: 2, leak: 0, [(true, 1e9, [(0, 1)]), (true, 10, [(0, 1), (1, 1)])]))
        #expect(found.objective.isFinite)
        #expect(found.posteriors[0].mean > 1 - 1e-5)
        #expect(found.posteriors[0].mean <= 1)
        #expect(found.posteriors.allSatisfy { $0.isProper })
        #expect(found.converged)
    }

    @Test("weights from one to a million million are taken together")
    func hugeWeights() throws {
        var method = CoordinateAscent(
            priors: try FaultPriors(all: BetaDistribution(alpha: 5e-3, beta: 1)))
        let found = try method.estimate(
            .of(
                faults: 3, leak: 1e-3,
                [
                    (false, 1e12, [(0, 1), (1, 0.5)]), (true, 1e10, [(0, 1)]),
                    (true, 1, [(2, 0.1), (0, 1)]), (false, 1, [(2, 0.1)]),
                ]))
        #expect(found.objective.isFinite)
        #expect(found.converged)
        // 10¹⁰ failures in 1.01 · 10¹² requests.
        #expect(abs(found.posteriors[0].mean - 0.0099 + 0.001) < 2e-4)
    }

    @Test("the state is carried: a second block like the first is settled at once")
    func carried() throws {
        let instance = try ReferenceFixture.load().instances[0]
        let patterns = try instance.patterns()
        var method = CoordinateAscent(priors: try instance.faultPriors())
        let first = try method.estimate(patterns)
        let second = try method.estimate(patterns)
        #expect(first.passes > 2)
        #expect(second.passes <= 2)
        #expect(abs(first.objective - second.objective) < 1e-3)
        method.reset()
        let third = try method.estimate(patterns)
        #expect(third.passes == first.passes)
    }

    @Test("new faults may appear from block to block")
    func growing() throws {
        var method = CoordinateAscent(
            priors: try FaultPriors(all: BetaDistribution(alpha: 0.1, beta: 10)))
        _ = try method.estimate(.of(faults: 1, leak: 0.1, [(true, 9, [(0, 1)])]))
        let found = try method.estimate(
            .of(faults: 3, leak: 0.1, [(true, 9, [(2, 1)]), (false, 50, [(0, 1)])]))
        #expect(found.posteriors.count == 3)
        #expect(found.posteriors[2].mean > 0.3)
        #expect(found.posteriors[0].mean < 0.01)
    }

    @Test("many different priors, beyond what is tabulated, give the same as the tables")
    func manyPriors() throws {
        let instance = try ReferenceFixture.load().instances[0]
        let patterns = try instance.patterns()
        // 30 faults of the block and 70 that nobody mentions, each with a prior of its own.
        let extended = try ObservationPatterns(
            faultCount: 100, leak: patterns.leak, failed: patterns.failed,
            weights: patterns.weights, offsets: patterns.offsets, faults: patterns.faults,
            strengths: patterns.strengths)
        let base = instance.priors.map { BetaDistribution(alpha: $0[0], beta: $0[1]) }
        let extra = (0..<70).map { BetaDistribution(alpha: 1 + Double($0), beta: 3) }
        var tabulated = CoordinateAscent(priors: try FaultPriors(each: base))
        var direct = CoordinateAscent(priors: try FaultPriors(each: base + extra))
        let first = try tabulated.estimate(patterns)
        let second = try direct.estimate(extended)
        #expect(abs(first.objective - second.objective) < 1e-6)
        #expect(second.posteriors.suffix(70) == extra[...])
    }

    @Test("priors for another number of faults, or improper ones, are refused")
    func refusals() throws {
        #expect(throws: NoisyOrError.badDistribution(alpha: 0, beta: 1, fault: 0)) {
            try FaultPriors(all: BetaDistribution(alpha: 0, beta: 1))
        }
        #expect(throws: NoisyOrError.badDistribution(alpha: 1, beta: .infinity, fault: 1)) {
            try FaultPriors(each: [
                BetaDistribution(alpha: 1, beta: 1), BetaDistribution(alpha: 1, beta: .infinity),
            ])
        }
        var method = CoordinateAscent(
            priors: try FaultPriors(each: [BetaDistribution(alpha: 1, beta: 1)]))
        #expect(throws: NoisyOrError.unequalLengths(what: "priors", found: 1, expected: 2)) {
            try method.estimate(.of(faults: 2, leak: 0, []))
        }
    }

    @Test(
        "the optimum of the larger reference instances is reached",
        .enabled(if: SharedInstances.arePresent, SharedInstances.reason),
        arguments: ["small", "nips2007"])
    func shared(name: String) throws {
        let (patterns, prior, objective) = try SharedInstances.load(name)
        var method = CoordinateAscent(priors: try FaultPriors(all: prior))
        let found = try method.estimate(patterns)
        #expect(found.converged)
        #expect(found.objective > objective - 1e-6 * abs(objective))
    }
}
