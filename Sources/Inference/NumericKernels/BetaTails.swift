#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Both tails of a Beta distribution at a point: the regularised incomplete beta function
/// I_x(a, b) and its complement.
///
/// The tail beyond the mean is computed by the continued fraction of A. Didonato and A. Morris,
/// *Algorithm 708*, 1992, equation 9, in the order of W. Lentz; the other is its complement. The factor x^a (1 − x)^b /
/// B(a, b) before it is formed around the mode (C. Loader, *Fast and accurate computation of
/// binomial probabilities*, 2000), so it keeps its digits for parameters of a million. Time
/// grows with the square root of the larger parameter.
public struct BetaTails: Sendable, Equatable {
    /// The natural logarithm of I_x(a, b), the probability of no more than x.
    public let logLower: Double
    /// The natural logarithm of 1 − I_x(a, b), the probability of more than x.
    public let logUpper: Double

    /// The probability of no more than x.
    public var lower: Double { exp(logLower) }
    /// The probability of more than x.
    public var upper: Double { exp(logUpper) }

    /// The tails of Beta(a, b) at x; all NaN unless a > 0, b > 0 and 0 ≤ x ≤ 1.
    public init(at x: Double, a: Double, b: Double) {
        self.init(at: x, complement: 1 - x, a: a, b: b)
    }

    /// The tails at x, whose distance to 1 the caller knows better than subtraction would.
    init(at x: Double, complement y: Double, a: Double, b: Double) {
        guard a > 0, b > 0, a < .infinity, b < .infinity, x >= 0, y >= 0 else {
            logLower = .nan
            logUpper = .nan
            return
        }
        if x == 0 || y == 0 {
            logLower = x == 0 ? -.infinity : 0
            logUpper = y == 0 ? -.infinity : 0
            return
        }
        let factor = BetaTails.logFactor(x, y, a, b)
        if x * (a + b + 2) <= a + 1 {
            logLower = min(0, factor - log(BetaTails.fraction(x, y, a, b)))
            logUpper = BetaTails.logComplement(logLower)
        } else {
            logUpper = min(0, factor - log(BetaTails.fraction(y, x, b, a)))
            logLower = BetaTails.logComplement(logUpper)
        }
    }

    /// ln(1 − e^p) for p ≤ 0.
    private static func logComplement(_ p: Double) -> Double {
        p > -0.6931471805599453 ? log(-expm1(p)) : log1p(-exp(p))
    }

    /// ln(x^a y^b / B(a, b)).
    static func logFactor(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        guard a >= 10, b >= 10 else {
            let logX = x < 0.5 ? log(x) : log1p(-y)
            let logY = y < 0.5 ? log(y) : log1p(-x)
            return a * logX + b * logY - logBeta(a, b)
        }
        // x (a + b) − a, from the smaller of x and y.
        let sum = a + b
        let excess = x <= y ? x * sum - a : b - y * sum
        let corrections =
            stirlingCorrection(sum) - stirlingCorrection(a) - stirlingCorrection(b)
        return a * logOnePlusMinus(excess / a) + b * logOnePlusMinus(-excess / b) + corrections
            + 0.5 * log(a * (b / sum)) - 0.918938533204672741780329736406
    }

    /// ln(1 + t) − t, for t > −1.
    static func logOnePlusMinus(_ t: Double) -> Double {
        guard abs(t) < 0.5 else { return log1p(t) - t }
        // With r = t / (2 + t): ln(1 + t) = 2 artanh r, and 2 r − t = −r t.
        let r = t / (2 + t)
        let square = r * r
        var sum = 0.0
        for k in stride(from: 18, through: 1, by: -1) {
            sum = (sum + 1 / Double(2 * k + 1)) * square
        }
        return r * (2 * sum - t)
    }

    /// The continued fraction, from the deepest of its symmetric forms: no coefficient loses
    /// digits where y is close to 1 and b large.
    private static func fraction(
        _ x: Double, _ y: Double, _ a: Double, _ b: Double
    ) -> Double {
        let tiny = 1e-300
        let lead = a * y - b * x + 1
        var value = a * lead / (a + 1)
        if value == 0 { value = tiny }
        var c = value
        var d = 0.0
        let limit = 1000 + 20 * Int(max(a, b).squareRoot().clamped(to: 0...1e8))
        for step in 1...limit {
            let n = Double(step)
            let odd = a + 2 * n - 1
            let part = n * (b - n) * x / odd
            let numerator = part * ((a + n - 1) / odd) * (a + b + n - 1) * x
            let denominator = n + part + (a + n) * (lead + n * (1 + y)) / (a + 2 * n + 1)
            d = denominator + numerator * d
            if d == 0 { d = tiny }
            c = denominator + numerator / c
            if c == 0 { c = tiny }
            d = 1 / d
            let change = c * d
            value *= change
            if abs(change - 1) < 1e-16 { break }
        }
        return value
    }
}

extension Double {
    /// The nearest number within a range.
    func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
