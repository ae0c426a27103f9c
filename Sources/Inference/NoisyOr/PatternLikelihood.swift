#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ObservationPatterns {
    /// The log likelihood at given mean rates, and its derivative by each mean.
    ///
    /// One pass over the rows in time linear in the mentions. Logarithms are taken of products of
    /// many rows, before they leave the range of a double. The probability of a failure, 1 − q, is
    /// summed up as r₀ ⊕ r μ ⊕ …, with a ⊕ b = a + b (1 − a), so that nothing cancels where all
    /// rates are small.
    ///
    /// - Parameters:
    ///   - means: μ of each fault, in [0, 1].
    ///   - slopes: as many entries, overwritten with ∂ ln P / ∂μ.
    /// - Returns: Σ weight · ln P(outcome | μ) in nats; −∞ if an outcome is impossible.
    public func logLikelihood(means: [Double], slopes: inout [Double]) -> Double {
        precondition(means.count == faultCount && slopes.count == faultCount)
        for fault in slopes.indices { slopes[fault] = 0 }
        var sum = LogarithmicSum()
        let leak = leak
        means.withUnsafeBufferPointer { means in
            slopes.withUnsafeMutableBufferPointer { slopes in
                faults.withUnsafeBufferPointer { faults in
                    strengths.withUnsafeBufferPointer { strengths in
                        offsets.withUnsafeBufferPointer { offsets in
                            weights.withUnsafeBufferPointer { weights in
                                failed.withUnsafeBufferPointer { failed in
                                    for row in 0..<failed.count {
                                        let start = Int(offsets[row])
                                        let end = Int(offsets[row + 1])
                                        let row = Row(
                                            failed: failed[row], weight: weights[row], leak: leak)
                                        if end - start == 4 {
                                            row.visitFour(
                                                start, faults, strengths, means, slopes, &sum)
                                        } else {
                                            row.visit(
                                                start..<end, faults, strengths, means, slopes, &sum)
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return sum.total
    }
}

/// One row under way through the likelihood.
private struct Row {
    let failed: Bool
    let weight: Double
    let leak: Double

    /// A row of four mentions, in lanes.
    @inline(__always)
    func visitFour(
        _ start: Int, _ faults: UnsafeBufferPointer<Int32>,
        _ strengths: UnsafeBufferPointer<Float>, _ means: UnsafeBufferPointer<Double>,
        _ slopes: UnsafeMutableBufferPointer<Double>, _ sum: inout LogarithmicSum
    ) {
        let a = Int(faults[start])
        let b = Int(faults[start + 1])
        let c = Int(faults[start + 2])
        let d = Int(faults[start + 3])
        let r = SIMD4<Double>(
            Double(strengths[start]), Double(strengths[start + 1]), Double(strengths[start + 2]),
            Double(strengths[start + 3]))
        let u = r * SIMD4<Double>(means[a], means[b], means[c], means[d])
        let x = 1 - u
        var factor = -weight
        if failed {
            let first = u[0] + u[1] * x[0]
            let second = u[2] + u[3] * x[2]
            let any = first + second * (1 - first)
            let p = leak + any * (1 - leak)
            sum.add(p, weight)
            factor = weight * (1 - leak) * (x[0] * x[1]) * (x[2] * x[3]) / p
        } else {
            sum.add((1 - leak) * (x[0] * x[1]) * (x[2] * x[3]), weight)
        }
        let slope = (factor * r) / x
        slopes[a] += slope[0]
        slopes[b] += slope[1]
        slopes[c] += slope[2]
        slopes[d] += slope[3]
    }

    /// A row of any length.
    @inline(__always)
    func visit(
        _ range: Range<Int>, _ faults: UnsafeBufferPointer<Int32>,
        _ strengths: UnsafeBufferPointer<Float>, _ means: UnsafeBufferPointer<Double>,
        _ slopes: UnsafeMutableBufferPointer<Double>, _ sum: inout LogarithmicSum
    ) {
        var p = leak
        var q = 1 - leak
        for k in range {
            let u = Double(strengths[k]) * means[Int(faults[k])]
            p += u * (1 - p)
            q *= 1 - u
        }
        sum.add(failed ? p : q, weight)
        let factor = failed ? weight * q / p : -weight
        for k in range {
            let fault = Int(faults[k])
            let r = Double(strengths[k])
            slopes[fault] += factor * r / (1 - r * means[fault])
        }
    }
}

/// Σ weight · ln p, with one logarithm for many terms of weight 1.
struct LogarithmicSum {
    private var sum = 0.0
    private var product = 1.0

    /// Adds weight · ln p for p in [0, 1].
    @inline(__always)
    mutating func add(_ p: Double, _ weight: Double) {
        guard weight == 1, p > 1e-100 else {
            sum += weight * log(p)
            return
        }
        product *= p
        if product < 1e-200 {
            sum += log(product)
            product = 1
        }
    }

    /// The sum so far.
    var total: Double { sum + log(product) }
}
