import NumericKernels

/// One pass of algorithm 1 over the rows, four faults at a time.
struct StochasticKernel {
    /// α₀, β₀, α₀ + β₀ and 1 / fan-out of each fault and of the empty lane.
    private let constants: [SIMD4<Float>]
    /// The prior, if all faults share it, and 1 / fan-out.
    private let shared: SIMD4<Float>?
    private let inverseFanOuts: [Float]
    /// The weight of each row; none if all count once.
    private let weights: [Float]
    private let leak: Float
    private let step: StochasticStep

    init(
        _ patterns: ObservationPatterns, _ priors: FaultPriors,
        _ configuration: StochasticAscent.Configuration
    ) {
        var fanOuts = [Double](repeating: 0, count: patterns.faultCount)
        fanOuts.withUnsafeMutableBufferPointer { fanOuts in
            patterns.faults.withUnsafeBufferPointer { faults in
                patterns.offsets.withUnsafeBufferPointer { offsets in
                    for row in patterns.weights.indices {
                        let weight = patterns.weights[row]
                        for k in Int(offsets[row])..<Int(offsets[row + 1]) {
                            fanOuts[Int(faults[k])] += weight
                        }
                    }
                }
            }
        }
        let inverses = fanOuts.map { $0 > 0 ? Float(1 / $0) : 0 } + [0]
        func constant(_ prior: BetaDistribution, _ inverse: Float) -> SIMD4<Float> {
            SIMD4(Float(prior.alpha), Float(prior.beta), Float(prior.alpha + prior.beta), inverse)
        }
        if priors.distinct.count == 1 {
            shared = constant(priors.distinct[0], 0)
            constants = []
        } else {
            shared = nil
            constants =
                (0..<patterns.faultCount).map { constant(priors[$0], inverses[$0]) } + [
                    SIMD4(1, 1, 2, 0)
                ]
        }
        inverseFanOuts = inverses
        weights = patterns.weights.allSatisfy { $0 == 1 } ? [] : patterns.weights.map { Float($0) }
        leak = Float(patterns.leak)
        step = StochasticStep(step: configuration.step, momentum: configuration.momentum)
    }

