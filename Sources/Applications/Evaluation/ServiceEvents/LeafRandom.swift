import NumericKernels

extension Xoshiro256 {
    /// A number uniform in a range.
    mutating func uniform(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
    }

    /// A whole number uniform in a range.
    mutating func index(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + index(below: range.count)
    }

    /// So many different numbers below a bound, ascending, all sets alike.
    mutating func choose(_ count: Int, of bound: Int) -> [Int] {
        var all = Array(0..<bound)
        for position in 0..<count {
            all.swapAt(position, position + index(below: bound - position))
        }
        return all.prefix(count).sorted()
    }
}
