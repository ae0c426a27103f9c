import Foundation

extension Chart {
    private static let colours = [
        "#1f77b4", "#d62728", "#2ca02c", "#ff7f0e", "#9467bd", "#8c564b", "#e377c2", "#17becf",
    ]
    private static let frame = (left: 64.0, top: 36.0, width: 560.0, height: 320.0)

    /// The drawing as SVG 1.1.
    public var svg: String {
        let foot = Self.frame.top + Self.frame.height + 56
        let height = foot + 16 * Double(series.count)
        var out =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 690 \(Int(height))\" "
            + "font-family=\"sans-serif\" font-size=\"12\">\n"
            + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
        out += text(
            title, x: Self.frame.left + Self.frame.width / 2, y: 22, more: " font-size=\"15\"")
        for stretch in shaded { out += ground(stretch) }
        out += axes
        for (place, line) in series.enumerated() {
            let colour = line.colour ?? Self.colours[place % Self.colours.count]
            out += draw(line, colour)
            let y = foot + 16 * Double(place)
            out += rectangle(
                x: Self.frame.left, y: y - 9, width: 14, height: 9, more: "fill=\"\(colour)\"")
            out += text(line.title, x: Self.frame.left + 20, y: y, anchor: "start")
        }
        return out + "</svg>\n"
    }

    private func x(_ value: Double) -> Double {
        Self.frame.left + Self.frame.width * Self.share(value, of: xRange)
    }

    private func y(_ value: Double) -> Double {
        Self.frame.top + Self.frame.height * (1 - Self.share(value, of: yRange))
    }

    /// How far into the range a value lies; what lies outside is drawn at the edge.
    private static func share(_ value: Double, of range: ClosedRange<Double>) -> Double {
        let width = range.upperBound - range.lowerBound
        guard width > 0, value.isFinite else { return 0 }
        return min(1, max(0, (value - range.lowerBound) / width))
    }

    private func ground(_ stretch: ClosedRange<Double>) -> String {
        // A stretch of one moment is seen too.
        rectangle(
            x: x(stretch.lowerBound), y: Self.frame.top,
            width: max(2, x(stretch.upperBound) - x(stretch.lowerBound)), height: Self.frame.height,
            more: "fill=\"#d62728\" fill-opacity=\"0.12\"")
    }

    private var axes: String {
        var out = ""
        let right = Self.frame.left + Self.frame.width
        let bottom = Self.frame.top + Self.frame.height
        for value in Self.ticks(yRange, Self.roundSteps) {
            let y = decimal(y(value))
            out +=
                "<line x1=\"\(Self.frame.left)\" x2=\"\(right)\" y1=\"\(y)\" y2=\"\(y)\" "
                + "stroke=\"#ddd\"/>\n"
            out += text(
                String(format: "%.4g", value), x: Self.frame.left - 6, y: self.y(value) + 4,
                anchor: "end")
        }
        for value in Self.ticks(xRange, xAxis == .time ? Self.timeSteps : Self.roundSteps) {
            out += text(label(value), x: x(value), y: bottom + 18)
        }
        out += text(xTitle, x: Self.frame.left + Self.frame.width / 2, y: bottom + 36)
        let middle = Self.frame.top + Self.frame.height / 2
        return out
            + text(yTitle, x: 16, y: middle, more: " transform=\"rotate(-90 16 \(middle))\"")
    }

    private static let roundSteps = (-9...12).flatMap { power in
        [1.0, 2, 5].map { $0 * pow(10, Double(power)) }
    }
    private static let timeSteps: [Double] =
        [1, 5, 15, 30, 60, 300, 900, 1_800, 3_600, 10_800, 21_600, 43_200]
        + [1.0, 2, 7, 30, 90, 365, 3_650].map { $0 * 86_400 }

    /// Multiples of the smallest step by which there are at most six of them.
    private static func ticks(_ range: ClosedRange<Double>, _ steps: [Double]) -> [Double] {
        let (low, high) = (range.lowerBound, range.upperBound)
        guard let step = steps.first(where: { (high - low) / $0 <= 6 }) else { return [low, high] }
        let first = (low / step).rounded(.up) * step
        // Minus zero is zero.
        return stride(from: first, through: high, by: step).map { abs($0) < step / 2 ? 0 : $0 }
    }

    private func label(_ value: Double) -> String {
        guard xAxis == .time else { return String(format: "%.4g", value) }
        let width = xRange.upperBound - xRange.lowerBound
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat =
            width < 86_400 ? "HH:mm:ss" : width < 300 * 86_400 ? "MM-dd HH:mm" : "yyyy-MM-dd"
        return formatter.string(from: Date(timeIntervalSince1970: value))
    }

    private func draw(_ line: Series, _ colour: String) -> String {
        var out = ""
        for run in line.points.split(whereSeparator: { $0 == nil }).map({ $0.compactMap { $0 } }) {
            out += band(run, colour)
            if run.count > 1, line.style != .scattered {
                let path = run.map { "\(decimal(x($0.x))),\(decimal(y($0.y)))" }
                out +=
                    "<polyline points=\"\(path.joined(separator: " "))\" fill=\"none\" "
                    + "stroke=\"\(colour)\" stroke-width=\"1.5\""
                    + "\(line.style == .dashed ? " stroke-dasharray=\"5 4\"" : "")/>\n"
            }
            // Many marks hide the line.
            let isMarked = line.style == .scattered || (line.style == .line && run.count <= 100)
            guard isMarked else { continue }
            let more = line.style == .scattered ? " fill-opacity=\"0.5\"" : ""
            for point in run {
                out +=
                    "<circle cx=\"\(decimal(x(point.x)))\" cy=\"\(decimal(y(point.y)))\" "
                    + "r=\"2.5\" fill=\"\(colour)\"\(more)/>\n"
            }
        }
        return out
    }

    /// The intervals of neighbouring points as a band, or as a bar where one stands alone.
    private func band(_ run: [Point], _ colour: String) -> String {
        var out = ""
        for part in run.split(whereSeparator: { $0.interval == nil }) {
            let known = part.compactMap { point in
                point.interval.map { (x(point.x), y($0.lowerBound), y($0.upperBound)) }
            }
            guard let first = known.first else { continue }
            if known.count == 1 {
                out +=
                    "<line x1=\"\(decimal(first.0))\" x2=\"\(decimal(first.0))\" "
                    + "y1=\"\(decimal(first.1))\" y2=\"\(decimal(first.2))\" stroke=\"\(colour)\"/>\n"
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

    private func rectangle(
        x: Double, y: Double, width: Double, height: Double, more: String
    ) -> String {
        "<rect x=\"\(decimal(x))\" y=\"\(decimal(y))\" width=\"\(decimal(width))\" "
            + "height=\"\(decimal(height))\" \(more)/>\n"
    }

    private func text(
        _ content: String, x: Double, y: Double, anchor: String = "middle", more: String = ""
    ) -> String {
        let safe = content.replacingOccurrences(of: "&", with: "&amp;")
            .replacingOccurrences(of: "<", with: "&lt;").replacingOccurrences(of: ">", with: "&gt;")
        return "<text x=\"\(decimal(x))\" y=\"\(decimal(y))\" text-anchor=\"\(anchor)\"\(more)>"
            + "\(safe)</text>\n"
    }
}
