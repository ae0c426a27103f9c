import Foundation

/// A drawing of rates with their intervals over time or number, as SVG 1.1.
public struct RateChart: Sendable {
    /// A rate at some place.
    public struct Point: Sendable, Equatable {
        /// Seconds since 1970, or a number.
        public var x: Double
        /// The rate.
        public var mean: Double
        /// Where it lies with most of the probability; nil if that is not known.
        public var interval: ClosedRange<Double>?

        /// A point.
        public init(x: Double, mean: Double, interval: ClosedRange<Double>? = nil) {
            self.x = x
            self.mean = mean
            self.interval = interval
        }
    }

    /// The rate of one fault; the line breaks off where a point is missing.
    public struct Series: Sendable {
        /// What it is called.
        public var title: String
        /// The points from left to right.
        public var points: [Point?]
        /// Whether it is dashed and without marks, as a truth to compare with.
        public var isDashed: Bool
        /// Whether points are marked alone, without a line.
        public var isScattered: Bool

        /// A series.
        public init(
            title: String, points: [Point?], isDashed: Bool = false, isScattered: Bool = false
        ) {
            self.title = title
            self.points = points
            self.isDashed = isDashed
            self.isScattered = isScattered
        }
    }

    /// What stands below.
    public enum Axis: Sendable { case number, time }

    let title: String
    let xTitle: String
    let yTitle: String
    let xAxis: Axis
    let series: [Series]

    /// A drawing; the ranges of its axes are those of the points.
    public init(title: String, xTitle: String, yTitle: String, xAxis: Axis, series: [Series]) {
        self.title = title
        self.xTitle = xTitle
        self.yTitle = yTitle
        self.xAxis = xAxis
        self.series = series
    }

    private static let colours = [
        "#1f77b4", "#d62728", "#2ca02c", "#ff7f0e", "#9467bd", "#8c564b", "#e377c2", "#17becf",
    ]
    private static let frame = (left: 64.0, top: 36.0, width: 560.0, height: 320.0)

    /// The drawing.
    public var svg: String {
        let points = series.flatMap { $0.points.compactMap { $0 } }
        let (left, right) = Self.spread(points.map(\.x))
        let top = max(1e-6, points.map { max($0.mean, $0.interval?.upperBound ?? 0) }.max() ?? 1)
        let scale = Scale(left: left, right: right, top: min(1, top * 1.05))
        let height = Self.frame.top + Self.frame.height + 56 + 16 * Double(series.count)
        var out =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 650 \(Int(height))\" "
            + "font-family=\"sans-serif\" font-size=\"12\">\n"
            + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        out += text(title, x: 325, y: 22, more: " font-size=\"15\"")
        out += axes(scale)
        for (place, line) in series.enumerated() {
            let colour = Self.colours[place % Self.colours.count]
            out += draw(line, colour, scale)
            let y = Self.frame.top + Self.frame.height + 56 + 16 * Double(place)
            out +=
                "<rect x=\"\(Self.frame.left)\" y=\"\(y - 9)\" width=\"14\" height=\"9\" fill=\"\(colour)\"/>\n"
            out += text(line.title, x: Self.frame.left + 20, y: y, anchor: "start")
        }
        return out + "</svg>\n"
    }

    private struct Scale {
        let left: Double
        let right: Double
        let top: Double

        func x(_ value: Double) -> Double {
            RateChart.frame.left + RateChart.frame.width * (value - left) / (right - left)
        }
        func y(_ value: Double) -> Double {
            RateChart.frame.top + RateChart.frame.height * (1 - min(value, top) / top)
        }
    }

    /// The ends of the values; some room where there is one value only.
    private static func spread(_ values: [Double]) -> (Double, Double) {
        guard let low = values.min(), let high = values.max() else { return (0, 1) }
        return low < high ? (low, high) : (low - 0.5, high + 0.5)
    }

    private func axes(_ scale: Scale) -> String {
        var out = ""
        let right = Self.frame.left + Self.frame.width
        let bottom = Self.frame.top + Self.frame.height
        for rate in Self.ticks(0, scale.top, Self.roundSteps) {
            let y = scale.y(rate)
            out +=
                "<line x1=\"\(Self.frame.left)\" x2=\"\(right)\" y1=\"\(decimal(y))\" y2=\"\(decimal(y))\" "
                + "stroke=\"#ddd\"/>\n"
            out += text(
                String(format: "%.3g", rate), x: Self.frame.left - 6, y: y + 4, anchor: "end")
        }
        let steps = xAxis == .time ? Self.timeSteps : Self.roundSteps
        for across in Self.ticks(scale.left, scale.right, steps) {
            out += text(label(across, scale), x: scale.x(across), y: bottom + 18)
        }
        out += text(xTitle, x: Self.frame.left + Self.frame.width / 2, y: bottom + 36)
        return out
            + text(
                yTitle, x: 16, y: Self.frame.top + Self.frame.height / 2,
                more: " transform=\"rotate(-90 16 \(Self.frame.top + Self.frame.height / 2))\"")
    }

