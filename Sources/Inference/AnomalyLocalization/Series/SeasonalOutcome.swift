/// What is said of one bin of a series: forecast, band, how abnormal the value is.
public struct SeasonalOutcome<Scalar: BinaryFloatingPoint & Sendable>: Sendable {
    /// How far the series was known when the value came.
    public enum Standing: UInt8, Sendable, Codable {
        /// The first season: there is no forecast yet, its numbers are nan.
        case gathering
        /// There is a forecast, whose usual error is still being learned: nothing is anomalous.
        case learning
        /// The value was judged.
        case judged
        /// There was no value, it was not finite, or of too few users: nothing was learned.
        case missing
    }

    /// y^, what was expected.
    public var forecast: Scalar
    /// The value from which on lower ones are anomalous.
    public var low: Scalar
    /// The value from which on higher ones are anomalous.
    public var high: Scalar
    /// The value less the forecast; nan without either.
    public var residual: Scalar
    /// A, the abnormal level from 0 to 5.
    public var level: UInt8
    /// How far the series was known.
    public var standing: Standing
    /// Whether the value is judged to be anomalous.
    public var isAnomalous: Bool
    /// Whether the shadow set took over with this value: a level shift is established.
    public var isTakeOver: Bool

    /// An outcome of its parts.
    @inlinable
    public init(
        forecast: Scalar, low: Scalar, high: Scalar, residual: Scalar, level: UInt8,
        standing: Standing, isAnomalous: Bool, isTakeOver: Bool
    ) {
        self.forecast = forecast
        self.low = low
        self.high = high
        self.residual = residual
        self.level = level
        self.standing = standing
        self.isAnomalous = isAnomalous
        self.isTakeOver = isTakeOver
    }

    /// Nothing is known.
    @inlinable
    public static func none(_ standing: Standing) -> SeasonalOutcome {
        SeasonalOutcome(
            forecast: .nan, low: .nan, high: .nan, residual: .nan, level: 0, standing: standing,
            isAnomalous: false, isTakeOver: false)
    }
}
