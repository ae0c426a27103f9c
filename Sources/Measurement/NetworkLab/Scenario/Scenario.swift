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
