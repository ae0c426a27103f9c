import AnomalyLocalization

/// Drawings as the paper's figures 3 and 4: a series with the forecasts of both methods.
enum SeriesDrawing {
    static func drawing(
        _ scenario: SeriesScenario, _ findings: [SeriesFinding]
    ) -> SeriesStudySummary.Drawing {
        // Three days before the disturbance, six after it.
        let shown = findings.filter {
            SeriesScenario.start - 72..<SeriesScenario.start + 216 ~= $0.index
        }
        func points(_ value: (SeriesFinding) -> Double?) -> [Chart.Point?] {
            shown.map { finding in
                value(finding).flatMap {
                    $0.isFinite ? Chart.Point(x: finding.time ?? 0, y: $0) : nil
                }
            }
        }
        let enhanced = shown.map { finding -> Chart.Point? in
            let outcome = finding.outcome
            guard outcome.forecast.isFinite, outcome.low <= outcome.high else { return nil }
            return Chart.Point(
                x: finding.time ?? 0, y: outcome.forecast, interval: outcome.low...outcome.high)
        }
        let name = scenario.rawValue.replacing(" ", with: "-")
        return SeriesStudySummary.Drawing(
            name: "series-\(name)",
            chart: Chart(
                title: "Classic and enhanced Holt-Winters: \(scenario.rawValue)",
                xTitle: "time (UTC)", yTitle: "RTT (ms)", xAxis: .time,
                series: [
                    Chart.Series(
                        title: "enhanced forecast and band", points: enhanced, style: .dashed),
                    Chart.Series(
                        title: "classic forecast", points: points { $0.classic?.forecast },
                        style: .dashed),
                    Chart.Series(title: "values", points: points { $0.value }, colour: "#555"),
                    Chart.Series(
                        title: "anomalous to the enhanced method",
                        points: points { $0.outcome.isAnomalous ? $0.value : nil },
                        style: .scattered, colour: "#9467bd"),
                    Chart.Series(
                        title: "anomalous to the classic method",
                        points: points { $0.classic?.isAnomalous == true ? $0.value - 1 : nil },
                        style: .scattered, colour: "#ff7f0e"),
                ]))
    }
}
