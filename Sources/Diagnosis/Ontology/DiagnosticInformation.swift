/// Where a piece of diagnostic information comes from and how long it holds (CAPRI thesis, 4.2, A.2.1).
public struct Provenance: Hashable, Sendable, Codable {
    /// The agent that made it.
    public let originator: String
    /// When it was made, in milliseconds since 1970.
    public let time: Int64
    /// Whether it was kept from an earlier diagnosis.
    public let isCached: Bool
    /// When it ceases to hold, in milliseconds since 1970; nil when it does not.
    public let expires: Int64?

    /// Makes a provenance of its parts.
    public init(originator: String, time: Int64, isCached: Bool = false, expires: Int64? = nil) {
        self.originator = originator
        self.time = time
        self.isCached = isCached
        self.expires = expires
    }
}

/// What was seen: a property of a component had a value.
public struct Observation: Hashable, Sendable, Codable {
    /// What was observed.
    public let subject: ComponentProperty
    /// The value seen, one of the property's range.
    public let value: String
    /// Who saw it, and when.
    public let provenance: Provenance

    /// Makes an observation of its parts.
    public init(subject: ComponentProperty, value: String, provenance: Provenance) {
        self.subject = subject
        self.value = value
        self.provenance = provenance
    }
}

/// P(value | evidence) of a property, as an agent believes it.
public struct Belief: Hashable, Sendable, Codable {
    /// What is believed of.
    public let subject: ComponentProperty
    /// The probability of each value.
    public let probabilities: [String: Double]
    /// What it rests on, so that nothing is counted twice.
    public let evidence: [PropertyPath]
    /// Who believes it, and since when.
    public let provenance: Provenance

    /// Makes a belief of its parts.
    public init(
        subject: ComponentProperty, probabilities: [String: Double], evidence: [PropertyPath],
        provenance: Provenance
    ) {
        self.subject = subject
        self.probabilities = probabilities
        self.evidence = evidence
        self.provenance = provenance
    }
}

/// P(evidence | value) of a property, up to a common factor.
public struct Likelihood: Hashable, Sendable, Codable {
    /// The property whose values the evidence speaks of.
    public let subject: ComponentProperty
    /// The likelihood of each value; values not named count 0.
    public let likelihoods: [String: Double]
    /// What it rests on, so that nothing is counted twice.
    public let evidence: [PropertyPath]
    /// Who computed it, and when.
    public let provenance: Provenance

    /// Makes a likelihood of its parts.
    public init(
        subject: ComponentProperty, likelihoods: [String: Double], evidence: [PropertyPath],
        provenance: Provenance
    ) {
        self.subject = subject
        self.likelihoods = likelihoods
        self.evidence = evidence
        self.provenance = provenance
    }
}
