import InternetProtocols

/// A node as it is drawn, without its place: a circle for a router, a box for a host.
struct NodeShape {
    /// The node's name.
    let name: String
    /// Whether it is a circle.
    let isRouter: Bool
    /// Whether the trial is run here.
    let isTrial: Bool
    /// The services on it, each in words that fit in.
    let services: [ServiceLine]
    /// An address under the name of a host; empty for none.
    let addressLine: String
    /// What the tooltip says.
    let tooltip: String

    /// A service in words.
    struct ServiceLine: Equatable {
        let service: String
        let text: String
    }

    static let radius = 21.0
    static let nameSize = 13.0
    static let smallSize = 11.0
    static let lineHeight = 16.0
    static let padding = 11.0
    /// Where a link meets a host's box, from its top.
    static let portHeight = 20.0
    /// What a host's icon takes before its name.
    static let iconWidth = 26.0
    private static let widestLine = 340.0

    init(_ node: Node, in scenario: Scenario) {
        name = node.name
        isRouter = node.isRouter
        isTrial = scenario.trial.node == node.name
        services = scenario.services.filter { $0.node == node.name }.map { service in
            ServiceLine(
                service: service.name,
                text: TextMeasure.shortened(
                    "\(service.name): \(service.role.words)", width: Self.widestLine,
                    size: Self.smallSize))
        }
        let cables = scenario.links.flatMap(\.ends).filter { $0.node == node.name }
            .flatMap(\.addresses)
        let addresses = cables.map(\.address) + node.addresses
        let more = addresses.count - 1
        addressLine =
            addresses.first.map { more > 0 ? "\($0) + \(more)" : "\($0)" } ?? ""
        tooltip = ([node.name] + cables.map(\.description) + node.addresses.map(\.description))
            .joined(separator: "\n")
    }

    /// The circle's square, or the box.
    var size: (width: Double, height: Double) {
        guard !isRouter else { return (2 * Self.radius, 2 * Self.radius) }
        let small = ([addressLine] + services.map(\.text)).map {
            TextMeasure.width($0, size: Self.smallSize)
        }
        let heading = Self.iconWidth + nameWidth
        let count = Double(services.count + (addressLine.isEmpty ? 0 : 1))
        return (
            max(heading, small.max() ?? 0) + 2 * Self.padding,
            2 * Self.portHeight - 6 + count * Self.lineHeight + (count > 0 ? 4 : 0)
        )
    }

    /// The box for what runs on a router; nil for hosts, and for routers that only route.
    var serviceBoxSize: (width: Double, height: Double)? {
        guard isRouter, !services.isEmpty else { return nil }
        let widths = services.map { TextMeasure.width($0.text, size: Self.smallSize) }
        return (
            (widths.max() ?? 0) + 2 * Self.padding,
            Double(services.count) * Self.lineHeight + 8
        )
    }

    /// The width of the name alone.
    var nameWidth: Double { TextMeasure.width(name, size: Self.nameSize, isBold: true) }
    /// How far the row's line lies under the upper end of a router's name or a host's box.
    var above: Double { isRouter ? Self.radius + 24 : Self.portHeight }
}
