import AgentRoles
import AnomalyLocalization
import ArgumentParser
import Reasoning

/// The options of `culprit events` that say what is watched and what is an event.
struct EventsWatchingOptions: ParsableArguments {
    @Option(help: "What the measurements are of, such as rtt; events name it.")
    var metric: String?

    @Option(
        help: ArgumentHelp(
            "Which deviations are bad: "
                + EventDirection.allCases.map(\.rawValue).joined(separator: ", ") + ".",
            valueName: "way"))
    var direction = EventDirection.up.rawValue

    @Option(
        help: ArgumentHelp(
            "What stands for a group in a bin: median, mean, min, max or p95.", valueName: "word"))
    var statistic = SummaryStatistic.median.description

    @Option(help: ArgumentHelp("The length of a time bin: 5m, 1h.", valueName: "time"))
    var bin = "1h"

    @Option(
        help: ArgumentHelp("After what values repeat: day, week or none.", valueName: "season"))
    var season = "day"

    @Option(
        help: ArgumentHelp("How late measurements may come to be counted.", valueName: "time"))
    var watermark = "5m"

    @Option(
        help: ArgumentHelp(
            "The abnormal level from which on a value is anomalous, 1 to 5.", valueName: "number"))
    var level = 4

    @Option(
        help: ArgumentHelp(
            "A group of fewer users in a bin makes no event.", valueName: "number"))
    var minimumUsers = ServiceEventSettings().minimumUsers

    @Option(
        help: ArgumentHelp(
            "So many groups at most are followed; the least active are forgotten beyond.",
            valueName: "number"))
    var groups = ServiceEventSettings().groupLimit

    @Option(
        help: ArgumentHelp(
            "Read from this YAML file what groups there are and which lie in which.",
            valueName: "file"))
    var hierarchy: String?

    private static let day = 86_400
    private static let cycle = 3_600

    /// What groups there are.
    func groupHierarchy() throws -> GroupHierarchy {
        do {
            guard let hierarchy else { return try .contentDelivery() }
            return try GroupHierarchy(text: TextFile.read(hierarchy), file: hierarchy)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    /// What is watched and how.
    func settings() throws -> ServiceEventSettings {
        var settings = ServiceEventSettings()
        settings.metric = metric ?? settings.metric
        settings.bin = try seconds(bin, "--bin", 1...Self.day)
        guard Self.day.isMultiple(of: settings.bin) else {
            throw ValidationError("--bin must divide a day, which \(bin) does not")
        }
        settings.watermark = try seconds(watermark, "--watermark", 0...Self.day)
        guard let statistic = SummaryStatistic(statistic) else {
            throw ValidationError(
                "--statistic takes median, mean, min, max or a percentile such as p95, not "
                    + self.statistic)
        }
        settings.statistic = statistic
        guard let direction = EventDirection(rawValue: direction) else {
            throw ValidationError("--direction takes up, down or both, not \(self.direction)")
        }
        settings.localization.direction = direction
        settings.minimumUsers = minimumUsers
        settings.groupLimit = groups
        settings.series.anomalousLevel = level
        try setSeason(&settings)
        do {
            _ = try ServiceEventMonitor(hierarchy: groupHierarchy(), settings: settings)
        } catch {
            throw ValidationError("\(error)")
        }
        return settings
    }

    /// Cycles of an hour, or of a bin where that is longer; shorter bins are detected on the coarse model of hours, as in
    /// the paper.
    private func setSeason(_ settings: inout ServiceEventSettings) throws {
        guard let days = ["day": 1, "week": 7, "none": 0][season] else {
            throw ValidationError("--season takes day, week or none, not \(season)")
        }
        let cycle = max(settings.bin, Self.cycle.isMultiple(of: settings.bin) ? Self.cycle : 0)
        settings.series.cycles = max(1, days * Self.day / cycle)
        settings.series.binsPerCycle = days == 0 ? 1 : cycle / settings.bin
        if settings.series.cycles < 3 { settings.series.residualNeighbours = 0 }
    }

    private func seconds(
        _ text: String, _ option: String, _ range: ClosedRange<Int>
    ) throws -> Int {
        guard let time = Quantity.duration(text), range.contains(Int(time / .seconds(1))) else {
            throw ValidationError("\(option) takes a time such as 5m or 1h, up to 1d, not \(text)")
        }
        return Int(time / .seconds(1))
    }
}
