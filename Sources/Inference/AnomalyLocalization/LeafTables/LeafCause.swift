/// A combination of attribute values that explains why its leaves are off their forecasts.
public struct LeafCause: Sendable, Equatable {
    /// One condition: an attribute has a value.
    public struct Condition: Sendable, Hashable {
        /// The position of the attribute in the table.
        public let attribute: Int
        /// The code of the value.
        public let value: Int32

        /// A condition.
        public init(attribute: Int, value: Int32) {
            self.attribute = attribute
            self.value = value
        }
    }

    /// The conditions, by ascending attribute; leaves that meet all of them are affected.
    public let conditions: [Condition]
    /// How well one common relative change reproduces the leaves, from 0 to 1, times the probability of the cause.
    public let score: Double
    /// The share of the table's deviation that lies in these leaves, from 0 to 1; all causes together reach 1 at most.
    public let explained: Double
    /// How much better the cause explains its leaves than normal noise does, less the price of naming it, in nats.
    public let evidence: Double
    /// The common relative change: the share of what was expected that is missing, or, negative, the share of
    /// what came that was not expected.
    public let change: Double
    /// How many leaves meet the conditions.
    public let leaves: Int
    /// What was measured in the leaves that no cause with more evidence explains.
    public let actual: Double
    /// What was expected in them.
    public let forecast: Double
}