    /// Visits every row once, in order.
    func pass(_ patterns: ObservationPatterns, _ states: inout [SIMD4<Float>]) {
        let empty = patterns.faultCount
        var step = step
        if let shared {
            step.alpha0 = SIMD4(repeating: shared[0])
            step.beta0 = SIMD4(repeating: shared[1])
            step.sum0 = SIMD4(repeating: shared[2])
        }
        withUnsafeMutablePointer(to: &step) { step in
            states.withUnsafeMutableBufferPointer { states in
                patterns.faults.withUnsafeBufferPointer { faults in
                    patterns.strengths.withUnsafeBufferPointer { strengths in
                        constants.withUnsafeBufferPointer { constants in
                            inverseFanOuts.withUnsafeBufferPointer { inverses in
                                let lanes = Lanes(
                                    states: states, faults: faults, strengths: strengths,
                                    constants: constants, inverses: inverses,
                                    isShared: shared != nil, leak: leak, step: step,
                                    empty: Int32(empty))
                                lanes.visitAll(patterns, weights: weights)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The arithmetic of one row.
private struct Lanes {
    let states: UnsafeMutableBufferPointer<SIMD4<Float>>
    let faults: UnsafeBufferPointer<Int32>
    let strengths: UnsafeBufferPointer<Float>
    let constants: UnsafeBufferPointer<SIMD4<Float>>
    let inverses: UnsafeBufferPointer<Float>
    let isShared: Bool
    let leak: Float
    let step: UnsafeMutablePointer<StochasticStep>
    let empty: Int32

    func visitAll(_ patterns: ObservationPatterns, weights: [Float]) {
        patterns.offsets.withUnsafeBufferPointer { offsets in
            patterns.failed.withUnsafeBufferPointer { failed in
                weights.withUnsafeBufferPointer { weights in
                    for row in 0..<failed.count {
                        visit(
                            Int(offsets[row]), Int(offsets[row + 1]), failed: failed[row],
                            weight: weights.isEmpty ? 1 : weights[row])
                    }
                }
            }
        }
    }

    /// Four faults brought into lanes.
    struct Four {
        var a: Int
        var b: Int
        var c: Int
        var d: Int
        var r: SIMD4<Float>
    }

    @inline(__always)
    func visit(_ start: Int, _ end: Int, failed: Bool, weight: Float) {
        if end - start == 4 {
            let four = Four(
                a: Int(faults[start]), b: Int(faults[start + 1]), c: Int(faults[start + 2]),
                d: Int(faults[start + 3]),
                r: SIMD4(
                    strengths[start], strengths[start + 1], strengths[start + 2],
                    strengths[start + 3]))
            // A success's slope is the same whatever its probability.
            var factor = -weight
            if failed { factor = failureFactor(failureProbability(four, leak), weight) }
            update(four, factor, weight)
            return
        }
        var factor = -weight
        if failed {
            var p = leak
            for k in stride(from: start, to: end, by: 4) {
                p = failureProbability(gather(k, end), p)
            }
            factor = failureFactor(p, weight)
        }
        for k in stride(from: start, to: end, by: 4) { update(gather(k, end), factor, weight) }
    }

    @inline(__always)
    func gather(_ start: Int, _ end: Int) -> Four {
        @inline(__always)
        func fault(_ k: Int) -> Int { Int(start + k < end ? faults[start + k] : empty) }
        @inline(__always)
        func strength(_ k: Int) -> Float { start + k < end ? strengths[start + k] : 0 }
        return Four(
            a: fault(0), b: fault(1), c: fault(2), d: fault(3),
            r: SIMD4(strength(0), strength(1), strength(2), strength(3)))
    }

    /// q / (1 − q) of a failure, times its weight.
    @inline(__always)
    func failureFactor(_ p: Float, _ weight: Float) -> Float {
        weight * (1 - p) / max(p, .leastNormalMagnitude)
    }

    /// 1 − (1 − p) ∏ (1 − r μ), without cancellation.
    @inline(__always)
    func failureProbability(_ four: Four, _ p: Float) -> Float {
        let a = states[four.a]
        let b = states[four.b]
        let c = states[four.c]
        let d = states[four.d]
        let alpha = SIMD4(a[0], b[0], c[0], d[0])
        let u = four.r * (alpha / (alpha + SIMD4(a[1], b[1], c[1], d[1])))
        let first = u[0] + u[1] * (1 - u[0])
        let second = u[2] + u[3] * (1 - u[2])
        let any = first + second * (1 - first)
        return any + p * (1 - any)
    }

    /// Moves four faults along their smoothed gradients.
    @inline(__always)
    func update(_ four: Four, _ factor: Float, _ weight: Float) {
        let a = states[four.a]
        let b = states[four.b]
        let c = states[four.c]
        let d = states[four.d]
        let inverse: SIMD4<Float>
        if isShared {
            inverse = SIMD4(inverses[four.a], inverses[four.b], inverses[four.c], inverses[four.d])
        } else {
            let ka = constants[four.a]
            let kb = constants[four.b]
            let kc = constants[four.c]
            let kd = constants[four.d]
            step.pointee.alpha0 = SIMD4(ka[0], kb[0], kc[0], kd[0])
            step.pointee.beta0 = SIMD4(ka[1], kb[1], kc[1], kd[1])
            step.pointee.sum0 = SIMD4(ka[2], kb[2], kc[2], kd[2])
            inverse = SIMD4(ka[3], kb[3], kc[3], kd[3])
        }
        step.pointee.factor = factor
        step.pointee.weight = weight
        let moved = StochasticStep.taken(
            SIMD4(a[0], b[0], c[0], d[0]), SIMD4(a[1], b[1], c[1], d[1]),
            SIMD4(a[2], b[2], c[2], d[2]), SIMD4(a[3], b[3], c[3], d[3]),
            four.r, inverse, step)
        states[four.a] = SIMD4(moved.alpha[0], moved.beta[0], moved.y[0], moved.z[0])
        states[four.b] = SIMD4(moved.alpha[1], moved.beta[1], moved.y[1], moved.z[1])
        states[four.c] = SIMD4(moved.alpha[2], moved.beta[2], moved.y[2], moved.z[2])
        states[four.d] = SIMD4(moved.alpha[3], moved.beta[3], moved.y[3], moved.z[3])
    }
}
