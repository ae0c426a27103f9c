/// An autonomous system, or a part of one that hangs together, at its place.
struct PlacedNetwork {
    /// The system.
    let system: AutonomousSystem
    /// Which of the colours it has.
    let colour: Int
    /// What is shaded.
    let frame: DrawingRectangle

    /// What stands in its upper left corner.
    static func label(_ system: AutonomousSystem) -> String {
        "\(system.name) · AS\(system.number)"
    }

    func draw(in document: inout SVGDocument) {
        document.open("g", [("class", "network")])
        document.text(
            "title",
            (["AS\(system.number) \(system.name)"] + system.prefixes.map(\.description))
                .joined(separator: "\n"))
        document.box("system system\(colour % DrawingStyle.systemColours)", frame, radius: 12)
        document.words(
            Self.label(system), "system-name",
            at: DrawingPoint(x: frame.x + 12, y: frame.y + 18))
        document.close("g")
    }
}
