import Ontology

/// What an agent offers, to whom, for what input, at what cost (CAPRI thesis, 5.1, A.3.1).
public struct ServiceAdvertisement: Hashable, Sendable, Codable {
    /// The service's name, unique within its agent.
    public var serviceID: String
    /// The URI of the agent that offers it.
    public var agentURI: String
    /// When it was defined, in milliseconds since 1970; of two with the same agent and name the newer one holds.
    public var time: Int64
    /// What it gives.
    public var kind: ServiceKind
    /// What it costs.
    public var cost: ServiceCost
    /// Who may use it.
    public var requesters: RequesterRestriction
    /// The class of the input component; nil when it needs none.
    public var inputClass: OntologyURI?
    /// What must or may be known of the input component.
    public var inputs: [InputProperty]
    /// What it observes, as paths from the input component.
    public var outputObservations: [PropertyPath]
    /// The properties of which it gives beliefs, and what they rest on.
    public var outputBeliefs: [OutputBelief]
    /// The properties of which it gives likelihoods, and what they rest on.
    public var outputLikelihoods: [OutputBelief]
    /// The dependency knowledge that it gives.
    public var outputKnowledge: [OutputKnowledge]
    /// The properties between whose failure a diagnosis decides, as paths from the input component.
    public var candidateExplanations: [PropertyPath]

    /// Makes an advertisement of its parts.
    public init(
        serviceID: String, agentURI: String, time: Int64, kind: ServiceKind,
        cost: ServiceCost = ServiceCost(), requesters: RequesterRestriction = .anyone,
        inputClass: OntologyURI? = nil, inputs: [InputProperty] = [],
        outputObservations: [PropertyPath] = [], outputBeliefs: [OutputBelief] = [],
        outputLikelihoods: [OutputBelief] = [], outputKnowledge: [OutputKnowledge] = [],
        candidateExplanations: [PropertyPath] = []
    ) {
        self.serviceID = serviceID
        self.agentURI = agentURI
        self.time = time
        self.kind = kind
        self.cost = cost
        self.requesters = requesters
        self.inputClass = inputClass
        self.inputs = inputs
        self.outputObservations = outputObservations
        self.outputBeliefs = outputBeliefs
        self.outputLikelihoods = outputLikelihoods
        self.outputKnowledge = outputKnowledge
        self.candidateExplanations = candidateExplanations
    }
}

/// What a service costs, as an expectation and a bound that is rarely passed (CAPRI thesis, 9.5: future work).
public struct ServiceCost: Hashable, Sendable, Codable {
    /// The expected cost, in the network's relative units.
    public var expected: Double
    /// The cost that 95 of 100 requests stay below; nil when it is as expected.
    public var percentile95: Double?
    /// The expected time to an answer, in milliseconds; nil when not known.
    public var milliseconds: Double?
    /// The time that 95 of 100 answers need less than, in milliseconds; nil when not known.
    public var milliseconds95: Double?

    /// Makes a cost of its parts.
    public init(
        expected: Double = ServiceRequest.defaultActionCost, percentile95: Double? = nil,
        milliseconds: Double? = nil, milliseconds95: Double? = nil
    ) {
        self.expected = expected
        self.percentile95 = percentile95
        self.milliseconds = milliseconds
        self.milliseconds95 = milliseconds95
    }
}

/// Who may use a service; what is nil or empty does not restrict.
public struct RequesterRestriction: Hashable, Sendable, Codable {
    /// The types of agent that may: `user`, `regional`, `specialist`, `learning`; `local` is the agent itself.
    public var types: [String]
    /// The autonomous systems that may, as ranges of numbers.
    public var autonomousSystems: [ClosedRange<UInt32>]
    /// Whether the requester must have authenticated itself to the server; not in the thesis.
    public var needsCredentials: Bool

    /// Makes a restriction of its parts.
    public init(
        types: [String] = [], autonomousSystems: [ClosedRange<UInt32>] = [],
        needsCredentials: Bool = false
    ) {
        self.types = types
        self.autonomousSystems = autonomousSystems
        self.needsCredentials = needsCredentials
    }

    /// No restriction.
    public static let anyone = RequesterRestriction()
}

/// A property that a service takes in, with restrictions on its value (CAPRI thesis, 5.1.3).
public struct InputProperty: Hashable, Sendable, Codable {
    /// The path from the input component.
    public var path: PropertyPath
    /// Whether the service needs it.
    public var isRequired: Bool
    /// Functions that turn the value into an index, applied in order; empty when the value is not restricted.
    public var indexFunctions: [IndexFunction]
    /// The indices that the service serves.
    public var indexRanges: [ClosedRange<UInt64>]

    /// Makes an input of its parts.
    public init(
        path: PropertyPath, isRequired: Bool = false, indexFunctions: [IndexFunction] = [],
        indexRanges: [ClosedRange<UInt64>] = []
    ) {
        self.path = path
        self.isRequired = isRequired
        self.indexFunctions = indexFunctions
        self.indexRanges = indexRanges
    }
}

/// A step from the value of a property to an index (CAPRI thesis, 5.1.3).
public enum IndexFunction: Hashable, Sendable, Codable {
    /// The base64 text as a big-endian integer, the rightmost 64 bits of it.
    case base64ToInteger
    /// The remainder of a division.
    case modulo(UInt64)
    /// The address as an integer, the rightmost 64 bits of it.
    case addressToInteger
    /// The number of the autonomous system that originates the address' prefix.
    case autonomousSystem
}

/// A property of which a service gives a belief or a likelihood.
public struct OutputBelief: Hashable, Sendable, Codable {
    /// The path from the input component.
    public var path: PropertyPath
    /// What the service may base it on, as paths from the input component.
    public var evidence: [PropertyPath]

    /// Makes an output of its parts.
    public init(path: PropertyPath, evidence: [PropertyPath] = []) {
        self.path = path
        self.evidence = evidence
    }
}

/// Dependency knowledge that a service gives.
public struct OutputKnowledge: Hashable, Sendable, Codable {
    /// The class of component.
    public var subject: OntologyURI
    /// The URI of the property.
    public var property: String
    /// The paths of the parents.
    public var parents: [PropertyPath]

    /// Makes an output of its parts.
    public init(subject: OntologyURI, property: String, parents: [PropertyPath] = []) {
        self.subject = subject
        self.property = property
        self.parents = parents
    }
}
