#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif
import NumericKernels

/// How much better a cause explains the leaves of a cell than normal noise does, in nats.
///
/// The leaves of one cause share one relative change (the generalised ripple effect; Z. Li et al., ISSRE
/// 2019): y_i ~ N(μ, τ²/w_i), μ uniform in [-1, 1] and τ² ~ inverse gamma(a, b). With μ and τ² integrated out
/// it depends on sums alone:
///
///     log E = log ½ + ½ log 2π - ½ log W + a log b - log Γ(a) + log Γ(a + (n-1)/2)
///             - (a + (n-1)/2) log(b + S/2) + surprise,   S = Σ w y² - (Σ w y)²/W
///
/// The integral is itself the price of the two parameters; naming the cell is paid for by the caller.
struct CauseEvidence {
    private let shape: Double
    private let rate: Double
    private let constant: Double
    /// log Γ(a + (n-1)/2), by n.
    private let logGammas: [Double]

    /// - Parameters:
    ///   - spread: the spread of the leaves of a cause that is expected.
    ///   - leaves: the greatest number of leaves.
    init(spread: Double, shape: Double, leaves: Int) {
        self.shape = shape
        rate = shape * spread * spread
        constant = 0.5 * log(2 * Double.pi) - log(2) + shape * log(rate) - logGamma(shape)
        var logGammas = [Double](repeating: 0, count: leaves + 2)
        for count in 1..<logGammas.count {
            // Γ(x + 1) = x Γ(x), two steps apart.
            let x = shape + 0.5 * Double(count - 1)
            logGammas[count] =
                count > 2 && x > 1 ? logGammas[count - 2] + log(x - 1) : logGamma(x)
        }
        self.logGammas = logGammas
    }

    /// The gain of a cause over normal noise.
    @inline(__always)
    func gain(_ sums: CellSums) -> Double {
        let spread = max(0, sums.second - sums.first * sums.first / sums.weight)
        let half = shape + 0.5 * (sums.count - 1)
        return constant - 0.5 * log(sums.weight) + logGammas[Int(sums.count)]
            - half * log(rate + 0.5 * spread) + sums.surprise
    }

    /// The gain of larger noise in these leaves, without any shift, over normal noise.
    @inline(__always)
    func noiseGain(_ sums: CellSums) -> Double {
        let half = shape + 0.5 * sums.count
        return constant + log(2) - 0.5 * log(2 * Double.pi) + logGammas[Int(sums.count) + 1]
            - half * log(rate + 0.5 * sums.second) + sums.surprise
    }
}
