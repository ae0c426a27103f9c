/// Level and noise of the last values, by medians.
struct NoiseEstimate: Sendable, Codable {
    /// How many last values are kept.
    let memory: Int
    /// The last values, a ring; nan where one was not finite.
    private(set) var values: [Double] = []
    private var next = 0
    private var sinceEstimate = 0
    /// The median.
    private(set) var level = 0.0
    /// The standard deviation that the differences of neighbours tell, had they been normal.
    private(set) var noise = 0.0

    init(memory: Int) { self.memory = memory }

    /// Takes a value in; true where the estimate was made anew: soon at first, then now and then.
    mutating func add(_ value: Double) -> Bool {
        if values.count < memory {
            values.append(value)
        } else {
            values[next] = value
            next = (next + 1) % memory
        }
        sinceEstimate += 1
        guard sinceEstimate >= max(1, values.count / 8) else { return false }
        sinceEstimate = 0
        estimate()
        return true
    }

    /// The finite ones among values that came so long ago: 0 is the last.
    func finite(ago range: ClosedRange<Int>) -> [Double] {
        let from = max(range.lowerBound, 0)
        let to = min(range.upperBound, values.count - 1)
        guard from <= to else { return [] }
        return (from...to).map { value(ago: $0) }.filter { $0.isFinite }
    }

    /// A value that came so long ago, less than ``memory``; 0 is the last.
    func value(ago: Int) -> Double { values[(next + values.count - 1 - ago) % values.count] }

    private mutating func estimate() {
        let finite = finite(ago: 0...values.count - 1)
        guard !finite.isEmpty else { return }
        level = Self.median(finite)
        guard finite.count > 1 else { return }
        let steps = zip(finite.dropFirst(), finite).map { abs($0 - $1) }.sorted()
        // Of normal noise with deviation σ half of |x - y| lie below 0.954 σ and three quarters below 1.627 σ. The
        // half is nought in series of whole numbers that mostly stay where they are.
        let half = steps[(steps.count - 1) / 2]
        noise = half > 0 ? half / 0.954 : steps[3 * (steps.count - 1) / 4] / 1.627
    }

    static func median(_ values: [Double]) -> Double {
        if values.isEmpty { return .nan }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
