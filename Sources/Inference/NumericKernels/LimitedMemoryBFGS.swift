/// L-BFGS: minimises a smooth function of many variables from its values and gradients.
///
/// J. Nocedal and S. Wright, *Numerical Optimization*, 2nd edition, 2006: two-loop recursion
/// (algorithm 7.4), line search for the strong Wolfe conditions (algorithms 3.5 and 3.6) with
/// cubic interpolation. Memory is 2 × `history` vectors.
public struct LimitedMemoryBFGS: Sendable {
    /// How many pairs of steps and gradient changes are kept.
    public var history = 10
    /// The search ends when no component of the gradient exceeds this.
    public var gradientTolerance = 1e-6
    /// The search ends when a step gains less than this part of the value's size.
    public var relativeTolerance = 1e-14
    /// The most steps.
    public var iterationLimit = 10_000

    /// The defaults: 10 pairs, gradient 10⁻⁶, relative gain 10⁻¹⁴.
    public init() {}

    /// Where a search ended.
    public struct Result: Sendable {
        /// The best point found.
        public var point: [Double]
        /// The value there.
        public var value: Double
        /// The largest component of the gradient there.
        public var largestGradient: Double
        /// Steps taken.
        public var iterations: Int
        /// Times that the function was evaluated.
        public var evaluations: Int
        /// Whether a tolerance was met, rather than a limit or a failed line search.
        public var converged: Bool
    }

    /// The minimum that is reached from `start`.
    ///
    /// - Parameter function: fills in the gradient at a point and returns the value. A value that
    ///   is not finite counts as too large, so that steps out of the domain are taken back.
    public func minimize(
        from start: [Double],
        _ function: (_ point: [Double], _ gradient: inout [Double]) -> Double
    ) -> Result {
        let count = start.count
        var point = start
        var gradient = [Double](repeating: 0, count: count)
        var value = function(point, &gradient)
        var search = LineSearch(count: count)
        var memory = CurvatureMemory(limit: history)
        var evaluations = 1
        for iteration in 0..<iterationLimit {
            let largest = gradient.reduce(0) { max($0, abs($1)) }
            func result(_ converged: Bool) -> Result {
                Result(
                    point: point, value: value, largestGradient: largest, iterations: iteration,
                    evaluations: evaluations, converged: converged)
            }
            if largest <= gradientTolerance { return result(true) }
            var direction = memory.descent(against: gradient)
            if dot(direction, gradient) >= 0 {
                memory = CurvatureMemory(limit: history)
                direction = gradient.map { -$0 }
            }
            let first = memory.isEmpty ? min(1, 1 / norm(gradient)) : 1
            let before = value
            guard
                search.find(
                    from: point, value: value, gradient: gradient, along: direction,
                    firstStep: first, evaluations: &evaluations, function)
            else {
                if memory.isEmpty { return result(false) }
                memory = CurvatureMemory(limit: history)
                continue
            }
            memory.add(from: point, to: search.point, before: gradient, after: search.gradient)
            swap(&point, &search.point)
            swap(&gradient, &search.gradient)
            value = search.value
            if before - value <= relativeTolerance * max(abs(before), abs(value), 1) {
                return Result(
                    point: point, value: value,
                    largestGradient: gradient.reduce(0) { max($0, abs($1)) },
                    iterations: iteration + 1, evaluations: evaluations, converged: true)
            }
        }
        return Result(
            point: point, value: value, largestGradient: gradient.reduce(0) { max($0, abs($1)) },
            iterations: iterationLimit, evaluations: evaluations, converged: false)
    }
}

/// The inner product of two vectors of one length.
func dot(_ first: [Double], _ second: [Double]) -> Double {
    var sum = 0.0
    for i in 0..<first.count { sum += first[i] * second[i] }
    return sum
}

/// The Euclidean length of a vector.
func norm(_ vector: [Double]) -> Double { dot(vector, vector).squareRoot() }
