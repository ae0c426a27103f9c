#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ForecastNoise {
    /// Estimates the noise around a centre from some leaves, of which fewer than half, or many but on one side
    /// only, are anomalous.
    init(_ all: LeafDeviations, _ leaves: [Int], centre: Double) {
        outliers = 1e-4 / Double(max(1, all.count))
        self.centre = centre
        let deviations = leaves.map { all.values[$0] }
        let sizes = leaves.map { all.sizes[$0] }
        // Whole numbers are rounded, and the smallest leaves tell how coarsely.
        unit = Self.quantile(sizes.sorted(), 0.05)
        typicalSize = Self.quantile(sizes.sorted(), 0.5)
        if leaves.count < Self.smallSample {
            (relative, counting) = Self.smallVariance(
                deviations.map { $0 - centre }, sizes, isCounted: all.isCounted)
            tail = 0.1
            return
        }
        let side = Self.cleanSide(deviations, centre)
        let residuals = side.map { abs(deviations[$0] - centre) }
        (relative, counting) = Self.variance(residuals, side.map { sizes[$0] })
        tail = 0
        var scaled = zip(side, residuals).map { $1 / sqrt(variance(size: sizes[$0])) }
        scaled.sort()
        tail = Self.tail(scaled)
        let scale = Self.quantile(scaled, 0.5) / Self.medianOfTails(tail)
        if scale > 0 {
            relative *= scale
            counting *= scale * scale
        }
        if all.isCounted { counting = max(counting, 1) }
    }

    /// Below so many leaves, quantiles of groups of leaves of like size say too little.
    private static let smallSample = 300

    /// Fits relative² + counting / size to few leaves, with prior knowledge.
    ///
    /// The most probable pair under Student's distribution with 2 degrees of freedom, which anomalous leaves sway little:
    /// forecasts are off by about 7 %, give or take a factor of two, and counts scatter a little
    /// more than Poisson's.
    private static func smallVariance(
        _ residuals: [Double], _ sizes: [Double], isCounted: Bool
    ) -> (relative: Double, counting: Double) {
        guard !residuals.isEmpty else { return (0.1, isCounted ? 1 : 0) }
        let typical = quantile(sizes.sorted(), 0.5)
        var best = (value: -Double.infinity, relative: 0.1, counting: 0.0)
        for step in -12...10 {
            let relative = 0.07 * exp(0.25 * Double(step))
            for other in -9...9 {
                // Without counts, as a share of the variance of the leaf in the middle.
                let size = 0.35 * Double(other)
                let counting = isCounted ? 1.3 * exp(size) : 0.01 * typical * exp(2 * size)
                if !isCounted, other > -9 && other < -4 { continue }
                let amount = !isCounted && other == -9 ? 0 : counting
                var value = -0.5 * pow(0.25 * Double(step) / 0.7, 2)
                value -= isCounted ? 0.5 * pow(size / 0.5, 2) : amount == 0 ? 0 : 1
                for (residual, leafSize) in zip(residuals, sizes) {
                    let variance = relative * relative + amount / leafSize
                    value -= 0.5 * log(variance)
                    value -= 1.5 * log1p(residual * residual / (2 * variance))
                }
                if value > best.value { best = (value, relative, amount) }
            }
        }
        return (1.2 * best.relative, 1.44 * best.counting)
    }

    /// The leaves on the side of the centre with the smaller scatter; all of them if they are few.
    private static func cleanSide(_ deviations: [Double], _ centre: Double) -> [Int] {
        let all = Array(deviations.indices)
        guard deviations.count >= 200 else { return all }
        let low = all.filter { deviations[$0] <= centre }
        let high = all.filter { deviations[$0] >= centre }
        func scatter(_ side: [Int]) -> Double {
            quantile(side.map { abs(deviations[$0] - centre) }.sorted(), 0.6)
        }
        guard low.count >= 50, high.count >= 50 else { return all }
        return scatter(low) <= scatter(high) ? low : high
    }

    /// Fits relative² + counting / size to the scatter of leaves of different sizes.
    private static func variance(
        _ residuals: [Double], _ sizes: [Double]
    ) -> (relative: Double, counting: Double) {
        guard !residuals.isEmpty else { return (1e-4, 0) }
        let order = residuals.indices.sorted { sizes[$0] < sizes[$1] }
        let groups = max(1, min(16, order.count / 8))
        var points = [(size: Double, variance: Double, weight: Double)]()
        for group in 0..<groups {
            let members = order[
                (group * order.count / groups)..<((group + 1) * order.count / groups)]
            guard !members.isEmpty else { continue }
            let scale = quantile(members.map { residuals[$0] }.sorted(), 0.5) / 0.6745
            let inverse = members.reduce(0) { $0 + 1 / sizes[$1] } / Double(members.count)
            points.append((1 / inverse, scale * scale, Double(members.count)))
        }
        // The error of a scatter is a share of it, so it is fitted on a logarithmic scale.
        var best = (error: Double.infinity, relative: 0.0, counting: 0.0)
        let largest = max(1e-6, points.reduce(0) { max($0, $1.variance) })
        let sizeScale = points.map(\.size).sorted()[points.count / 2]
        for step in 0..<60 {
            let relative = largest * exp(-0.25 * Double(step))
            for share in -1..<40 {
                let counting = share < 0 ? 0 : relative * sizeScale * exp(0.35 * Double(share - 18))
                var error = 0.0
                for point in points {
                    let expected = relative + counting / point.size
                    let ratio = log(max(point.variance, 1e-4 * largest) / expected)
                    error += point.weight * min(abs(ratio), 2)
                }
                // Counting noise has to earn its place.
                error *= share < 0 ? 1 : 1.02
                if error < best.error { best = (error, relative, counting) }
            }
        }
        return (max(1e-4, best.relative.squareRoot()), best.counting)
    }

    /// How heavy the tails are, by the ratio of outer quantiles to the median.
    private static func tail(_ sorted: [Double]) -> Double {
        guard sorted.count >= 100 else { return 0.2 }
        let ratio = quantile(sorted, 0.98) / max(1e-12, quantile(sorted, 0.5))
        // The ratio for Student's distribution, by the reciprocal of the degrees of freedom.
        let table = [
            (0.0, 3.449), (0.05, 3.69), (0.1, 3.949), (0.2, 4.631), (0.25, 5.06), (0.333, 5.936),
            (0.5, 8.53), (1.0, 31.8),
        ]
        guard ratio > table[0].1 * 1.05 else { return 0 }
        for (low, high) in zip(table, table.dropFirst()) where ratio <= high.1 {
            return low.0 + (high.0 - low.0) * (ratio - low.1) / (high.1 - low.1)
        }
        return 1
    }

    /// The median of the absolute value of Student's distribution, nearly.
    private static func medianOfTails(_ tail: Double) -> Double {
        0.6745 + 0.2 * tail + 0.125 * tail * tail
    }

    /// A quantile of sorted numbers.
    static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }
}
