#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The trigamma function ψ′(x).
///
/// Shifted to 10 or more by ψ′(x) = ψ′(x + 1) + 1/x², then the asymptotic series (Abramowitz and
/// Stegun, 6.4.12). All terms of the shift are positive, so no digit is lost. Negative arguments
/// are reflected (6.4.7).
///
/// - Returns: ψ′(x) to a few units in the last place; +∞ at the poles 0, −1, −2, ….
public func trigamma(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x == .infinity { return 0 }
    if x <= 0 {
        if x == x.rounded(.down) { return .infinity }
        let sine = sin(.pi * (x - x.rounded(.down)))
        return (.pi / sine) * (.pi / sine) - trigamma(1 - x)
    }
    var shifted = x
    var sum = 0.0
    while shifted < 10 {
        sum += 1 / (shifted * shifted)
        shifted += 1
    }
    let inverse = 1 / shifted
    let square = inverse * inverse
    return sum + inverse * (1 + TrigammaTail.value(square)) + square / 2
}

/// The part Σ B₂ₖ / x²ᵏ of the asymptotic series of x ψ′(x), a polynomial in 1/x².
enum TrigammaTail {
    /// Coefficients of u, u², …, where u = 1/x².
    static let coefficients: InlineArray<9, Double> = [
        1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510,
        43867.0 / 798,
    ]

    static func value(_ u: Double) -> Double {
        var sum = 0.0
        for k in stride(from: 8, through: 0, by: -1) { sum = (sum + coefficients[k]) * u }
        return sum
    }
}
