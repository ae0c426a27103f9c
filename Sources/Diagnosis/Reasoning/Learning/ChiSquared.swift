#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The χ² distribution.
enum ChiSquared {
    /// P(X ≥ `value`) with that many degrees of freedom: Q(k/2, x/2), the regularised upper incomplete gamma
    /// function.
    ///
    /// By its series below the mean and by its continued fraction above (M. Abramowitz and I. Stegun,
    /// Handbook of Mathematical Functions, 1964, 6.5.29 and 6.5.31; the fraction evaluated as by W. J.
    /// Lentz, 1976). The relative error is about 1e-13 until the result underflows.
    static func survival(_ value: Double, degreesOfFreedom: Int) -> Double {
        guard degreesOfFreedom > 0, value > 0 else { return 1 }
        let shape = Double(degreesOfFreedom) / 2
        let x = value / 2
        let front = exp(shape * log(x) - x - lgamma(shape))
        if x < shape + 1 {
            var term = 1 / shape
            var sum = term
            var next = shape
            while term > sum * 1e-17 {
                next += 1
                term *= x / next
                sum += term
            }
            return max(0, 1 - front * sum)
        }
        var b = x + 1 - shape
        var c = 1e300
        var d = 1 / b
        var fraction = d
        for step in 1...100_000 {
            let a = -Double(step) * (Double(step) - shape)
            b += 2
            d = 1 / (a * d + b)
            c = b + a / c
            let change = c * d
            fraction *= change
            if abs(change - 1) < 1e-15 { break }
        }
        return front * fraction
    }

    /// Which of several p-values are discoveries at a false discovery rate.
    ///
    /// Y. Benjamini and Y. Hochberg, Controlling the False Discovery Rate, 1995.
    static func discoveries(among values: [Double], rate: Double) -> [Bool] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        let last = order.indices.last { rank in
            values[order[rank]] <= rate * Double(rank + 1) / Double(values.count)
        }
        var found = [Bool](repeating: false, count: values.count)
        if let last { for rank in 0...last { found[order[rank]] = true } }
        return found
    }
}
