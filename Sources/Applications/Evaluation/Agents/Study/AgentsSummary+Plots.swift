extension AgentsSummary {
    /// Drawings by file name: reliability, aggregation, the second specialist.
    public var plots: [String: String] {
        [
            "reliability.svg": reliabilityChart.svg, "aggregation.svg": aggregationChart.svg,
            "second-specialist.svg": secondSpecialistChart.svg,
        ]
    }

    private var reliabilityChart: Chart {
        let bins = reliability.bins.compactMap { bin -> Chart.Point? in
            guard let said = bin.meanProbability, let right = bin.right.share else { return nil }
            return Chart.Point(x: said, y: right)
        }
        return Chart(
            title: "Confidence and accuracy", xTitle: "confidence", yTitle: "share right",
            xAxis: .number,
            series: [
                Chart.Series(title: "diagnoses", points: bins),
                Chart.Series(
                    title: "ideal", points: [Chart.Point(x: 0, y: 0), Chart.Point(x: 1, y: 1)],
                    style: .dashed, colour: "#888"),
            ], xRange: 0...1, yRange: 0...1)
    }

    private var aggregationChart: Chart {
        Chart(
            title: "Specialist requests by failures in the last 15 minutes", xTitle: "failures",
            yTitle: "requests", xAxis: .number,
            series: [
                Chart.Series(
                    title: "diagnoses",
                    points: aggregation.map {
                        Chart.Point(x: Double($0.recent.lowerBound), y: $0.requests)
                    })
            ], yRange: 0...max(1, aggregation.map(\.requests).max() ?? 1))
    }

    private var secondSpecialistChart: Chart {
        let shares = second.periods.map { period in
            Chart.Point(
                x: Double(period.hour),
                y: Double(period.second) / Double(max(1, period.first + period.second)))
        }
        return Chart(
            title: "Lookups by the second specialist", xTitle: "hour", yTitle: "share",
            xAxis: .number, series: [Chart.Series(title: "share", points: shares)],
            xRange: 0...Double(max(1, settings.days * 24)), yRange: 0...1)
    }
}
