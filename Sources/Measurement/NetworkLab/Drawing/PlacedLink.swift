/// A link at its place: lines with right angles between two nodes.
struct PlacedLink {
    /// The link.
    let link: Link
    /// The corners, from the left end's node to the right end's.
    let points: [DrawingPoint]
    /// Where its words are.
    let wording: Wording

    /// How the words lie around a link.
    enum Wording {
        /// The name above the line and the quality below it, around this point.
        case beside(DrawingPoint)
        /// Both on one line that begins here.
        case line(DrawingPoint)
    }

    static let labelSize = 11.0
    /// How far right of a trunk the words of a hanging host's link begin.
    static let labelInset = 10.0

    /// The words of a link on one line.
    static func line(_ link: Link) -> String {
        let words = link.quality.words
        return words.isEmpty ? link.name : "\(link.name) · \(words)"
    }

    /// The quality in at most two lines of similar length.
    static func qualityLines(_ quality: LinkQuality) -> [String] {
        let parts = quality.parts
        guard parts.count > 1 else { return parts }
        let half = (parts.count + 1) / 2
        return [
            parts.prefix(half).joined(separator: ", "),
            parts.dropFirst(half).joined(separator: ", "),
        ]
    }

    /// The width that the words beside a line take.
    static func labelWidth(_ link: Link) -> Double {
        ([link.name] + qualityLines(link.quality))
            .map { TextMeasure.width($0, size: labelSize) }.max() ?? 0
    }

    func draw(_ marks: [FaultMark], in document: inout SVGDocument) {
        let isBroken = marks.contains { $0.concerns(link) }
        document.open(
            "g", [("class", isBroken ? "link broken" : "link"), ("id", "link-\(link.name)")])
        document.text(
            "title",
            ([link.name]
                + link.ends.map { end in
                    "\(end.node) \(end.interface) "
                        + end.addresses.map(\.description).joined(separator: " ")
                }).joined(separator: "\n"))
        document.path("line", path)
        switch wording {
        case .line(let point): document.words(Self.line(link), "link-name", at: point)
        case .beside(let point):
            let shift = isBroken ? 5.0 : 0
            document.words(
                link.name, "link-name", at: DrawingPoint(x: point.x, y: point.y - 8 - shift),
                anchor: "middle")
            for (index, line) in Self.qualityLines(link.quality).enumerated() {
                document.words(
                    line, "quality",
                    at: DrawingPoint(x: point.x, y: point.y + 16 + shift + Double(index) * 13),
                    anchor: "middle")
            }
        }
        document.close("g")
    }

    /// The line with round corners.
    private var path: String {
        guard let first = points.first, let last = points.last else { return "" }
        var text = "M\(first.x.svg) \(first.y.svg)"
        for index in points.indices.dropFirst().dropLast() {
            let (before, corner, after) = (points[index - 1], points[index], points[index + 1])
            let start = Self.point(from: corner, towards: before)
            let end = Self.point(from: corner, towards: after)
            text +=
                "L\(start.x.svg) \(start.y.svg)Q\(corner.x.svg) \(corner.y.svg) "
                + "\(end.x.svg) \(end.y.svg)"
        }
        return text + "L\(last.x.svg) \(last.y.svg)"
    }

    /// The point so far from one towards another, or half the way if that is less.
    private static func point(
        from start: DrawingPoint, towards end: DrawingPoint, by distance: Double = 8
    ) -> DrawingPoint {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let length = (dx * dx + dy * dy).squareRoot()
        guard length > 0 else { return start }
        let share = min(distance, length / 2) / length
        return DrawingPoint(x: start.x + dx * share, y: start.y + dy * share)
    }

    /// Draws the numbers of what is broken on it: at the end that is broken, else in the middle.
    func drawMarks(_ marks: [FaultMark], in document: inout SVGDocument) {
        for (index, mark) in marks.filter({ $0.concerns(link) }).enumerated() {
            var point = middle
            if case .interface(let node, let interface) = mark.place {
                let isLeft = link.left.node == node && link.left.interface == interface
                let corners = isLeft ? points : points.reversed()
                if corners.count > 1 {
                    point = Self.point(from: corners[0], towards: corners[1], by: 13)
                }
            }
            point.x += Double(index) * 20
            mark.draw(at: point, in: &document)
        }
    }

    /// The middle of the line's words, or of its longest part.
    private var middle: DrawingPoint {
        if case .beside(let point) = wording { return point }
        guard points.count > 1 else { return points.first ?? DrawingPoint(x: 0, y: 0) }
        let (start, end) = (points[points.count - 2], points[points.count - 1])
        return DrawingPoint(x: (start.x + end.x) / 2, y: (start.y + end.y) / 2)
    }
}
