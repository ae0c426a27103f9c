/// A node at its place.
struct PlacedNode {
    /// What is drawn.
    let shape: NodeShape
    /// The circle's square, or the box.
    let frame: DrawingRectangle
    /// The box of what runs on a router.
    let serviceFrame: DrawingRectangle?
    /// The node under which it hangs, if it does.
    let parent: String?

    /// The height at which links come in.
    var port: Double { frame.y + (shape.isRouter ? NodeShape.radius : NodeShape.portHeight) }

    /// All that it covers, its name included.
    var frames: [DrawingRectangle] {
        guard shape.isRouter else { return [frame] }
        let width = shape.nameWidth
        let name = DrawingRectangle(
            x: frame.x + NodeShape.radius - width / 2, y: frame.y - 23, width: width, height: 16)
        return [frame, name] + [serviceFrame].compactMap { $0 }
    }

    /// Draws it, with the numbers of what is broken in it.
    func draw(_ marks: [FaultMark], in document: inout SVGDocument) {
        let own = marks.filter { $0.concerns(node: shape.name) }
        let broken = own.isEmpty ? "" : " broken"
        document.open(
            "g",
            [
                ("class", (shape.isRouter ? "node router" : "node host") + broken),
                ("id", "node-\(shape.name)"),
            ])
        document.text("title", shape.tooltip)
        if shape.isRouter { drawRouter(own, in: &document) } else { drawHost(own, in: &document) }
        for (index, mark) in own.enumerated() {
            let corner = DrawingPoint(
                x: frame.right - (shape.isRouter ? 5 : 0) + Double(index) * 20,
                y: frame.y + (shape.isRouter ? 5 : 0))
            mark.draw(at: corner, in: &document)
        }
        document.close("g")
    }

    private func drawRouter(_ marks: [FaultMark], in document: inout SVGDocument) {
        let center = DrawingPoint(x: frame.x + NodeShape.radius, y: frame.y + NodeShape.radius)
        document.circle("body", at: center, radius: NodeShape.radius)
        let (x, y) = (center.x, center.y)
        // Two arrows in and two out: the sign for a router.
        for (dx, dy) in [(1.0, 0.0), (-1, 0), (0, 1), (0, -1)] {
            let (near, far) = dx != 0 ? (5.0, 14.0) : (14.0, 5.0)
            let tip = (x + dx * far, y + dy * far)
            let back = dx != 0 ? -4.0 : 4.0
            let first = (tip.0 + dx * back - dy * 3.5, tip.1 + dy * back - dx * 3.5)
            let second = (tip.0 + dx * back + dy * 3.5, tip.1 + dy * back + dx * 3.5)
            document.path(
                "icon",
                "M\((x + dx * near).svg) \((y + dy * near).svg)L\(tip.0.svg) \(tip.1.svg)"
                    + "M\(first.0.svg) \(first.1.svg)L\(tip.0.svg) \(tip.1.svg)"
                    + "L\(second.0.svg) \(second.1.svg)")
        }
        document.words(
            shape.name, "name", at: DrawingPoint(x: x, y: frame.y - 10), anchor: "middle")
        guard let serviceFrame else { return }
        // Down to the box, or across to it from the line to the hosts below.
        document.path(
            "stub",
            serviceFrame.x <= x
                ? "M\(x.svg) \(frame.bottom.svg)V\(serviceFrame.y.svg)"
                : "M\(x.svg) \((serviceFrame.y + serviceFrame.height / 2).svg)H\(serviceFrame.x.svg)"
        )
        document.box("body inside", serviceFrame, radius: 6)
        draw(
            shape.services, from: serviceFrame.y + NodeShape.lineHeight, at: serviceFrame.x, marks,
            in: &document)
    }

    private func drawHost(_ marks: [FaultMark], in document: inout SVGDocument) {
        document.box(shape.isTrial ? "body trial" : "body", frame, radius: 8)
        let left = frame.x + NodeShape.padding
        document.path(
            "icon", shape.isTrial ? laptop(left, frame.y + 11) : server(left, frame.y + 11))
        document.words(
            shape.name, "name",
            at: DrawingPoint(x: left + NodeShape.iconWidth, y: frame.y + NodeShape.portHeight + 5))
        var line = frame.y + 2 * NodeShape.portHeight + 4
        if !shape.addressLine.isEmpty {
            document.words(shape.addressLine, "small", at: DrawingPoint(x: left, y: line))
            line += NodeShape.lineHeight
        }
        draw(shape.services, from: line, at: frame.x, marks, in: &document)
    }

    private func draw(
        _ services: [NodeShape.ServiceLine], from top: Double, at x: Double, _ marks: [FaultMark],
        in document: inout SVGDocument
    ) {
        for (index, service) in services.enumerated() {
            let isBroken = marks.contains { $0.place == .service(service.service) }
            document.words(
                service.text, isBroken ? "service broken" : "service",
                at: DrawingPoint(
                    x: x + NodeShape.padding, y: top + Double(index) * NodeShape.lineHeight))
        }
    }

    private func laptop(_ x: Double, _ y: Double) -> String {
        "M\((x + 3).svg) \((y + 1).svg)h13v10h-13zM\(x.svg) \((y + 15).svg)h19l-3 -4h-13z"
    }

    private func server(_ x: Double, _ y: Double) -> String {
        "M\((x + 1).svg) \(y.svg)h16v7.5h-16zM\((x + 1).svg) \((y + 9.5).svg)h16v7.5h-16z"
            + "M\((x + 4).svg) \((y + 3.75).svg)h2.5M\((x + 4).svg) \((y + 13.25).svg)h2.5"
    }
}
