extension FaultRatesSummary {
    /// Drawings by file name: true against inferred rates, and the two systems over time.
    public var plots: [String: String] {
        ["true-and-inferred.svg": syntheticChart.svg, "rising-systems.svg": risingChart.svg]
    }

    /// Figure 3 of the paper.
    private var syntheticChart: RateChart {
        let truth = synthetic.instance.rates
        var series = [
            RateChart.Series(
                title: "ideal",
                points: [RateChart.Point(x: 0, mean: 0), RateChart.Point(x: 1, mean: 1)],
                isDashed: true)
        ]
        for row in synthetic.rows where row.method.hasPrefix("exact") || row.method.contains("3") {
            series.append(
                RateChart.Series(
                    title: row.method,
                    points: zip(truth, row.means).map { RateChart.Point(x: $0, mean: $1) },
                    isScattered: true))
        }
        return RateChart(
            title: "True and inferred fault rates", xTitle: "true rate", yTitle: "inferred rate",
            xAxis: .number, series: series)
    }

    /// Figure 4 of the paper.
    private var risingChart: RateChart {
        func points(_ rates: [Double]) -> [RateChart.Point?] {
            rates.enumerated().map { RateChart.Point(x: Double($0), mean: $1) }
        }
        var series = rising.truth.enumerated().map { place, rates in
            RateChart.Series(
                title: "system \(place + 1), true", points: points(rates), isDashed: true)
        }
        for track in rising.tracks {
            for (place, means) in track.means.enumerated() {
                series.append(
                    RateChart.Series(
                        title: "system \(place + 1), \(track.method)", points: points(means)))
            }
        }
        return RateChart(
            title: "Two systems that rise together", xTitle: "block of 100,000 requests",
            yTitle: "rate", xAxis: .number, series: series)
    }
}
