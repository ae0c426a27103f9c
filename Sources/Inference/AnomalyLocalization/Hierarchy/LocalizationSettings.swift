/// How evidence of parts is weighed.
public struct LocalizationSettings: Hashable, Sendable, Codable {
    /// Which deviations count.
    public var direction: EventDirection
    /// The share of the parts of a failing group that suffer: the others may be fine by themselves.
    public var suffering = 0.9
    /// By which share of the common deviation that of a part may differ from it, as a standard deviation.
    public var spread = 0.35
    /// The degrees of freedom of Student's t, in which residuals are distributed.
    public var freedom = 12.0
    /// No part says more than so many nats, however absurd its value.
    public var partLimit = 40.0
    /// By how many nats more than by chance a failure must explain the bin, to be told.
    public var margin = 3.0
    /// Which share of the evidence of the last bin counts again: bins of one group are not independent.
    public var memory = 0.5
    /// A group within another that explains all but so many nats of it takes its place.
    public var dominance = 1.0
    /// So many failures a bin are told at most.
    public var limit = 1_000

    /// The usual weights for a direction.
    public init(direction: EventDirection = .up) { self.direction = direction }
}

extension EventDirection: Codable {}
