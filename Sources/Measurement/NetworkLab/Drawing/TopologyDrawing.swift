/// A scenario as a picture: who is connected to whom, who runs what, and what is broken where.
public enum TopologyDrawing {
    /// The topology as SVG 1.1 with the faults on it, in light or dark colours as the viewer prefers.
    ///
    /// From left to right the networks lie as far as they are from the trial's node. Networks are
    /// shaded, routers are circles, hosts are boxes with their services under their names. What is
    /// broken is red and numbered; the sentences and the right answer stand below. Linear in the
    /// number of nodes and links but for a sort.
    ///
    /// - Parameter scenario: what to draw; links to nodes that do not exist are left out.
    /// - Returns: a whole document; every node is a group with the identifier `node-NAME`, every
    ///   link one with `link-NAME`.
    public static func svg(of scenario: Scenario) -> String {
        let marks = FaultMark.all(in: scenario)
        let layout = TopologyLayout(scenario)
        let caption = DrawingCaption(scenario, marks: marks, width: layout.size.width)
        let width = max(layout.size.width, caption.width)
        let height = caption.headerHeight + layout.size.height + caption.footerHeight
        var document = SVGDocument()
        document.open(
            "svg",
            [
                ("xmlns", "http://www.w3.org/2000/svg"), ("role", "img"),
                ("viewBox", "0 0 \(width.svg) \(height.svg)"), ("width", width.svg),
                ("height", height.svg),
            ])
        document.text("title", scenario.title)
        document.style(DrawingStyle.sheet)
        document.empty("rect", [("class", "page"), ("width", width.svg), ("height", height.svg)])
        caption.drawHeader(in: &document)
        document.open(
            "g",
            [
                (
                    "transform",
                    "translate(\(((width - layout.size.width) / 2).svg) \(caption.headerHeight.svg))"
                )
            ])
        for network in layout.networks { network.draw(in: &document) }
        for link in layout.links { link.draw(marks, in: &document) }
        for node in layout.nodes { node.draw(marks, in: &document) }
        for link in layout.links { link.drawMarks(marks, in: &document) }
        document.close("g")
        caption.drawFooter(top: height - caption.footerHeight, in: &document)
        document.close("svg")
        return document.text
    }
}
