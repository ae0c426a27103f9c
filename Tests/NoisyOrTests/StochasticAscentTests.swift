import Foundation
import NumericKernels
import Testing

@testable import NoisyOr

/// Algorithm 1 as one would write it down: double precision, one fault after the other, trigamma.
private struct PlainStochasticAscent {
    var a: [Double]
    var b: [Double]
    var y: [Double]
    var z: [Double]
    let priors: FaultPriors

    init(_ count: Int, _ priors: FaultPriors) {
        a = (0..<count).map { log(priors[$0].alpha) }
        b = (0..<count).map { log(priors[$0].beta) }
        y = [Double](repeating: 0, count: count)
        z = y
        self.priors = priors
    }

    mutating func pass(_ patterns: ObservationPatterns) {
        var fanOut = [Double](repeating: 0, count: patterns.faultCount)
        for row in 0..<patterns.count {
            for k in Int(patterns.offsets[row])..<Int(patterns.offsets[row + 1]) {
                fanOut[Int(patterns.faults[k])] += patterns.weights[row]
            }
        }
        for row in 0..<patterns.count {
            let mentions = Int(patterns.offsets[row])..<Int(patterns.offsets[row + 1])
            func mean(_ fault: Int) -> Double { 1 / (1 + exp(b[fault] - a[fault])) }
            var q = 1 - patterns.leak
            for k in mentions {
                q *= 1 - Double(patterns.strengths[k]) * mean(Int(patterns.faults[k]))
            }
            let outer = patterns.failed[row] ? q / (1 - q) : -1
            let weight = patterns.weights[row]
            let updates = mentions.map { k in
                let fault = Int(patterns.faults[k])
                let mu = mean(fault)
                let r = Double(patterns.strengths[k])
                let alpha = exp(a[fault])
                let beta = exp(b[fault])
                let sum0 = priors[fault].alpha + priors[fault].beta
                let common = (alpha + beta - sum0) * trigamma(alpha + beta)
                let klA = alpha * ((alpha - priors[fault].alpha) * trigamma(alpha) - common)
                let klB = beta * ((beta - priors[fault].beta) * trigamma(beta) - common)
                let pull = outer * r / (1 - r * mu) * mu * (1 - mu)
                return (
                    fault, weight * (pull - klA / fanOut[fault]),
                    weight * (-pull - klB / fanOut[fault])
                )
            }
            for (fault, forA, forB) in updates {
                y[fault] = 0.99 * y[fault] + 0.01 * forA
                z[fault] = 0.99 * z[fault] + 0.01 * forB
                a[fault] += 0.1 * y[fault]
                b[fault] += 0.1 * z[fault]
            }
        }
    }
}

@Suite("stochastic method")
struct StochasticAscentTests {
    /// Rows of 0 to 9 faults, with strengths and weights.
    private func block(_ seed: UInt64, faults: Int = 40, rows: Int = 3000) throws
        -> ObservationPatterns
    {
        var generator = Xoshiro256(seed: seed)
        let rates = (0..<faults).map { $0 % 8 == 3 ? 0.3 : 1e-3 }
        return try .of(
            faults: faults, leak: 0.002,
            (0..<rows).map { _ in
                let count = generator.index(below: 10)
                var mentions: [(Int32, Float)] = []
                while mentions.count < count {
                    let fault = Int32(generator.index(below: faults))
                    if mentions.contains(where: { $0.0 == fault }) { continue }
                    mentions.append((fault, Float(generator.positiveUniform())))
                }
                let survives = mentions.reduce(0.998) {
                    $0 * (1 - Double($1.1) * rates[Int($1.0)])
                }
                return (
                    generator.uniform() > survives, Double(1 + generator.index(below: 3)), mentions
                )
            })
    }

