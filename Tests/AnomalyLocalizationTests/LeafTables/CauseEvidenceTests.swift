import Foundation
import NumericKernels
import Testing

@testable import AnomalyLocalization

@Suite("Evidence of a cause")
struct CauseEvidenceTests {
    /// Sums over leaves with deviations and weights, normal leaves costing nothing.
    private func sums(_ leaves: [(y: Double, w: Double)]) -> CellSums {
        leaves.reduce(into: CellSums()) { sum, leaf in
            sum += CellSums(
                count: 1, weight: leaf.w, first: leaf.w * leaf.y, second: leaf.w * leaf.y * leaf.y,
                surprise: 0.5 * log(leaf.w / (2 * Double.pi)))
        }
    }

    @Test("the closed form is the integral over change and spread, done by summing a fine grid")
    func closedForm() {
        let leaves = [(y: 0.41, w: 1.0), (y: 0.47, w: 0.5), (y: 0.43, w: 2.0), (y: 0.4, w: 1.0)]
        let spread = 0.05
        let evidence = CauseEvidence(spread: spread, shape: 1, leaves: 10)
        // The rate of the inverse gamma distribution of the variance; its shape is 1.
        let rate = spread * spread
        var integral = 0.0
        let logStep = 0.02
        let meanStep = 0.0005
        for step in 0..<900 {
            let variance = exp(-16 + logStep * Double(step))
            let prior = rate / (variance * variance) * exp(-rate / variance)
            var inner = 0.0
            for mean in stride(from: -1.0, through: 1.0, by: meanStep) {
                var logDensity = 0.0
                for leaf in leaves {
                    let own = variance / leaf.w
                    let distance = leaf.y - mean
                    logDensity -= 0.5 * (log(2 * Double.pi * own) + distance * distance / own)
                }
                inner += exp(logDensity) * 0.5 * meanStep
            }
            integral += inner * prior * variance * logStep
        }
        #expect(abs(evidence.gain(sums(leaves)) - log(integral)) < 1e-3)
    }

    @Test("one leaf alone has the density ½ of an unknown change, whatever its weight")
    func singleLeaf() {
        let evidence = CauseEvidence(spread: 0.05, shape: 1, leaves: 10)
        for (y, w) in [(0.3, 1.0), (-0.9, 0.01), (1.0, 40.0)] {
            #expect(abs(evidence.gain(sums([(y, w)])) - log(0.5)) < 1e-9)
        }
    }

    @Test("leaves that share a change gain more than leaves that scatter as much around none")
    func shiftAgainstNoise() {
        let evidence = CauseEvidence(spread: 0.05, shape: 1, leaves: 10)
        let shifted = sums([(0.5, 1), (0.52, 1), (0.48, 1), (0.5, 1)])
        #expect(evidence.gain(shifted) > evidence.noiseGain(shifted) + 3)
        let noisy = sums([(0.5, 1), (-0.52, 1), (-0.48, 1), (0.5, 1)])
        #expect(evidence.gain(noisy) < evidence.noiseGain(noisy))
    }
}
