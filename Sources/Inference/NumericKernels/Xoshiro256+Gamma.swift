#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Xoshiro256 {
    /// A number from the gamma distribution of a shape > 0 and scale 1.
    public mutating func gamma(shape: Double) -> Double { exp(logGammaVariate(shape: shape)) }

    /// The logarithm of a gamma number, which stays finite where the number itself underflows.
    ///
    /// G. Marsaglia and W. Tsang, *A simple method for generating gamma variables*, 2000; below
    /// shape 1 by Γ(a) = Γ(a + 1) U^(1/a).
    public mutating func logGammaVariate(shape: Double) -> Double {
        if shape < 1 {
            return logGammaVariate(shape: shape + 1) + log(positiveUniform()) / shape
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let root = 1 + c * x
            guard root > 0 else { continue }
            let v = root * root * root
            let u = positiveUniform()
            if log(u) < 0.5 * x * x + d - d * v + d * log(v) { return log(d) + log(v) }
        }
    }

    /// A number from a Beta distribution, also where its parameters are far below 1.
    public mutating func beta(_ distribution: BetaDistribution) -> Double {
        let first = logGammaVariate(shape: distribution.alpha)
        let second = logGammaVariate(shape: distribution.beta)
        return 1 / (1 + exp(second - first))
    }
}
