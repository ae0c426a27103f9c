import Foundation
import NumericKernels
import Testing

@Suite("random numbers")
struct RandomNumberTests {
    /// The generators' published first outputs: SplitMix64 from seed 1234567 (Rosetta Code and the
    /// authors' C file), xoshiro256++ from the state 1, 2, 3, 4 (test vector of the Rust port).
    @Test("the generators give the numbers that their authors publish")
    func publishedSequences() {
        var mixer = SplitMix64(seed: 1_234_567)
        #expect(mixer.next() == 6_457_827_717_110_365_317)
        #expect(mixer.next() == 3_203_168_211_198_807_973)
        var generator = Xoshiro256(state: (1, 2, 3, 4))
        let expected: [UInt64] = [
            41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386,
        ]
        for number in expected { #expect(generator.next() == number) }
    }

    @Test("the same seed gives the same numbers, another seed others")
    func seeds() {
        var first = Xoshiro256(seed: 9)
        var second = Xoshiro256(seed: 9)
        var third = Xoshiro256(seed: 10)
        let numbers = (0..<5).map { _ in first.next() }
        #expect(numbers == (0..<5).map { _ in second.next() })
        #expect(numbers != (0..<5).map { _ in third.next() })
    }

    /// Mean and variance of 200,000 numbers, each within five standard errors.
    private func check(
        _ name: String, mean: Double, variance: Double, kurtosis: Double = 9,
        _ sample: (inout Xoshiro256) -> Double
    ) {
        var generator = Xoshiro256(seed: 42)
        let count = 200_000
        var sum = 0.0
        var squares = 0.0
        for _ in 0..<count {
            let x = sample(&generator) - mean
            sum += x
            squares += x * x
        }
        let n = Double(count)
        #expect(abs(sum / n) < 5 * (variance / n).squareRoot(), "mean of \(name)")
        let error = variance * (kurtosis / n).squareRoot()
        #expect(abs(squares / n - variance) < 5 * error, "variance of \(name)")
    }

    @Test("every distribution has its mean and variance")
    func moments() {
        check("uniform", mean: 0.5, variance: 1.0 / 12) { $0.uniform() }
        check("normal", mean: 0, variance: 1) { $0.normal() }
        check("exponential", mean: 1, variance: 1, kurtosis: 9) { $0.exponential() }
        check("gamma 0.3", mean: 0.3, variance: 0.3, kurtosis: 23) { $0.gamma(shape: 0.3) }
        check("gamma 7", mean: 7, variance: 7) { $0.gamma(shape: 7) }
        for beta in [(0.1, 100.0), (5e-3, 1.0), (2.0, 5.0)] {
            let distribution = BetaDistribution(alpha: beta.0, beta: beta.1)
            check(
                "\(beta)", mean: distribution.mean, variance: distribution.variance, kurtosis: 300
            ) { $0.beta(distribution) }
        }
        for mean in [0.02, 3.0, 9.99, 10.0, 250.0] {
            check("Poisson \(mean)", mean: mean, variance: mean, kurtosis: 3 + 1 / mean) {
                Double($0.poisson(mean: mean))
            }
        }
        for (n, p) in [(10, 0.02), (40, 0.5), (1000, 0.3), (100_000, 5e-5), (500, 0.97)] {
            let mean = Double(n) * p
            let variance = mean * (1 - p)
            check("binomial \(n), \(p)", mean: mean, variance: variance, kurtosis: 3 + 1 / variance)
            {
                Double($0.binomial(trials: n, probability: p))
            }
        }
    }

    @Test("a Zipf rank comes as often as its share says", arguments: [0.7, 1.0, 1.3])
    func zipf(exponent: Double) {
        let distribution = ZipfDistribution(count: 1000, exponent: exponent)
        var generator = Xoshiro256(seed: 3)
        var counts = [Int](repeating: 0, count: 1000)
        let draws = 200_000
        for _ in 0..<draws { counts[distribution.sample(&generator)] += 1 }
        let total = (1...1000).reduce(0.0) { $0 + pow(Double($1), -exponent) }
        for rank in [0, 1, 2, 9, 99, 500] {
            let share = pow(Double(rank + 1), -exponent) / total
            let expected = share * Double(draws)
            #expect(abs(Double(counts[rank]) - expected) < 5 * expected.squareRoot() + 1)
        }
        #expect(counts.reduce(0, +) == draws)
    }

    @Test("binomials of no trials, of impossible and of certain success are what they must be")
    func binomialCorners() {
        var generator = Xoshiro256(seed: 1)
        #expect(generator.binomial(trials: 0, probability: 0.5) == 0)
        #expect(generator.binomial(trials: 9, probability: 0) == 0)
        #expect(generator.binomial(trials: 9, probability: 1) == 9)
        #expect(generator.poisson(mean: 0) == 0)
    }
}
