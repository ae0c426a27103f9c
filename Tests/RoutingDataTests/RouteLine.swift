import InternetProtocols

@testable import RoutingData

/// A route as a line of `bgpdump -m`, the form in which others say what a dump holds.
///
/// For an attribute that is absent the program prints INCOMPLETE, 255.255.255.255 or 0.
enum RouteLine {
    static func text(_ route: RIBRoute, kind: String) -> String {
        let attributes = route.attributes
        let origin =
            switch attributes.origin {
            case .igp: "IGP"
            case .egp: "EGP"
            case .incomplete, nil: "INCOMPLETE"
            }
        let aggregator = attributes.aggregator.map { "\($0.system) \($0.address)" } ?? ""
        let identifier = route.pathIdentifier.map { ["\($0)"] } ?? []
        let fields =
            [kind, "\(route.time)", "B", "\(route.peer.address)", "\(route.peer.system)"]
            + ["\(route.prefix)"] + identifier
            + [
                "\(attributes.path)", origin,
                attributes.nextHop.map { "\($0)" } ?? "255.255.255.255",
                "\(attributes.localPreference ?? 0)", "\(attributes.multiExitDiscriminator ?? 0)",
                attributes.communities.map(community).joined(separator: " "),
                attributes.isAtomicAggregate ? "AG" : "NAG", aggregator, "",
            ]
        return fields.joined(separator: "|")
    }

    private static func community(_ mark: UInt32) -> String {
        switch mark {
        case 0xffff_ff01: "no-export"
        case 0xffff_ff02: "no-advertise"
        case 0xffff_ff03: "local-AS"
        default: "\(mark >> 16):\(mark & 0xffff)"
        }
    }
}
