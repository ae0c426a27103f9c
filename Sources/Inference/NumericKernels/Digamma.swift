#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The digamma function ψ(x), the derivative of ln Γ(x).
///
/// Positive arguments are shifted to 10 or more by ψ(x) = ψ(x + 1) − 1/x, where the asymptotic
/// series (M. Abramowitz and I. Stegun, *Handbook of Mathematical Functions*, 6.3.18) is exact to
/// rounding. Around the positive root, where a shift would lose every digit of the result, the
/// Taylor series at the root is summed instead. Negative arguments are reflected (6.3.7), which
/// keeps the absolute but not the relative error small near their roots.
///
/// - Returns: ψ(x) to a few units in the last place for x > 0; −∞ at 0; NaN at the other poles.
public func digamma(_ x: Double) -> Double {
    if x.isNaN || x == .infinity { return x }
    if x <= 0 {
        if x == 0 { return -.infinity }
        if x == x.rounded(.down) { return .nan }
        return digamma(1 - x) - .pi / tan(.pi * (x - x.rounded(.down)))
    }
    let distance = (x - DigammaRoot.high) - DigammaRoot.low
    if abs(distance) < 0.3 { return distance * DigammaRoot.quotient(at: distance) }

    var shifted = x
    var sum = 0.0
    while shifted < 10 {
        sum += 1 / shifted
        shifted += 1
    }
    let inverse = 1 / shifted
    return log(shifted) - inverse / 2 - DigammaTail.value(inverse * inverse) - sum
}

/// The part Σ B₂ₖ / (2k x²ᵏ) of the asymptotic series of ψ, a polynomial in 1/x².
enum DigammaTail {
    /// Coefficients of u, u², …, where u = 1/x².
    static let coefficients: InlineArray<8, Double> = [
        1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12,
        -3617.0 / 8160,
    ]

    static func value(_ u: Double) -> Double {
        var sum = 0.0
        for k in stride(from: 7, through: 0, by: -1) { sum = (sum + coefficients[k]) * u }
        return sum
    }
}
