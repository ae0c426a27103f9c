#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Xoshiro256 {
    /// A number from the Poisson distribution of a mean ≥ 0.
    ///
    /// Below mean 10 by multiplication of uniforms; above by transformed rejection (W. Hörmann,
    /// *The transformed rejection method for generating Poisson random variables*, 1993, PTRS).
    public mutating func poisson(mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        if mean < 10 {
            let limit = exp(-mean)
            var count = 0
            var product = positiveUniform()
            while product > limit {
                count += 1
                product *= positiveUniform()
            }
            return count
        }
        let b = 0.931 + 2.53 * mean.squareRoot()
        let a = -0.059 + 0.02483 * b
        let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
        let vr = 0.9277 - 3.6224 / (b - 2)
        let logMean = log(mean)
        while true {
            let u = uniform() - 0.5
            let v = positiveUniform()
            let us = 0.5 - abs(u)
            let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
            if us >= 0.07 && v <= vr { return Int(k) }
            if k < 0 || (us < 0.013 && v > us) { continue }
            let bound = k * logMean - mean - logGamma(k + 1)
            if log(v) + log(inverseAlpha) - log(a / (us * us) + b) <= bound { return Int(k) }
        }
    }
}
