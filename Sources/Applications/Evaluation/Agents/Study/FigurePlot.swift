import Foundation

/// A drawing of lines and points over two axes, as SVG 1.1.
struct FigurePlot {
    /// Points that belong together.
    struct Series {
        let title: String
        let colour: String
        let points: [(x: Double, y: Double)]
        var isDashed = false
    }

    let title: String
    let xTitle: String
    let yTitle: String
    let xRange: ClosedRange<Double>
    let yRange: ClosedRange<Double>
    let series: [Series]

    private static let width = 560.0
    private static let height = 400.0
    private static let margin = (left: 70.0, right: 20.0, top: 40.0, bottom: 55.0)

    private func x(_ value: Double) -> String {
        let span = max(xRange.upperBound - xRange.lowerBound, 1e-12)
        let room = Self.width - Self.margin.left - Self.margin.right
        return String(
            format: "%.1f", Self.margin.left + room * (value - xRange.lowerBound) / span)
    }

    private func y(_ value: Double) -> String {
        let span = max(yRange.upperBound - yRange.lowerBound, 1e-12)
        let room = Self.height - Self.margin.top - Self.margin.bottom
        return String(
            format: "%.1f",
            Self.height - Self.margin.bottom - room * (value - yRange.lowerBound) / span)
    }

    private func text(
        _ content: String, x: String, y: String, anchor: String = "middle", more: String = ""
    ) -> String {
        let safe = content.replacingOccurrences(of: "&", with: "&amp;")
            .replacingOccurrences(of: "<", with: "&lt;")
        return "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\"\(more)>\(safe)</text>\n"
    }

    /// The drawing.
    var svg: String {
        var out =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Int(Self.width)) "
            + "\(Int(Self.height))\" font-family=\"sans-serif\" font-size=\"12\">\n"
            + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        out += text(title, x: "\(Self.width / 2)", y: "22", more: " font-size=\"15\"")
        for step in 0...5 {
            let share = Double(step) / 5
            let across = xRange.lowerBound + share * (xRange.upperBound - xRange.lowerBound)
            let up = yRange.lowerBound + share * (yRange.upperBound - yRange.lowerBound)
            out +=
                "<line x1=\"\(x(xRange.lowerBound))\" x2=\"\(x(xRange.upperBound))\" "
                + "y1=\"\(y(up))\" y2=\"\(y(up))\" stroke=\"#ddd\"/>\n"
            out += text(
                String(format: "%.3g", up), x: "\(Self.margin.left - 8)", y: y(up), anchor: "end")
            out += text(
                String(format: "%.3g", across), x: x(across),
                y: "\(Self.height - Self.margin.bottom + 18)")
        }
        out += text(xTitle, x: "\(Self.width / 2)", y: "\(Self.height - 14)")
        out += text(
            yTitle, x: "18", y: "\(Self.height / 2)",
            more: " transform=\"rotate(-90 18 \(Self.height / 2))\"")
        for (place, line) in series.enumerated() {
            let path = line.points.map { "\(x($0.x)),\(y($0.y))" }.joined(separator: " ")
            out +=
                "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(line.colour)\" "
                + "stroke-width=\"1.5\"\(line.isDashed ? " stroke-dasharray=\"5 4\"" : "")/>\n"
            if !line.isDashed {
                for point in line.points {
                    out +=
                        "<circle cx=\"\(x(point.x))\" cy=\"\(y(point.y))\" r=\"3\" "
                        + "fill=\"\(line.colour)\"/>\n"
                }
            }
            out += text(
                line.title, x: "\(Self.margin.left + 12)",
                y: "\(Self.margin.top + 14 + 16 * Double(place))", anchor: "start",
                more: " fill=\"\(line.colour)\"")
        }
        return out + "</svg>\n"
    }
}

extension AgentsSummary {
    /// Drawings by file name: reliability, aggregation, the second specialist.
    public var plots: [String: String] {
        let bins = reliability.bins.compactMap { bin -> (x: Double, y: Double)? in
            guard let said = bin.meanProbability, let right = bin.right.share else { return nil }
            return (said, right)
        }
        let most = max(1, aggregation.map(\.requests).max() ?? 1)
        let hours = Double(max(1, settings.days * 24))
        let shares = second.periods.map { period in
            (
                x: Double(period.hour),
                y: Double(period.second) / Double(max(1, period.first + period.second))
            )
        }
        return [
            "reliability.svg": FigurePlot(
                title: "Confidence and accuracy", xTitle: "confidence", yTitle: "share right",
                xRange: 0...1, yRange: 0...1,
                series: [
                    .init(title: "diagnoses", colour: "#1f77b4", points: bins),
                    .init(
                        title: "ideal", colour: "#888", points: [(0, 0), (1, 1)], isDashed: true),
                ]
            ).svg,
            "aggregation.svg": FigurePlot(
                title: "Specialist requests by failures in the last 15 minutes",
                xTitle: "failures", yTitle: "requests",
                xRange: 0...max(1, Double(aggregation.last?.recent.lowerBound ?? 1)),
                yRange: 0...most,
                series: [
                    .init(
                        title: "diagnoses", colour: "#d62728",
                        points: aggregation.map { (Double($0.recent.lowerBound), $0.requests) })
                ]
            ).svg,
            "second-specialist.svg": FigurePlot(
                title: "Lookups by the second specialist", xTitle: "hour", yTitle: "share",
                xRange: 0...hours, yRange: 0...1,
                series: [.init(title: "share", colour: "#2ca02c", points: shares)]
            ).svg,
        ]
    }
}
