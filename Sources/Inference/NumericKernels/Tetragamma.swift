/// The tetragamma function ψ″(x) for x > 0.
///
/// Shifted to 10 or more by ψ″(x) = ψ″(x + 1) − 2/x³, then the asymptotic series (Abramowitz and
/// Stegun, 6.4.13).
///
/// - Returns: ψ″(x) to a few units in the last place; NaN for x ≤ 0.
public func tetragamma(_ x: Double) -> Double {
    guard x > 0 else { return .nan }
    if x == .infinity { return 0 }
    var shifted = x
    var sum = 0.0
    while shifted < 10 {
        sum += 2 / (shifted * shifted * shifted)
        shifted += 1
    }
    let inverse = 1 / shifted
    let square = inverse * inverse
    return -(sum + square + inverse * square + TetragammaTail.value(square))
}

/// The part of the asymptotic series of −ψ″(x) that follows 1/x² + 1/x³, a polynomial in 1/x².
enum TetragammaTail {
    /// Coefficients of u², u³, …, where u = 1/x².
    static let coefficients: InlineArray<9, Double> = [
        1.0 / 2, -1.0 / 6, 1.0 / 6, -3.0 / 10, 5.0 / 6, -691.0 / 210, 35.0 / 2, -3617.0 / 30,
        43867.0 / 42,
    ]

    static func value(_ u: Double) -> Double {
        var sum = 0.0
        for k in stride(from: 8, through: 0, by: -1) { sum = (sum + coefficients[k]) * u }
        return sum * u
    }
}
