extension FaultRatesSummary {
    /// Drawings by file name: true against inferred rates, and the two systems over time.
    public var plots: [String: String] {
        ["true-and-inferred.svg": syntheticChart.svg, "rising-systems.svg": risingChart.svg]
    }

    /// Figure 3 of the paper.
    private var syntheticChart: Chart {
        let truth = synthetic.instance.rates
        var series = [
            Chart.Series(
                title: "ideal",
                points: [Chart.Point(x: 0, y: 0), Chart.Point(x: 1, y: 1)],
                style: .dashed)
        ]
        for row in synthetic.rows where row.method.hasPrefix("exact") || row.method.contains("3") {
            series.append(
                Chart.Series(
                    title: row.method,
                    points: zip(truth, row.means).map { Chart.Point(x: $0, y: $1) },
                    style: .scattered))
        }
        return Chart(
            title: "True and inferred fault rates", xTitle: "true rate", yTitle: "inferred rate",
            xAxis: .number, series: series, yRange: 0...1)
    }

    /// Figure 4 of the paper.
    private var risingChart: Chart {
        func points(_ rates: [Double]) -> [Chart.Point?] {
            rates.enumerated().map { Chart.Point(x: Double($0), y: $1) }
        }
        var series = rising.truth.enumerated().map { place, rates in
            Chart.Series(
                title: "system \(place + 1), true", points: points(rates), style: .dashed)
        }
        for track in rising.tracks {
            for (place, means) in track.means.enumerated() {
                series.append(
                    Chart.Series(
                        title: "system \(place + 1), \(track.method)", points: points(means)))
            }
        }
        return Chart(
            title: "Two systems that rise together", xTitle: "block of 100,000 requests",
            yTitle: "rate", xAxis: .number, series: series)
    }
}
