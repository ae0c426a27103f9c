import Foundation

extension ServiceEventsSummary {
    /// The figures for people.
    public func text(usesColour: Bool) -> String {
        let style = TextColumns(usesColour: usesColour)
        var text =
            style.bold("Generated delivery network: \(months.count) month(s) with faults") + "\n"
        text += monthLines(style).map { "  \($0)\n" }.joined()
        text += "\n" + style.bold("The same without any fault") + "\n"
        text +=
            "  \(quiet.days) days, \(quiet.events) events, "
            + "\(decimal(Double(quiet.entries) / Double(max(1, quiet.days)), 2)) a day among the first "
            + "\(settings.month.top)\n"
        text += "\n" + series.text(usesColour: usesColour)
        text += "\n" + style.bold("Leaf tables") + "\n"
        text += leaves.text.split(separator: "\n").map { "  \($0)\n" }.joined()
        return text
    }

    private func monthLines(_ style: TextColumns) -> [String] {
        let all = findings
        let causes = Dictionary(grouping: all, by: \.cause).sorted { $0.key < $1.key }
        let kinds = Dictionary(grouping: all, by: \.kind).sorted { $0.key < $1.key }
        let measurements = months.reduce(0) { $0 + $1.measurements }
        let seconds = months.reduce(0) { $0 + $1.seconds }
        let groupBins = months.reduce(0) { $0 + $1.groupBins }
        let anomalous = months.reduce(0) { $0 + $1.anomalous }
        let days = months.reduce(0) { $0 + $1.days }
        let entries = months.reduce(0) { $0 + $1.entries }
        var lines = [
            "\(measurements) measurements, \(decimal(seconds, 1)) CPU s, "
                + "\(decimal(100 * Double(anomalous) / Double(max(1, groupBins)), 2)) % of group-bins anomalous",
            Self.row(
                "",
                ["faults", "told", "top \(settings.month.top)", "localized", "by name", "delay h"]),
        ]
        for (name, group) in causes + kinds { lines.append(Self.row(name, cells(group))) }
        lines.append(Self.row("all", cells(all)))
        func verdict(_ isMet: Bool) -> String {
            isMet ? style.green("met") : style.red("missed")
        }
        lines += [
            "among the first \(settings.month.top): \(percent(topShare)), at least "
                + "\(percent(Self.topBar)) " + verdict(topShare >= Self.topBar),
            "localized to the true node: \(percent(localizedShare)), at least "
                + "\(percent(Self.localizedBar)) " + verdict(localizedShare >= Self.localizedBar),
            "false entries among the first \(settings.month.top): \(decimal(falseADay, 2)) a day, at most "
                + "\(decimal(Self.falseBar, 0)) " + verdict(falseADay <= Self.falseBar)
                + "; precision \(percent(1 - falseADay * Double(days) / Double(max(1, entries))))",
        ]
        return lines
    }

    private func cells(_ group: [DeliveryStudy.Finding]) -> [String] {
        let delays = group.compactMap(\.delay)
        return [
            "\(group.count)", "\(group.count { $0.rank != nil })",
            "\(group.count { ($0.rank ?? .max) <= settings.month.top })",
            "\(group.count(where: \.isLocalized))", "\(group.count(where: \.isExact))",
            delays.isEmpty
                ? "-" : decimal(Double(delays.reduce(0, +)) / Double(delays.count), 2),
        ]
    }

    private static func row(_ name: String, _ cells: [String]) -> String {
        TextColumns.left(name, 26) + cells.map { TextColumns.right($0, 11) }.joined()
    }

    private func decimal(_ value: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }

    private func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }
}
