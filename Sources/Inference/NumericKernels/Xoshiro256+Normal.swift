#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Xoshiro256 {
    /// A standard normal number.
    ///
    /// The polar method of G. Marsaglia and T. Bray, 1964.
    public mutating func normal() -> Double {
        while true {
            let u = 2 * uniform() - 1
            let v = 2 * uniform() - 1
            let square = u * u + v * v
            if square < 1 && square > 0 { return u * (-2 * log(square) / square).squareRoot() }
        }
    }

    /// A number from the exponential distribution of mean 1.
    public mutating func exponential() -> Double { -log(positiveUniform()) }
}
