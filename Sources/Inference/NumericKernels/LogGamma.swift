#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The natural logarithm of |Γ(x)|.
///
/// The C library's reentrant function: `lgamma` itself writes a global.
public func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
}

/// What Stirling's formula leaves: ln Γ(x) − (x − ½) ln x + x − ½ ln 2π, for x ≥ 10.
///
/// Abramowitz and Stegun, 6.1.41.
func stirlingCorrection(_ x: Double) -> Double {
    let inverse = 1 / x
    let u = inverse * inverse
    var sum = 1.0 / 156
    sum = sum * u - 691.0 / 360360
    sum = sum * u + 1.0 / 1188
    sum = sum * u - 1.0 / 1680
    sum = sum * u + 1.0 / 1260
    sum = sum * u - 1.0 / 360
    return (sum * u + 1.0 / 12) * inverse
}
