import Evaluation
import Reasoning

extension ServiceEvent {
    /// The course of the event's series with its forecast and the band in which values usually lie; anomalous bins are
    /// shaded.
    ///
    /// - Parameters:
    ///   - bin: seconds of a bin.
    ///   - normal: how many usual deviations from the forecast are no anomaly.
    func chart(bin: Int, normal: Double) -> Chart {
        let forecast = course.map { point -> Chart.Point? in
            guard point.forecast.isFinite, point.usual.isFinite else { return nil }
            let center = Double(point.forecast)
            let half = normal * Double(point.usual)
            return Chart.Point(
                x: Double(point.time), y: center, interval: (center - half)...(center + half))
        }
        let actual = course.map { point -> Chart.Point? in
            point.actual.isFinite
                ? Chart.Point(x: Double(point.time), y: Double(point.actual)) : nil
        }
        let half = Double(bin) / 2
        let anomalous = course.filter(\.isAnomalous).map {
            (Double($0.time) - half)...(Double($0.time) + half)
        }
        return Chart(
            title: "\(identifier): \(name)", xTitle: "time (UTC)", yTitle: metric, xAxis: .time,
            series: [
                Chart.Series(title: "forecast and usual band", points: forecast, style: .dashed),
                Chart.Series(title: "measured", points: actual),
            ], shaded: anomalous)
    }
}
