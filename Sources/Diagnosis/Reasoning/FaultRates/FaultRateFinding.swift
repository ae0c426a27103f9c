/// What a block says of one fault: its rate, how sure that is, and what it explains.
public struct FaultRateFinding: Sendable, Equatable {
    /// The name of the fault, as `as:7018`.
    public var fault: String
    /// The mean α / (α + β) of the rate's variational posterior.
    public var mean: Double
    /// The lower end of the credible interval, which is taken from the exact posterior of this fault alone.
    public var low: Double
    /// Its upper end.
    public var high: Double
    /// α of the variational posterior.
    public var alpha: Double
    /// β of it.
    public var beta: Double
    /// The odds that the rate is higher than its prior mean, from the exact posterior; finite.
    public var odds: Double
    /// The expected number of failures in which it did its work.
    public var explained: Double
    /// Requests that name it.
    public var requests: Double
    /// Those of them that failed.
    public var failures: Double
    /// How many different clients made them.
    public var clients: Int
    /// How much log likelihood is lost, in nats, when its rate is put back to that of the prior.
    public var lost: Double
    /// Whether it is needed by more than chance among so many candidates would explain.
    public var isNamed: Bool
    /// Whether it is named and was not in the last block that had requests with it.
    public var isNew: Bool
    /// The first of the blocks since when it is named without a break; nil where it is not named.
    public var since: FaultRateReport.Moment?
    /// The mean of the exact posterior of this fault alone, to which the interval belongs.
    public var exactMean: Double
    /// Whether the variational mean is off by more than half of the exact posterior's deviation.
    public var differs: Bool
    /// Faults that nearly the same requests name, so that a log can hardly tell them from this one; of named
    /// faults only.
    public var twins: [String]
    /// The failures that it and its twins explain together.
    public var explainedWithTwins: Double
    /// The means of its rate in the last blocks, this one last; nil where no request named it.
    public var course: [Double?]
}
