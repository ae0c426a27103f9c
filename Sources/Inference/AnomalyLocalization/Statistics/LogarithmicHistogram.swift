/// Counts of values in bins of equal ratio, which can be added to each other.
///
/// The sum of the histograms of the parts is the histogram of the whole: quantiles of a parent group come from those
/// of its children exactly as if it had been counted itself, which no median of medians does. A bin holds
/// the single-precision numbers that agree in sign, exponent and the first 7 bits of the fraction, 128 bins an octave. A
/// quantile lies in its bin as its rank lies in the bin's count, off by at most ``relativeError`` of the value, and by far
/// less where a bin holds many; numbers below 1.2e-38 count as 0.
///
/// Memory: 4 bytes a bin between the least and the greatest value, 5 KB from 1 ms to 1 s in milliseconds. A bin counts
/// to 2³² − 1 and stays there.
public struct LogarithmicHistogram: Sendable, Equatable {
    /// The greatest error of a quantile, as a share of it: 2⁻⁷, the width of a bin.
    public static let relativeError = 0x1p-7

    /// The number of values.
    public private(set) var count = 0
    /// Their sum, from which the mean comes exactly.
    public private(set) var sum = 0.0
    /// The least value; infinity where there is none.
    public private(set) var minimum = Float.infinity
    /// The greatest value; minus infinity where there is none.
    public private(set) var maximum = -Float.infinity
    /// The number of the bin of the first count.
    private(set) var first = 0
    private(set) var counts: [UInt32] = []

    /// A histogram of nothing.
    public init() {}

    /// The histogram that was kept as its parts.
    ///
    /// - Returns: nil where they do not fit together.
    public init?(
        first: Int, counts: [UInt32], sum: Double, minimum: Float, maximum: Float
    ) {
        guard first >= 0, first + counts.count <= 1 << 16 else { return nil }
        self.first = first
        self.counts = counts
        self.sum = sum
        self.minimum = minimum
        self.maximum = maximum
        count = counts.reduce(0) { $0 + Int($1) }
    }

    /// The number of the first bin that is kept, and the counts from it on.
    public var parts: (first: Int, counts: [UInt32]) { (first, counts) }

    /// Counts a value; NaN and infinity are not counted.
    @inline(__always)
    public mutating func add(_ value: Float) {
        guard value.isFinite else { return }
        let bin = Self.bin(of: value)
        if bin < first || bin >= first + counts.count { reach(bin) }
        counts[bin - first] = saturated(counts[bin - first], 1)
        count += 1
        sum += Double(value)
        minimum = min(minimum, value)
        maximum = max(maximum, value)
    }

    /// Counts all that another one has counted.
    public mutating func add(_ other: LogarithmicHistogram) {
        guard !other.counts.isEmpty else { return }
        reach(other.first)
        reach(other.first + other.counts.count - 1)
        for place in other.counts.indices {
            let target = place + other.first - first
            counts[target] = saturated(counts[target], other.counts[place])
        }
        count += other.count
        sum += other.sum
        minimum = min(minimum, other.minimum)
        maximum = max(maximum, other.maximum)
    }

    /// Forgets all values and keeps the room.
    public mutating func removeAll() {
        for place in counts.indices { counts[place] = 0 }
        count = 0
        sum = 0
        minimum = .infinity
        maximum = -.infinity
    }

    /// A quantile, 0 the least and 1 the greatest value; NaN where there are no values.
    ///
    /// - Complexity: linear in the bins.
    public func quantile(_ quantile: Double) -> Double {
        guard count > 0 else { return .nan }
        let place = Double(count - 1) * min(1, max(0, quantile))
        let index = Int(place)
        let lower = value(at: index)
        let share = place - Double(index)
        guard share > 0, index + 1 < count else { return lower }
        return lower + (value(at: index + 1) - lower) * share
    }

    /// The statistic of all values; exact for least, greatest and mean.
    public func statistic(_ statistic: SummaryStatistic) -> Double {
        guard count > 0 else { return .nan }
        switch statistic {
        case .mean: return sum / Double(count)
        case .minimum: return Double(minimum)
        case .maximum: return Double(maximum)
        case .median: return quantile(0.5)
        case .percentile(let percent): return quantile(percent / 100)
        }
    }

    /// About the value at a place in order.
    private func value(at place: Int) -> Double {
        if place == 0 { return Double(minimum) }
        if place == count - 1 { return Double(maximum) }
        var before = 0
        for (offset, number) in counts.enumerated() {
            let behind = before + Int(number)
            if behind > place {
                let (low, high) = Self.ends(of: first + offset)
                let share = (Double(place - before) + 0.5) / Double(number)
                return min(Double(maximum), max(Double(minimum), low + (high - low) * share))
            }
            before = behind
        }
        return Double(maximum)
    }

    /// The bins in the order of numbers: the first 16 bits, turned so that they compare as numbers do.
    @inline(__always)
    static func bin(of value: Float) -> Int {
        let bits = value.bitPattern
        let isNegative = bits >> 31 != 0
        return Int((isNegative ? ~bits : bits | 0x8000_0000) >> 16)
    }

    /// The least and the greatest number of a bin.
    static func ends(of bin: Int) -> (low: Double, high: Double) {
        let isNegative = bin < 0x8000
        let upper = UInt32(bin) << 16
        let low = Float(bitPattern: isNegative ? ~upper : upper & 0x7fff_ffff)
        let high = Float(
            bitPattern: isNegative ? ~(upper | 0xffff) : (upper & 0x7fff_ffff) | 0xffff)
        guard abs(low) >= .leastNormalMagnitude || abs(high) >= .leastNormalMagnitude else {
            return (0, 0)
        }
        return (Double(low), Double(high))
    }

    @inline(__always)
    private func saturated(_ left: UInt32, _ right: UInt32) -> UInt32 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : sum
    }

    /// Makes room for a bin.
    @inline(never)
    private mutating func reach(_ bin: Int) {
        if counts.isEmpty {
            first = bin
            counts = [0]
            return
        }
        if bin < first {
            // Some more than asked for, so that room is made seldom.
            let start = max(0, min(bin, first - counts.count / 2))
            counts.insert(contentsOf: repeatElement(0, count: first - start), at: 0)
            first = start
        } else if bin >= first + counts.count {
            let end = min(1 << 16, max(bin + 1, first + counts.count * 3 / 2))
            counts.append(contentsOf: repeatElement(0, count: end - first - counts.count))
        }
    }
}
