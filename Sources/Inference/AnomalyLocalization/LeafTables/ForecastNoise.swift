#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The distribution of the deviations of normal leaves, estimated from a table in which some are not.
///
/// A leaf of size m (the larger of actual and forecast) deviates by `centre` with variance
/// relative² + counting / m: forecasts are off by a share of the value, and counts scatter as counts do.
struct ForecastNoise {
    /// The deviation of most leaves, where all forecasts are off by a share.
    var centre: Double
    /// The scatter of large leaves.
    var relative: Double
    /// The variance of a count over its mean; 0 for measures that are no counts.
    var counting: Double
    /// The reciprocal of the degrees of freedom of the tails (Student); 0 for a normal distribution.
    var tail: Double
    /// The share of leaves that are off by anything, for no reason that can be named.
    var outliers: Double

    /// The smallest size that leaves commonly have: what they are rounded to, if they are.
    var unit: Double
    /// The size of the leaf in the middle.
    var typicalSize: Double

    /// The variance of a leaf of this size.
    @inline(__always)
    func variance(size: Double) -> Double { relative * relative + counting / size }

    /// The variance of a deviation that rounding to the unit brings about.
    @inline(__always)
    func rounding(size: Double) -> Double { unit * unit / (12 * size * size) }

    /// Whether a search with the other would hardly differ.
    func isClose(to other: ForecastNoise) -> Bool {
        centre == other.centre && abs(tail - other.tail) < 0.01
            && abs(log(variance(size: typicalSize) / other.variance(size: typicalSize))) < 0.04
            && abs(log(variance(size: unit) / other.variance(size: unit))) < 0.04
    }
}
