import Foundation
import NoisyOr
import NumericKernels
import Testing

@Suite("objective of the fault rates")
struct NoisyOrObjectiveTests {
    @Test("value and gradient agree with the independent implementation", arguments: 0..<3)
    func reference(index: Int) throws {
        let instance = try ReferenceFixture.load().instances[index]
        let objective = try NoisyOrObjective(
            patterns: instance.patterns(), priors: instance.faultPriors())
        let count = instance.faults
        var gradient = [Double](repeating: 0, count: 2 * count)
        let start = objective.start
        #expect(abs(objective.value(at: start, gradient: &gradient) - instance.start) < 1e-9)
        let point = start.indices.map { start[$0] + sin(Double($0)) * 0.7 }
        let value = objective.value(at: point, gradient: &gradient)
        #expect(abs(value - instance.elsewhere) < 1e-9 * abs(value))
        for (found, expected) in zip(gradient, instance.gradient) {
            #expect(abs(found - expected) < 1e-8 * max(1, abs(expected)))
        }
    }

    @Test("the gradient agrees with finite differences to 10⁻⁶", arguments: 0..<3)
    func differences(index: Int) throws {
        let instance = try ReferenceFixture.load().instances[index]
        let objective = try NoisyOrObjective(
            patterns: instance.patterns(), priors: instance.faultPriors())
        var point = objective.start
        for i in point.indices { point[i] += cos(Double(i)) * 0.9 }
        var gradient = [Double](repeating: 0, count: point.count)
        _ = objective.value(at: point, gradient: &gradient)
        var unused = gradient
        for i in point.indices {
            let h = 3e-5
            func value(_ shift: Double) -> Double {
                var moved = point
                moved[i] += shift
                return objective.value(at: moved, gradient: &unused)
            }
            // Fourth order, so that the step may be long enough for rounding not to matter.
            let slope =
                (8 * (value(h) - value(-h)) - (value(2 * h) - value(-2 * h))) / (12 * h)
            #expect(abs(slope - gradient[i]) < 1e-6 * max(1, abs(gradient[i])))
        }
    }

    @Test("rows of four, whose lanes go together, count like the same rows written longer")
    func rowLengths() throws {
        // A fifth fault whose mean is 0 changes nothing but the path through the code.
        let mentions: [(Int32, Float)] = [(0, 0.3), (1, 1), (2, 0.75), (3, 0.01)]
        for failed in [true, false] {
            let four = try ObservationPatterns.of(faults: 5, leak: 0.02, [(failed, 2, mentions)])
            let five = try ObservationPatterns.of(
                faults: 5, leak: 0.02, [(failed, 2, mentions + [(4, 0.5)])])
            let means = [0.2, 0.9, 1e-9, 0.5, 0]
            var slopes = [Double](repeating: 0, count: 5)
            var longer = slopes
            let value = four.logLikelihood(means: means, slopes: &slopes)
            #expect(abs(value - five.logLikelihood(means: means, slopes: &longer)) < 1e-14)
            for k in 0..<4 { #expect(abs(slopes[k] - longer[k]) < 1e-12 * max(1, abs(slopes[k]))) }
        }
    }

    @Test("tiny rates keep their digits in the probability of a failure without a leak")
    func tinyRates() throws {
        let patterns = try ObservationPatterns.of(
            faults: 4, leak: 0, [(true, 1, [(0, 1), (1, 1), (2, 1), (3, 1)])])
        var slopes = [Double](repeating: 0, count: 4)
        let value = patterns.logLikelihood(means: [1e-18, 2e-18, 3e-18, 4e-18], slopes: &slopes)
        #expect(abs(value - log(1e-17)) < 1e-12)
        for slope in slopes { #expect(abs(slope - 1e17) < 1e4) }
    }

    @Test("a success that cannot be has the logarithm of zero")
    func impossibleSuccess() throws {
        let patterns = try ObservationPatterns.of(faults: 1, leak: 0, [(false, 1, [(0, 1)])])
        var slopes = [0.0]
        #expect(patterns.logLikelihood(means: [1], slopes: &slopes) == -.infinity)
    }
}
