extension ServiceEventMonitor {
    /// The latest time that was believed, in microseconds since 1970; nil before the first measurement.
    public var latest: Int64? { clock }

    /// Whether too few bins were closed for any series to be judged.
    public var isLearning: Bool {
        Double(counts.bins) < settings.series.warmUpSeasons * Double(settings.series.binsPerSeason)
    }
}