    private static let roundSteps = (-9...9).flatMap { power in
        [1.0, 2, 5].map { $0 * pow(10, Double(power)) }
    }
    private static let timeSteps: [Double] =
        [1, 5, 15, 30, 60, 300, 900, 1_800, 3_600, 10_800, 21_600, 43_200]
        + [1.0, 2, 7, 30, 90, 365, 3_650].map { $0 * 86_400 }

    /// Multiples of the smallest step by which there are at most six of them.
    private static func ticks(_ low: Double, _ high: Double, _ steps: [Double]) -> [Double] {
        guard let step = steps.first(where: { (high - low) / $0 <= 6 }) else { return [low, high] }
        return Array(stride(from: (low / step).rounded(.up) * step, through: high, by: step))
    }

    private func label(_ value: Double, _ scale: Scale) -> String {
        guard xAxis == .time else { return String(format: "%.4g", value) }
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat =
            scale.right - scale.left < 86_400
            ? "HH:mm:ss" : scale.right - scale.left < 300 * 86_400 ? "MM-dd HH:mm" : "yyyy-MM-dd"
        return formatter.string(from: Date(timeIntervalSince1970: value))
    }

    private func draw(_ line: Series, _ colour: String, _ scale: Scale) -> String {
        var out = ""
        for run in line.points.split(whereSeparator: { $0 == nil }).map({ $0.compactMap { $0 } }) {
            out += band(run, colour, scale)
            if run.count > 1, !line.isScattered {
                let path = run.map { "\(decimal(scale.x($0.x))),\(decimal(scale.y($0.mean)))" }
                out +=
                    "<polyline points=\"\(path.joined(separator: " "))\" fill=\"none\" stroke=\"\(colour)\" "
                    + "stroke-width=\"1.5\"\(line.isDashed ? " stroke-dasharray=\"5 4\"" : "")/>\n"
            }
            // Many marks hide the line.
            guard !line.isDashed, run.count <= 100 || line.isScattered else { continue }
            for point in run {
                out +=
                    "<circle cx=\"\(decimal(scale.x(point.x)))\" cy=\"\(decimal(scale.y(point.mean)))\" "
                    + "r=\"2.5\" fill=\"\(colour)\"\(line.isScattered ? " fill-opacity=\"0.5\"" : "")/>\n"
            }
        }
        return out
    }

    /// The intervals of neighbouring points as a band, or as a bar where one stands alone.
    private func band(_ run: [Point], _ colour: String, _ scale: Scale) -> String {
        var out = ""
        for part in run.split(whereSeparator: { $0.interval == nil }) {
            let known = part.compactMap { point in
                point.interval.map {
                    (scale.x(point.x), scale.y($0.lowerBound), scale.y($0.upperBound))
                }
            }
            guard let first = known.first else { continue }
            if known.count == 1 {
                out +=
                    "<line x1=\"\(decimal(first.0))\" x2=\"\(decimal(first.0))\" y1=\"\(decimal(first.1))\" "
                    + "y2=\"\(decimal(first.2))\" stroke=\"\(colour)\"/>\n"
                continue
            }
            let there = known.map { "\(decimal($0.0)),\(decimal($0.2))" }
            let back = known.reversed().map { "\(decimal($0.0)),\(decimal($0.1))" }
            out +=
                "<polygon points=\"\((there + back).joined(separator: " "))\" fill=\"\(colour)\" "
                + "fill-opacity=\"0.15\"/>\n"
        }
        return out
    }

    private func decimal(_ value: Double) -> String { String(format: "%.1f", value) }

    private func text(
        _ content: String, x: Double, y: Double, anchor: String = "middle", more: String = ""
    ) -> String {
        let safe = content.replacingOccurrences(of: "&", with: "&amp;")
            .replacingOccurrences(of: "<", with: "&lt;").replacingOccurrences(of: ">", with: "&gt;")
        return
            "<text x=\"\(decimal(x))\" y=\"\(decimal(y))\" text-anchor=\"\(anchor)\"\(more)>\(safe)</text>\n"
    }
}
