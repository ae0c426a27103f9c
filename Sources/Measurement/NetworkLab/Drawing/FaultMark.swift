/// A fault as it stands in a drawing: a number at a place.
struct FaultMark: Equatable {
    /// Its number in the legend, from 1.
    var number: Int
    /// What the legend says.
    var sentence: String
    /// Where it is drawn.
    var place: Fault.Kind.Place
    /// The node whose service is broken, for faults of services.
    var host: String?

    /// The marks of a scenario, in the order of its faults.
    static func all(in scenario: Scenario) -> [FaultMark] {
        scenario.faults.enumerated().map { index, fault in
            let place = fault.kind.place
            var host: String?
            if case .service(let name) = place {
                host = scenario.services.first { $0.name == name }?.node
            }
            return FaultMark(
                number: index + 1, sentence: fault.sentence, place: place, host: host)
        }
    }

    /// Whether the node, or a service on it, is what is broken.
    func concerns(node name: String) -> Bool {
        switch place {
        case .node(let node): node == name
        case .service: host == name
        case .interface, .link: false
        }
    }

    /// Whether the link, or its end at an interface, is what is broken.
    func concerns(_ link: Link) -> Bool {
        switch place {
        case .link(let name): link.name == name
        case .interface(let node, let interface):
            link.ends.contains { $0.node == node && $0.interface == interface }
        case .node, .service: false
        }
    }

    /// Draws the number in a red circle.
    func draw(at point: DrawingPoint, in document: inout SVGDocument) {
        document.open("g", [("class", "mark")])
        document.text("title", sentence)
        document.circle("badge", at: point, radius: 9)
        document.words(
            "\(number)", "number", at: DrawingPoint(x: point.x, y: point.y + 4), anchor: "middle")
        document.close("g")
    }
}
