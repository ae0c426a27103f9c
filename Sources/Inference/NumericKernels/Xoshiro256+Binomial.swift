#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Xoshiro256 {
    /// How many of `trials` independent trials succeed, each with a probability.
    ///
    /// Few expected successes: geometric gaps between them. Many: transformed rejection (W.
    /// Hörmann, *The generation of binomial random variates*, 1993, BTRS).
    public mutating func binomial(trials: Int, probability: Double) -> Int {
        guard trials > 0, probability > 0 else { return 0 }
        guard probability < 1 else { return trials }
        if probability > 0.5 {
            return trials - binomial(trials: trials, probability: 1 - probability)
        }
        let n = Double(trials)
        if n * probability < 10 {
            let logFailure = log1p(-probability)
            var count = 0
            var position = 0.0
            while true {
                position += (log(positiveUniform()) / logFailure).rounded(.down) + 1
                if position > n { return count }
                count += 1
            }
        }
        let deviation = (n * probability * (1 - probability)).squareRoot()
        let b = 1.15 + 2.53 * deviation
        let a = -0.0873 + 0.0248 * b + 0.01 * probability
        let c = n * probability + 0.5
        let vr = 0.92 - 4.2 / b
        let alpha = (2.83 + 5.1 / b) * deviation
        let odds = log(probability / (1 - probability))
        let mode = ((n + 1) * probability).rounded(.down)
        let top = logGamma(mode + 1) + logGamma(n - mode + 1)
        while true {
            let u = uniform() - 0.5
            let v = positiveUniform()
            let us = 0.5 - abs(u)
            let k = ((2 * a / us + b) * u + c).rounded(.down)
            if us >= 0.07 && v <= vr { return Int(k) }
            if k < 0 || k > n { continue }
            let bound = top - logGamma(k + 1) - logGamma(n - k + 1) + (k - mode) * odds
            if log(v * alpha / (a / (us * us) + b)) <= bound { return Int(k) }
        }
    }
}
