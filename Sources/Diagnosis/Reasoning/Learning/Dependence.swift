import Ontology

/// Two observed variables that were taken for independent given what is known, and are not.
public struct Dependence: Hashable, Sendable, Codable {
    /// The class that depends on more than was known.
    public let subject: OntologyURI
    /// The property that does.
    public let property: String
    /// What it depends on besides, as a path from the subject.
    public let parent: PropertyPath
    /// The two, as paths from the input component: what depends, and on what.
    public let paths: [PropertyPath]
    /// The statistic G² of their conditional independence.
    public let statistic: Double
    /// Its degrees of freedom.
    public let degreesOfFreedom: Int
    /// The probability of so great a statistic were they independent.
    public let pValue: Double
    /// The gain of the Bayesian information criterion: G² / 2 - ln N · degrees of freedom / 2.
    ///
    /// G. Schwarz, Estimating the Dimension of a Model, 1978.
    public let informationGain: Double
    /// The gain in log score on cases that were not used to find it; nil before it was tried.
    public var gain: PairedDifference?
}
