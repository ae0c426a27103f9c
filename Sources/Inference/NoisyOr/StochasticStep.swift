#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The step of four faults after one observation, and the constants that it takes.
///
/// It is a function of its own, never inlined: where lanes are put together from single numbers
/// and taken apart again in one function, the optimiser undoes them and computes each by itself,
/// at a third of the speed.
struct StochasticStep {
    /// ξ and η.
    let keep: SIMD4<Float>
    let step: Float
    /// 1 − ξ.
    let take: Float
    /// η and η² / 2 in every lane.
    let lanes: SIMD4<Float>
    let halfSquare: SIMD4<Float>
    /// The sum of squares of y and z below which two terms of exp(η y) are enough: |η y| < 1/256,
    /// where the third is below 10⁻⁸.
    let shortSquare: Float
    /// α₀, β₀ and their sum of the faults in the lanes.
    var alpha0 = SIMD4<Float>(repeating: 1)
    var beta0 = SIMD4<Float>(repeating: 1)
    var sum0 = SIMD4<Float>(repeating: 2)
    /// Of the observation: −1 or q / (1 − q), times its weight; and the weight.
    var factor: Float = 0
    var weight: Float = 1

    init(step: Double, momentum: Double) {
        keep = SIMD4(repeating: Float(momentum))
        take = Float(1 - momentum)
        self.step = Float(step)
        lanes = SIMD4(repeating: Float(step))
        halfSquare = SIMD4(repeating: Float(step * step / 2))
        shortSquare = Float(1 / (65_536 * step * step))
    }

    /// α, β, y and z of four faults after an observation that names them with strengths r.
    @inline(never)
    static func taken(
        _ alpha: SIMD4<Float>, _ beta: SIMD4<Float>, _ y: SIMD4<Float>, _ z: SIMD4<Float>,
        _ r: SIMD4<Float>, _ inverseFanOut: SIMD4<Float>,
        _ own: UnsafeMutablePointer<StochasticStep>
    ) -> (alpha: SIMD4<Float>, beta: SIMD4<Float>, y: SIMD4<Float>, z: SIMD4<Float>) {
        // Written for short chains of dependent operations: a popular fault is in row after row.
        let one = SIMD4<Float>(repeating: 1)
        let sum = alpha + beta
        let sum0 = own.pointee.sum0
        let alpha0 = own.pointee.alpha0
        let beta0 = own.pointee.beta0
        let ofSum = TrigammaExcess.value(one / (one + sum))
        let ofAlpha = TrigammaExcess.value(one / (one + alpha))
        let ofBeta = TrigammaExcess.value(one / (one + beta))
        let inverseSum = one / sum
        let mean = alpha * inverseSum
        let complement = beta * inverseSum
        let share = SIMD4(repeating: own.pointee.take * own.pointee.weight) * inverseFanOut
        let tilt = share * (sum0 * mean - alpha0)
        let forSum = share * (one - sum0 * inverseSum)
        let forAlpha = share * (one - alpha0 / alpha)
        let forBeta = share * (one - beta0 / beta)

        // 1 − r μ = (1 − r) + r (1 − μ), which stays above 0.
        let factor = SIMD4(repeating: own.pointee.take * own.pointee.factor)
        let pull = (factor * r) * (mean * complement) / ((one - r) + r * complement) - tilt
        let keep = own.pointee.keep
        let newY = ((keep * y + pull) - ofAlpha * forAlpha) + ofSum * (forSum * mean)
        let newZ = ((keep * z - pull) - ofBeta * forBeta) + ofSum * (forSum * complement)
        let squares = newY * newY + newZ * newZ
        if !(squares[0] + squares[1] + (squares[2] + squares[3]) < own.pointee.shortSquare) {
            let far = own.pointee.step
            return (cut(alpha, newY, far), cut(beta, newZ, far), newY, newZ)
        }
        return (own.pointee.moved(alpha, newY), own.pointee.moved(beta, newZ), newY, newZ)
    }

    /// x exp(η y) for |η y| below 1/256, to single precision.
    @inline(__always)
    private func moved(_ x: SIMD4<Float>, _ y: SIMD4<Float>) -> SIMD4<Float> {
        x + y * (x * lanes + y * (x * halfSquare))
    }

    /// x exp(η y) for steps of any length, which are cut to ±2; x stays where its square is finite.
    @inline(never)
    private static func cut(
        _ x: SIMD4<Float>, _ y: SIMD4<Float>, _ step: Float
    ) -> SIMD4<Float> {
        var result = x
        for lane in 0..<4 {
            let moved = x[lane] * exp(min(max(step * y[lane], -2), 2))
            result[lane] = min(max(moved, 1e-18), 1e18)
        }
        return result
    }
}
