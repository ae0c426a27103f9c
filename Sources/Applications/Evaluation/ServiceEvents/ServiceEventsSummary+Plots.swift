import Foundation

extension ServiceEventsSummary {
    /// Drawings by the names of their files.
    public var plots: [String: String] {
        var plots: [String: String] = [:]
        for drawing in series.drawings { plots[drawing.name + ".svg"] = drawing.chart.svg }
        plots["delivery-faults.svg"] = faults.svg
        return plots
    }

    /// Every fault by its users and how much slower they were: told in its place, told elsewhere, or not told.
    private var faults: Chart {
        func points(_ isShown: (DeliveryStudy.Finding) -> Bool) -> [Chart.Point?] {
            findings.filter(isShown).map { Chart.Point(x: log10(max(1, $0.users)), y: $0.shift) }
        }
        return Chart(
            title: "Faults of the generated months", xTitle: "users in a usual hour, log10",
            yTitle: "slower by (ms)", xAxis: .number,
            series: [
                Chart.Series(
                    title: "told as the group that failed", points: points(\.isLocalized),
                    style: .scattered, colour: "#2ca02c"),
                Chart.Series(
                    title: "told as another group",
                    points: points { $0.rank != nil && !$0.isLocalized }, style: .scattered,
                    colour: "#ff7f0e"),
                Chart.Series(
                    title: "not told", points: points { $0.rank == nil }, style: .scattered,
                    colour: "#d62728"),
            ])
    }
}
