import AnomalyLocalization
import NumericKernels
import Testing

@Suite("logarithmic histogram")
struct LogarithmicHistogramTests {
    private func histogram(_ values: some Sequence<Float>) -> LogarithmicHistogram {
        var histogram = LogarithmicHistogram()
        for value in values { histogram.add(value) }
        return histogram
    }

    @Test("quantiles are off by no more than is said", arguments: [1, 2, 5, 100, 4_000])
    func errorBound(_ count: Int) {
        var generator = Xoshiro256(seed: UInt64(count))
        for scale: Float in [1e-6, 1, 40, 3e7] {
            let values = (0..<count).map { _ in
                scale * Float(exponential(generator.normal()))
            }
            let histogram = histogram(values)
            let sorted = values.map(Double.init).sorted()
            for quantile in [0, 0.01, 0.25, 0.5, 0.9, 0.99, 1] {
                let place = Double(count - 1) * quantile
                let low = sorted[Int(place)]
                let high = sorted[min(count - 1, Int(place) + 1)]
                let exact = low + (high - low) * (place - place.rounded(.down))
                let found = histogram.quantile(quantile)
                #expect(
                    abs(found - exact) <= LogarithmicHistogram.relativeError * high,
                    "\(quantile) of \(count) at \(scale): \(found), not \(exact)")
            }
        }
    }

    private func exponential(_ x: Double) -> Double {
        // Enough for a test: (1 + x/n)^n.
        var result = 1 + x / 4_096
        for _ in 0..<12 { result *= result }
        return result
    }

    @Test("the sum of histograms is the histogram of the sum, in any order")
    func additivity() {
        var generator = Xoshiro256(seed: 9)
        let parts = (0..<8).map { part in
            (0..<200 * part).map { _ in Float(generator.normal() * 100) }
        }
        let whole = histogram(parts.joined())
        var forward = LogarithmicHistogram()
        for part in parts { forward.add(histogram(part)) }
        var backward = LogarithmicHistogram()
        for part in parts.reversed() { backward.add(histogram(part)) }
        for quantile in [0, 0.1, 0.5, 0.77, 1] {
            #expect(forward.quantile(quantile) == whole.quantile(quantile))
            #expect(backward.quantile(quantile) == whole.quantile(quantile))
        }
        #expect(forward.count == whole.count)
        #expect(abs(forward.sum - whole.sum) < 1e-6)
        #expect(forward.minimum == whole.minimum && forward.maximum == whole.maximum)
    }

    @Test("negative numbers, zero and tiny numbers keep their order")
    func signs() {
        let values: [Float] = [
            -1e30, -2, -1, -.leastNonzeroMagnitude, 0, .leastNonzeroMagnitude, 1, 2, 1e30,
        ]
        let histogram = histogram(values)
        #expect(histogram.quantile(0) == Double(Float(-1e30)))
        #expect(abs(histogram.quantile(0.5)) < 1e-38)
        #expect(histogram.quantile(1) == Double(Float(1e30)))
        #expect(abs(histogram.quantile(0.25) + 1) <= LogarithmicHistogram.relativeError)
    }

    @Test("what is no number is not counted")
    func notFinite() {
        let histogram = histogram([.nan, .infinity, -.infinity])
        #expect(histogram.count == 0)
        #expect(histogram.quantile(0.5).isNaN && histogram.statistic(.mean).isNaN)
    }

    @Test("mean, least and greatest are exact")
    func exactOnes() {
        let histogram = histogram([3, 1, 4, 1.5, 9.25])
        #expect(histogram.statistic(.mean) == 3.75)
        #expect(histogram.statistic(.minimum) == 1)
        #expect(histogram.statistic(.maximum) == 9.25)
    }

    @Test("a histogram is made again of its parts")
    func parts() {
        let histogram = histogram((1...500).map(Float.init))
        let parts = histogram.parts
        let again = LogarithmicHistogram(
            first: parts.first, counts: parts.counts, sum: histogram.sum,
            minimum: histogram.minimum, maximum: histogram.maximum)
        #expect(again == histogram)
        #expect(
            LogarithmicHistogram(
                first: 65_000, counts: Array(repeating: 1, count: 1_000), sum: 0, minimum: 0,
                maximum: 0) == nil)
    }

    @Test("values that are forgotten leave nothing behind")
    func removal() {
        var histogram = histogram([1, 2, 3])
        histogram.removeAll()
        histogram.add(7)
        #expect(histogram.count == 1 && histogram.quantile(0.5) == 7)
    }
}
