import Reasoning
import Records

/// What stands above and below the table of events.
struct EventsSummary {
    let monitor: ServiceEventMonitor
    let reading: MeasurementSummary
    /// Events of the table.
    let told: Int
    /// Events there were.
    let count: Int

    /// What the answer is of.
    var headline: String {
        let events = count == 1 ? "1 event" : "\(Figures.count(Double(count))) events"
        var text =
            "\(monitor.settings.metric) · \(events) in \(Figures.count(Double(monitor.counts.bins))) bins of "
            + EventsText.duration(Int64(monitor.settings.bin))
        if told < count { text += " · the \(told) most severe (--top)" }
        return text
    }

    /// What was read, and what of it did not count.
    var lines: [String] {
        var lines = [
            "\(Figures.count(Double(reading.lines))) lines: "
                + "\(Figures.count(Double(reading.measurements))) measurements, "
                + "\(Figures.count(Double(monitor.groupCount))) groups, "
                + "\(Figures.count(Double(monitor.seriesCount))) of them followed"
        ]
        if monitor.seriesCount > 0, monitor.isLearning {
            lines.append(
                "nothing was judged yet: the first two seasons of a series are needed to learn what is usual"
            )
        }
        return lines + RejectedLines.told(reading.rejected)
    }
}

/// What was lost, and what may surprise.
struct EventsWarnings {
    let monitor: ServiceEventMonitor
    let reading: MeasurementSummary
    /// Whether the answer says already which lines were not counted.
    let isTold: Bool

    var lines: [String] {
        let counts = monitor.counts
        var lines = isTold ? [] : RejectedLines.told(reading.rejected)
        lines += reading.fileErrors.map { "\($0)" }
        func add(_ count: Int, _ text: String) {
            if count > 0 { lines.append("\(Figures.count(Double(count))) \(text)") }
        }
        add(
            counts.late,
            "measurements came more than --watermark after their bin was over and were left out")
        add(
            counts.ahead,
            "measurements were far ahead of the others in time and were not believed")
        add(counts.jumps, "times the clock of the measurements jumped ahead")
        add(counts.notFinite, "values were no finite numbers")
        add(
            counts.forgottenGroups,
            "groups were forgotten, the least active ones, to stay within --groups")
        add(counts.refused, "measurements were left out: more groups a bin than --groups")
        add(
            reading.failedLookups, "look-ups of addresses failed: a database is damaged")
        for (name, count) in zip(monitor.hierarchy.attributes, reading.beyondLimit) {
            add(count, "measurements had one more value of '\(name)' than can be told apart")
        }
        for (file, attributes) in reading.missing.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "\(file) says nothing of \(attributes.joined(separator: ", ")): no group is made of them"
            )
        }
        return lines
    }
}
