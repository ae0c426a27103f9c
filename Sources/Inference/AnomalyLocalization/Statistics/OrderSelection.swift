/// Exact quantiles by selection: no value is sorted that need not be.
///
/// C. A. R. Hoare, *Algorithm 65: Find*, 1961, with the median of three as pivot; expected time linear in the
/// values.
public enum OrderSelection {
    /// A quantile of values, which are put into another order.
    ///
    /// Between two values linearly (type 7 of Hyndman and Fan, 1996, as numpy and R): 0 is the least value,
    /// 0.5 the median, 1 the greatest. NaN where there are no values. None of them may be NaN.
    @inline(__always)
    public static func quantile(
        _ quantile: Double, of values: UnsafeMutableBufferPointer<Float>
    ) -> Double {
        let count = values.count
        guard count > 0 else { return .nan }
        let place = Double(count - 1) * min(1, max(0, quantile))
        let index = Int(place)
        let lower = Double(select(index, of: values))
        let share = place - Double(index)
        guard share > 0, index + 1 < count else { return lower }
        // What is behind the place is no less; the next in order is the least of it.
        var next = values[index + 1]
        for other in index + 2..<max(index + 2, count) { next = min(next, values[other]) }
        return lower + (Double(next) - lower) * share
    }

    /// The value that has this place in order, from 0; it moves there, nothing greater before it.
    public static func select(
        _ place: Int, of values: UnsafeMutableBufferPointer<Float>
    ) -> Float {
        var low = 0
        var high = values.count - 1
        while high - low > 12 {
            let pivot = medianOfThree(values[low], values[(low + high) >> 1], values[high])
            var left = low
            var right = high
            repeat {
                while values[left] < pivot { left += 1 }
                while pivot < values[right] { right -= 1 }
                if left <= right {
                    values.swapAt(left, right)
                    left += 1
                    right -= 1
                }
            } while left <= right
            if place <= right {
                high = right
            } else if place >= left {
                low = left
            } else {
                return values[place]
            }
        }
        if low < high {
            for index in low + 1...high {
                let value = values[index]
                var hole = index
                while hole > low, values[hole - 1] > value {
                    values[hole] = values[hole - 1]
                    hole -= 1
                }
                values[hole] = value
            }
        }
        return values[place]
    }

    @inline(__always)
    private static func medianOfThree(_ a: Float, _ b: Float, _ c: Float) -> Float {
        max(min(a, b), min(max(a, b), c))
    }
}
