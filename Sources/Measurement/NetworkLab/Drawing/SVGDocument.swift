import Foundation

/// The text of an SVG document while it grows.
struct SVGDocument {
    private(set) var text = ""
    private var depth = 0

    private var indent: String { String(repeating: " ", count: depth) }

    /// Begins an element that has others within.
    mutating func open(_ name: String, _ attributes: [(String, String)] = []) {
        text += "\(indent)<\(name)\(Self.written(attributes))>\n"
        depth += 1
    }

    /// Ends an element.
    mutating func close(_ name: String) {
        depth -= 1
        text += "\(indent)</\(name)>\n"
    }

    /// An element without content.
    mutating func empty(_ name: String, _ attributes: [(String, String)]) {
        text += "\(indent)<\(name)\(Self.written(attributes))/>\n"
    }

    /// An element with text only.
    mutating func text(_ name: String, _ content: String, _ attributes: [(String, String)] = []) {
        text += "\(indent)<\(name)\(Self.written(attributes))>\(content.xmlEscaped)</\(name)>\n"
    }

    /// A style sheet, which must have neither `<` nor `&`.
    mutating func style(_ sheet: String) { text += "\(indent)<style>\n\(sheet)\(indent)</style>\n" }

    /// A line of words whose base line begins, or for other anchors lies, at a point.
    mutating func words(
        _ content: String, _ style: String, at point: DrawingPoint, anchor: String = "start"
    ) {
        var attributes = [("class", style), ("x", point.x.svg), ("y", point.y.svg)]
        if anchor != "start" { attributes.append(("text-anchor", anchor)) }
        text("text", content, attributes)
    }

    /// A rectangle with round corners.
    mutating func box(_ style: String, _ rectangle: DrawingRectangle, radius: Double) {
        empty(
            "rect",
            [
                ("class", style), ("x", rectangle.x.svg), ("y", rectangle.y.svg),
                ("width", rectangle.width.svg), ("height", rectangle.height.svg),
                ("rx", radius.svg),
            ])
    }

    /// A circle.
    mutating func circle(_ style: String, at center: DrawingPoint, radius: Double) {
        empty(
            "circle",
            [("class", style), ("cx", center.x.svg), ("cy", center.y.svg), ("r", radius.svg)])
    }

    /// A path in SVG's own notation.
    mutating func path(_ style: String, _ data: String) {
        empty("path", [("class", style), ("d", data)])
    }

    private static func written(_ attributes: [(String, String)]) -> String {
        attributes.map { " \($0)=\"\($1.xmlEscaped)\"" }.joined()
    }
}

/// A point of a drawing, in pixels from the upper left corner.
struct DrawingPoint: Equatable {
    var x: Double
    var y: Double
}

/// A rectangle of a drawing.
struct DrawingRectangle: Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    var right: Double { x + width }
    var bottom: Double { y + height }

    /// Whether two rectangles have more than an edge in common.
    func overlaps(_ other: DrawingRectangle) -> Bool {
        x < other.right && other.x < right && y < other.bottom && other.y < bottom
    }

    /// Whether the other lies within.
    func contains(_ other: DrawingRectangle) -> Bool {
        x <= other.x && other.right <= right && y <= other.y && other.bottom <= bottom
    }
}

extension Double {
    /// A coordinate with at most one decimal.
    var svg: String {
        let value = (self * 10).rounded() / 10 + 0
        return value == value.rounded()
            ? String(format: "%.0f", value) : String(format: "%.1f", value)
    }
}
