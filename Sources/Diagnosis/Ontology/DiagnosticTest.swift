/// What a test tells and what it costs, known before it is made (CAPRI thesis, 5 and 7.6).
public struct DiagnosticTest: Hashable, Sendable, Codable {
    /// Where a test can be made.
    public enum Vantage: String, Hashable, Sendable, Codable {
        /// On this device.
        case local
        /// On another device, by an agent that offers it.
        case remote
    }

    /// What a test costs.
    public struct Cost: Hashable, Sendable, Codable {
        /// The time that it is expected to take, in milliseconds.
        public let milliseconds: Double
        /// The time that it takes when nothing answers, in milliseconds.
        public let worstMilliseconds: Double
        /// How many packets it sends.
        public let packets: Double

        /// Makes a cost of its parts.
        public init(milliseconds: Double, worstMilliseconds: Double, packets: Double) {
            self.milliseconds = milliseconds
            self.worstMilliseconds = worstMilliseconds
            self.packets = packets
        }

        /// The price that choices are made by: one unit a millisecond and five a packet.
        public var price: Double { milliseconds + 5 * packets }
    }

    /// The test's name: `dns.resolver`.
    public let id: String
    /// The class of the test.
    public let componentClass: OntologyURI
    /// What it is, for people: "ask the configured name server".
    public let label: String
    /// Where it can be made.
    public let vantage: Vantage
    /// What it is expected to cost.
    public let cost: Cost
    /// The values it can end in, each with a sentence for people.
    public let outcomes: [String: String]

    /// Makes a test of its parts.
    public init(
        id: String, componentClass: OntologyURI, label: String, vantage: Vantage, cost: Cost,
        outcomes: [String: String]
    ) {
        self.id = id
        self.componentClass = componentClass
        self.label = label
        self.vantage = vantage
        self.cost = cost
        self.outcomes = outcomes
    }
}
