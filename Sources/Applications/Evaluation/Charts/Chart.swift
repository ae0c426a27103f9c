/// A drawing of series with their intervals over time or number; `svg` draws it.
public struct Chart: Sendable {
    /// A value at some place.
    public struct Point: Sendable, Equatable {
        /// Seconds since 1970, or a number.
        public var x: Double
        /// The value.
        public var y: Double
        /// Where it lies, or was expected to lie, with most of the probability; nil if that is not known.
        public var interval: ClosedRange<Double>?

        /// A point.
        public init(x: Double, y: Double, interval: ClosedRange<Double>? = nil) {
            self.x = x
            self.y = y
            self.interval = interval
        }
    }

    /// How a series is drawn.
    public enum Style: Sendable {
        /// A line, with marks where there are few points.
        case line
        /// A dashed line without marks, as a truth to compare with.
        case dashed
        /// Marks alone.
        case scattered
    }

    /// Points that belong together; the line breaks off where a point is missing.
    public struct Series: Sendable {
        /// What it is called.
        public var title: String
        /// The points from left to right.
        public var points: [Point?]
        /// How it is drawn.
        public var style: Style
        /// Its colour as SVG writes it; nil for the next one of the palette.
        public var colour: String?

        /// A series.
        public init(
            title: String, points: [Point?], style: Style = .line, colour: String? = nil
        ) {
            self.title = title
            self.points = points
            self.style = style
            self.colour = colour
        }
    }

    /// What stands below.
    public enum Axis: Sendable { case number, time }

    let title: String
    let xTitle: String
    let yTitle: String
    let xAxis: Axis
    let series: [Series]
    let shaded: [ClosedRange<Double>]
    let xRange: ClosedRange<Double>
    let yRange: ClosedRange<Double>

    /// A drawing.
    ///
    /// - Parameters:
    ///   - shaded: stretches of the x axis behind which the ground is coloured.
    ///   - xRange: what the axis shows; without it, the points and stretches.
    ///   - yRange: what the axis shows; without it, the finite points and intervals, from 0 on unless they lie far from it.
    public init(
        title: String, xTitle: String, yTitle: String, xAxis: Axis, series: [Series],
        shaded: [ClosedRange<Double>] = [], xRange: ClosedRange<Double>? = nil,
        yRange: ClosedRange<Double>? = nil
    ) {
        self.title = title
        self.xTitle = xTitle
        self.yTitle = yTitle
        self.xAxis = xAxis
        self.series = series
        self.shaded = shaded
        let points = series.flatMap { $0.points.compactMap { $0 } }
        self.xRange =
            xRange
            ?? Self.room(points.map(\.x) + shaded.flatMap { [$0.lowerBound, $0.upperBound] })
        self.yRange =
            yRange
            ?? Self.heights(
                points.flatMap {
                    [$0.y, $0.interval?.lowerBound ?? $0.y, $0.interval?.upperBound ?? $0.y]
                })
    }

    /// The ends of the values; some room where there is one value only.
    private static func room(_ values: [Double]) -> ClosedRange<Double> {
        let finite = values.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else { return 0...1 }
        return low < high ? low...high : (low - 0.5)...(high + 0.5)
    }

    private static func heights(_ values: [Double]) -> ClosedRange<Double> {
        let range = room(values)
        let margin = 0.05 * (range.upperBound - range.lowerBound)
        let low =
            range.lowerBound >= 0 && range.lowerBound < 0.5 * range.upperBound
            ? 0 : range.lowerBound - margin
        return low...(range.upperBound + margin)
    }
}
