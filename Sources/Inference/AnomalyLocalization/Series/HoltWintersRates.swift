/// How fast level, trend and season follow new values.
///
/// The additive Holt-Winters method (P. Winters, *Forecasting sales by exponentially weighted
/// moving averages*, 1960); residuals follow at the season's rate, as in J. Brutlag, *Aberrant
/// behavior detection in time series for network monitoring*, LISA 2000.
public struct HoltWintersRates: Hashable, Sendable, Codable {
    /// α, the weight of a new value in the level: 0 to 1.
    public var level: Double
    /// β, the weight of a new step in the trend: 0 to 1.
    public var trend: Double
    /// γ, the weight of a new value in its cycle's season and residual: 0 to 1.
    public var season: Double

    /// Rates that are given.
    public init(level: Double, trend: Double, season: Double) {
        self.level = level
        self.trend = trend
        self.season = season
    }

    /// Small ones, which give weight to history.
    public static let working = HoltWintersRates(level: 0.1, trend: 0.002, season: 0.1)

    /// Large ones, which forget soon.
    public static let shadow = HoltWintersRates(level: 0.4, trend: 0.01, season: 0.4)

    var areValid: Bool {
        (0...1).contains(level) && (0...1).contains(trend) && (0...1).contains(season)
    }
}