    @Test("lanes in single precision do what the paper's algorithm says", arguments: [true, false])
    func plain(samePrior: Bool) throws {
        let patterns = try block(8)
        let priors =
            samePrior
            ? try FaultPriors(all: BetaDistribution(alpha: 0.1, beta: 100))
            : try FaultPriors(
                each: (0..<40).map { BetaDistribution(alpha: 0.01 * Double(1 + $0), beta: 20) })
        var configuration = StochasticAscent.Configuration()
        configuration.epochs = 4
        var method = try StochasticAscent(priors: priors, configuration: configuration)
        try method.learn(patterns)
        var plain = PlainStochasticAscent(40, priors)
        for _ in 0..<4 { plain.pass(patterns) }
        for fault in 0..<40 {
            let posterior = method.posteriors[fault]
            #expect(abs(log(posterior.alpha) - plain.a[fault]) < 2e-4)
            #expect(abs(log(posterior.beta) - plain.b[fault]) < 2e-4)
            #expect(abs(method.momenta[fault].alpha - plain.y[fault]) < 2e-4)
            #expect(abs(method.momenta[fault].beta - plain.z[fault]) < 2e-4)
        }
    }

    @Test("the polynomial stays within the stated error of x² ψ′(x) − x")
    func excess() {
        var x = 1e-7
        while x < 1e7 {
            let v = Float(1 / (1 + x))
            let found = TrigammaExcess.value(SIMD4(repeating: v))[0]
            #expect(abs(Double(found) - (x * x * trigamma(x) - x)) < 1e-6, "at \(x)")
            x *= 1.21
        }
    }

    @Test("parameters and momentum are carried: two passes are a pass and a pass")
    func carried() throws {
        let patterns = try block(3)
        let priors = try FaultPriors(all: BetaDistribution(alpha: 0.1, beta: 100))
        var configuration = StochasticAscent.Configuration()
        configuration.epochs = 2
        var once = try StochasticAscent(priors: priors, configuration: configuration)
        try once.learn(patterns)
        configuration.epochs = 1
        var twice = try StochasticAscent(priors: priors, configuration: configuration)
        try twice.learn(patterns)
        #expect(twice.momenta.contains { $0.alpha != 0 })
        try twice.learn(patterns)
        #expect(once.posteriors == twice.posteriors)
    }

    @Test("more passes come closer to the exact optimum, from below")
    func approaches() throws {
        let patterns = try block(5)
        let priors = try FaultPriors(all: BetaDistribution(alpha: 0.1, beta: 100))
        var exact = CoordinateAscent(priors: priors)
        let best = try exact.estimate(patterns).objective
        var last = -Double.infinity
        for epochs in [1, 5, 40] {
            var configuration = StochasticAscent.Configuration()
            configuration.epochs = epochs
            var method = try StochasticAscent(priors: priors, configuration: configuration)
            let found = try method.estimate(patterns).objective
            #expect(found > last)
            #expect(found < best)
            last = found
        }
        #expect(best - last < 60)
    }

    @Test("weights far above 1 are cut, not run away with")
    func hugeWeights() throws {
        let patterns = try ObservationPatterns.of(
            faults: 2, leak: 0,
            [(true, 1e9, [(0, 1)]), (false, 1e12, [(1, 1)]), (true, 1, [(0, 1), (1, 1)])])
        var method = try StochasticAscent(
            priors: try FaultPriors(all: BetaDistribution(alpha: 0.1, beta: 100)))
        try method.learn(patterns)
        #expect(method.posteriors.allSatisfy { $0.isProper })
    }

    @Test("settings outside their range are refused")
    func refusals() throws {
        let priors = try FaultPriors(all: BetaDistribution(alpha: 1, beta: 1))
        for change in [
            { (c: inout StochasticAscent.Configuration) in c.step = .nan },
            { c in c.momentum = 1 },
            { c in c.epochs = 0 },
        ] {
            var configuration = StochasticAscent.Configuration()
            change(&configuration)
            #expect(throws: NoisyOrError.self) {
                try StochasticAscent(priors: priors, configuration: configuration)
            }
        }
    }
}
