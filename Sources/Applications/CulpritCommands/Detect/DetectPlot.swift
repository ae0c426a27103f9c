import AnomalyLocalization
import Evaluation

/// What a drawing of a series keeps: a few thousand values, thinned as more come, and all that stands out.
struct DetectPlot {
    private struct Kept {
        let x: Double
        let value: Double
        let outcome: SeasonalOutcome<Double>
        let classic: SeasonalOutcome<Double>?
    }

    /// More do not show in a drawing.
    private static let limit = 4_000

    private var kept: [Kept] = []
    private var anomalous: [Chart.Point] = []
    private var shifts: [Double] = []
    private var stride = 1
    private var seen = 0
    private var hasTimes = false
    /// Where indices are as yet unwritten: places of the last values, for shifts found later.
    private var places: [Double] = []

    mutating func add(_ finding: SeriesFinding) {
        let x = finding.time ?? Double(finding.index)
        hasTimes = finding.time != nil
        places.append(x)
        if places.count > 2 * Self.limit { places.removeFirst(Self.limit) }
        if let shift = finding.levelShift, shifts.count < Self.limit {
            let ago = finding.index - shift.index
            shifts.append(places[max(0, places.count - 1 - ago)])
        }
        if finding.outcome.isAnomalous, finding.value.isFinite, anomalous.count < Self.limit {
            anomalous.append(Chart.Point(x: x, y: finding.value))
        }
        defer { seen += 1 }
        guard seen.isMultiple(of: stride) else { return }
        kept.append(
            Kept(x: x, value: finding.value, outcome: finding.outcome, classic: finding.classic))
        guard kept.count > Self.limit else { return }
        kept = kept.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
        stride *= 2
    }

    func chart(title: String) -> Chart {
        var series = [
            Chart.Series(
                title: "forecast, with the band outside of which values are anomalous",
                points: kept.map { point(forecast: $0.outcome, $0.x) }, style: .dashed,
                colour: "#2ca02c")
        ]
        if kept.contains(where: { $0.classic != nil }) {
            series.append(
                Chart.Series(
                    title: "forecast of the classic method",
                    points: kept.map { kept in
                        kept.classic.flatMap {
                            $0.forecast.isFinite ? Chart.Point(x: kept.x, y: $0.forecast) : nil
                        }
                    }, style: .dashed, colour: "#ff7f0e"))
        }
        series.append(
            Chart.Series(
                title: "values" + (stride > 1 ? ", every \(stride)th" : ""),
                points: kept.map { $0.value.isFinite ? Chart.Point(x: $0.x, y: $0.value) : nil },
                colour: "#1f77b4"))
        if !anomalous.isEmpty {
            series.append(
                Chart.Series(
                    title: "anomalous values", points: anomalous, style: .scattered,
                    colour: "#d62728"))
        }
        return Chart(
            title: title, xTitle: hasTimes ? "time (UTC)" : "index", yTitle: "value",
            xAxis: hasTimes ? .time : .number, series: series,
            shaded: shifts.map { $0...$0 })
    }

    private func point(forecast: SeasonalOutcome<Double>, _ x: Double) -> Chart.Point? {
        guard forecast.forecast.isFinite, forecast.low <= forecast.high else { return nil }
        return Chart.Point(x: x, y: forecast.forecast, interval: forecast.low...forecast.high)
    }
}
