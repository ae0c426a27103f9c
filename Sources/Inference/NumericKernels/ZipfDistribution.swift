#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Ranks 0 ..< n whose probabilities fall as 1 / (rank + 1)^s.
///
/// Rejection-inversion, O(1) a number whatever n (W. Hörmann and G. Derflinger,
/// *Rejection-inversion to generate variates from monotone discrete distributions*, 1996).
public struct ZipfDistribution: Sendable {
    /// How many ranks there are.
    public let count: Int
    /// The exponent s > 0.
    public let exponent: Double
    private let integralFirst: Double
    private let integralLast: Double
    private let shortcut: Double

    /// Ranks 0 ..< `count`, at least one, with an exponent > 0.
    public init(count: Int, exponent: Double) {
        self.count = max(1, count)
        self.exponent = exponent
        integralFirst = Self.integral(1.5, exponent) - 1
        integralLast = Self.integral(Double(self.count) + 0.5, exponent)
        shortcut =
            2 - Self.inverse(Self.integral(2.5, exponent) - pow(2, -exponent), exponent)
    }

    /// A rank by chance.
    public func sample(_ generator: inout Xoshiro256) -> Int {
        while true {
            let u = integralLast + generator.uniform() * (integralFirst - integralLast)
            let x = Self.inverse(u, exponent)
            let k = min(max((x + 0.5).rounded(.down), 1), Double(count))
            if k - x <= shortcut
                || u >= Self.integral(k + 0.5, exponent) - pow(k, -exponent)
            {
                return Int(k) - 1
            }
        }
    }

    /// ∫ x^−s dx, as (x^(1−s) − 1) / (1 − s), whose limit for s → 1 is ln x.
    private static func integral(_ x: Double, _ s: Double) -> Double {
        let logX = log(x)
        let t = (1 - s) * logX
        return abs(t) < 1e-8 ? logX * (1 + t / 2) : logX * expm1(t) / t
    }

    private static func inverse(_ value: Double, _ s: Double) -> Double {
        let t = max(value * (1 - s), -1)
        let logX = abs(t) < 1e-8 ? value * (1 - t / 2) : value * log1p(t) / t
        return exp(logX)
    }
}
