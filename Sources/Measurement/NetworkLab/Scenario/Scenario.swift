import InternetProtocols

/// A small Internet, what breaks in it, and what is true of it: one file under Scenarios/.
///
/// The form is documented in Documentation/Protocols/scenario.md and scenario.schema.json. Plain
/// values: nothing here makes a packet.
public struct Scenario: Sendable, Equatable {
    /// A word of letters, digits and hyphens that names the scenario.
    public var name: String
    /// One sentence for people: what is wrong, or that nothing is.
    public var title: String
    /// The autonomous systems, for drawing and for routes that are learned.
    public var systems: [AutonomousSystem]
    /// Everything that has addresses: hosts and routers.
    public var nodes: [Node]
    /// The cables between nodes.
    public var links: [Link]
    /// Whether routers are told their routes or learn them.
    public var routing: Routing
    /// The certificates that servers show.
    public var certificates: [Certificate]
    /// What runs on the nodes.
    public var services: [Service]
    /// What breaks, in the order in which it is applied.
    public var faults: [Fault]
    /// The right answer.
    public var truth: Truth
    /// What is run, and where.
    public var trial: Trial

    /// A scenario from its parts.
    public init(
        name: String, title: String, systems: [AutonomousSystem] = [], nodes: [Node],
        links: [Link], routing: Routing = .told, certificates: [Certificate] = [],
        services: [Service] = [], faults: [Fault] = [], truth: Truth, trial: Trial
    ) {
        self.name = name
        self.title = title
        self.systems = systems
        self.nodes = nodes
        self.links = links
        self.routing = routing
        self.certificates = certificates
        self.services = services
        self.faults = faults
        self.truth = truth
        self.trial = trial
    }

    /// How routers come by their routes.
    public enum Routing: String, Sendable, CaseIterable {
        /// The lab computes shortest paths and writes them into every router.
        case told
        /// Routers of different systems speak BGP with each other (BIRD); inside a system they are told.
        case learned
    }
}

/// An autonomous system: a network under one administration (RFC 4271).
public struct AutonomousSystem: Sendable, Equatable {
    /// Its number.
    public var number: UInt32
    /// The word by which nodes name it.
    public var name: String
    /// The blocks of addresses that it originates.
    public var prefixes: [IPPrefix]

    /// A system from its parts.
    public init(number: UInt32, name: String, prefixes: [IPPrefix] = []) {
        self.number = number
        self.name = name
        self.prefixes = prefixes
    }
}

/// A host or a router: one network namespace.
public struct Node: Sendable, Equatable {
    /// A word of at most twelve letters, digits and hyphens.
    public var name: String
    /// Whether it forwards packets that are not its own.
    public var isRouter: Bool
    /// The name of the autonomous system that it belongs to, if any.
    public var system: String?
    /// The neighbour to whom it sends what it has no better route for; a host with one cable needs none.
    public var gateway: String?
    /// Addresses on its loopback interface, reachable from everywhere (anycast, further addresses).
    public var addresses: [IPAddress]
    /// The name servers in its resolv.conf.
    public var resolvers: [IPAddress]
    /// Lines that a fault adds to its hosts file.
    var hostsLines: [String] = []
    /// How many seconds a fault puts its clock ahead.
    var clockOffset: Double = 0

    /// A node from its parts.
    public init(
        name: String, isRouter: Bool = false, system: String? = nil, gateway: String? = nil,
        addresses: [IPAddress] = [], resolvers: [IPAddress] = []
    ) {
        self.name = name
        self.isRouter = isRouter
        self.system = system
        self.gateway = gateway
        self.addresses = addresses
        self.resolvers = resolvers
    }
}
