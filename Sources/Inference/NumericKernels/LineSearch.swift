/// A step length that satisfies the strong Wolfe conditions.
///
/// Nocedal and Wright, algorithms 3.5 (bracketing) and 3.6 (zoom), with c₁ = 10⁻⁴, c₂ = 0.9.
struct LineSearch {
    /// The point found.
    var point: [Double]
    /// The gradient there.
    var gradient: [Double]
    /// The value there.
    var value = 0.0

    init(count: Int) {
        point = [Double](repeating: 0, count: count)
        gradient = point
    }

    private struct Trial {
        var step: Double
        var value: Double
        var slope: Double
    }

    /// Searches along a direction of descent; false if no acceptable step was found.
    mutating func find(
        from start: [Double], value startValue: Double, gradient startGradient: [Double],
        along direction: [Double], firstStep: Double, evaluations: inout Int,
        _ function: (_ point: [Double], _ gradient: inout [Double]) -> Double
    ) -> Bool {
        let startSlope = dot(startGradient, direction)
        guard startSlope < 0 else { return false }

        func tried(_ step: Double, _ search: inout LineSearch) -> Trial {
            for i in start.indices { search.point[i] = start[i] + step * direction[i] }
            search.value = function(search.point, &search.gradient)
            evaluations += 1
            if !search.value.isFinite { search.value = .infinity }
            return Trial(
                step: step, value: search.value, slope: dot(search.gradient, direction))
        }
        func tooHigh(_ trial: Trial) -> Bool {
            !(trial.value <= startValue + 1e-4 * trial.step * startSlope)
        }
        func flat(_ trial: Trial) -> Bool { abs(trial.slope) <= -0.9 * startSlope }

        var low = Trial(step: 0, value: startValue, slope: startSlope)
        var high: Trial?
        var step = firstStep
        for attempt in 0..<30 {
            let trial = tried(step, &self)
            if tooHigh(trial) || (attempt > 0 && trial.value >= low.value) {
                high = trial
                break
            }
            if flat(trial) { return true }
            if trial.slope >= 0 {
                high = low
                low = trial
                break
            }
            low = trial
            step *= 2
        }
        guard var high else { return false }

        for _ in 0..<40 {
            let trial = tried(Self.minimizer(low, high), &self)
            if tooHigh(trial) || trial.value >= low.value {
                high = trial
            } else {
                if flat(trial) { return true }
                if trial.slope * (high.step - low.step) >= 0 { high = low }
                low = trial
            }
            if abs(high.step - low.step) <= 1e-14 * max(abs(high.step), abs(low.step)) { break }
        }
        guard low.step > 0 else { return false }
        // Rounding hides the curvature condition; a lower value is progress nevertheless.
        let trial = tried(low.step, &self)
        return trial.value < startValue
    }

    /// The minimiser of the cubic through both trials, kept off the ends (equation 3.59).
    private static func minimizer(_ low: Trial, _ high: Trial) -> Double {
        let width = high.step - low.step
        let middle = low.step + 0.5 * width
        guard high.value.isFinite, high.slope.isFinite else { return low.step + 0.1 * width }
        let d1 = low.slope + high.slope - 3 * (low.value - high.value) / (low.step - high.step)
        let square = d1 * d1 - low.slope * high.slope
        guard square >= 0 else { return middle }
        let d2 = (width < 0 ? -1.0 : 1.0) * square.squareRoot()
        let step =
            high.step - width * (high.slope + d2 - d1) / (high.slope - low.slope + 2 * d2)
        let fraction = (step - low.step) / width
        guard fraction.isFinite else { return middle }
        return low.step + width * fraction.clamped(to: 0.1...0.9)
    }
}
