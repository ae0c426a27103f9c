#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Entropy in bits.
///
/// C. E. Shannon, A mathematical theory of communication, 1948, section 6.
enum Entropy {
    /// The entropy in bits of some weights divided by their total, times the total.
    static func bits(
        _ weights: UnsafeBufferPointer<Double>, _ start: Int, _ count: Int, total: Double
    ) -> Double {
        guard total > 0 else { return 0 }
        var sum = 0.0
        for index in start..<start &+ count {
            let weight = weights[index]
            if weight > 0 { sum -= weight * log2(weight / total) }
        }
        return sum
    }
}
