import Ontology

/// What was to blame for a failed connection, as the generator of failures knows it.
public enum FailureCause: String, Hashable, Sendable, CaseIterable, Codable {
    /// The user's own network.
    case localNetwork
    /// The web server.
    case webServer
    /// The lookup of the name.
    case nameLookup
    /// The way between two autonomous systems.
    case routing
    /// Nothing that is broken: a slow server, a user who lost patience.
    case nothing

    /// Those that an explanation names: all but `nothing`.
    public static let explained: [FailureCause] = [
        .localNetwork, .webServer, .nameLookup, .routing,
    ]

    /// The relationship from the connection to the component that is broken.
    var relationship: String {
        switch self {
        case .localNetwork: SimulationNames.common("localNet")
        case .webServer: SimulationNames.common("httpServer")
        case .nameLookup: SimulationNames.common("dnsLookup")
        case .routing: SimulationNames.common("ipRouting")
        case .nothing: ""
        }
    }

    /// The path of the explanation from the connection.
    var path: PropertyPath { PropertyPath(names: [relationship, SimulationNames.status]) }

    /// What people call it, as the tables of the thesis do.
    public var title: String {
        switch self {
        case .localNetwork: "local network"
        case .webServer: "web server"
        case .nameLookup: "DNS lookup"
        case .routing: "IP routing"
        case .nothing: "no fault"
        }
    }
}

/// The URIs that the simulation speaks of (CAPRI thesis, B.1).
enum SimulationNames {
    static let status = "http://capri.csail.mit.edu/2006/capri/core#status"
    static func common(_ name: String) -> String {
        "http://capri.csail.mit.edu/2006/capri/common#" + name
    }
    static func planetlab(_ name: String) -> String {
        "http://capri.csail.mit.edu/2006/capri/planetlab#" + name
    }
    static let connection = OntologyURI(common("HTTP_Connection"))

    /// A path of common names; `status` is the one of the core ontology.
    static func path(_ names: String...) -> PropertyPath {
        PropertyPath(names: names.map { $0 == "status" ? status : common($0) })
    }
}
