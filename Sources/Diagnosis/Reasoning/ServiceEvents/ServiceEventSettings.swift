import AnomalyLocalization

/// What is watched and how.
public struct ServiceEventSettings: Sendable, Hashable {
    /// What the measurements are of, such as `rtt`; events name it.
    public var metric = "value"
    /// The length of a time bin, in seconds; bins begin at multiples of it since 1970.
    public var bin = 3_600
    /// What stands for a group in a bin.
    public var statistic = SummaryStatistic.median
    /// How late a measurement may come, in seconds: a bin is closed when one is seen that much behind its end.
    public var watermark = 300
    /// How abnormal values are found in the series of groups.
    public var series: HoltWintersSettings
    /// How groups are found that explain a bin, and which deviations are bad.
    public var localization: LocalizationSettings
    /// A group of fewer users in a bin makes no event; its series is followed all the same.
    public var minimumUsers = 3
    /// So many groups at most are followed, and as many combinations of attributes; the least active are forgotten beyond.
    public var groupLimit = 10_000_000
    /// So many users' values at most are kept of an open bin; beyond, the largest parts are counted in histograms.
    public var valueLimit = 32_000_000
    /// Up to so many users the statistic of a group is exact.
    public var exactLimit = 1_024
    /// So many bins before an event are kept of each group, to be shown with it.
    public var history = 24
    /// An event goes on over so many bins in which its group was fine or had too few users.
    public var patience = 1
    /// A measurement further ahead than so many bins is not believed until ``jumpConfirmation`` come in a row.
    public var jumpLimit = 2
    /// So many measurements in a row confirm that time went on without us.
    public var jumpConfirmation = 64

    /// The paper's: hourly bins, the season a day, medians, higher is worse.
    public init() {
        series = HoltWintersSettings(cycles: 24)
        localization = LocalizationSettings(direction: .up)
    }

    /// What the state depends on: a state is resumed under the same only.
    var fingerprint: String {
        "\(metric)|\(bin)|\(statistic)|\(watermark)|\(series)|\(localization)|\(minimumUsers)|"
            + "\(groupLimit)|\(valueLimit)|\(exactLimit)|\(history)|\(patience)|\(jumpLimit)|"
            + "\(jumpConfirmation)"
    }
}
