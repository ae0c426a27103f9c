import DMEP
import Ontology

/// A belief or a likelihood of another agent, as it bears on a diagnosis (CAPRI thesis, 4.2.3, 7.8).
public struct SoftEvidence: Hashable, Sendable, Codable {
    /// The individual of whose property it speaks.
    public var individual: Int
    /// The URI of the property.
    public var property: String
    /// Belief or likelihood.
    public var kind: BeliefStatement.Kind
    /// A number for each value.
    public var values: [String: Double]
    /// What the originator believed without evidence, when it said so.
    public var prior: [String: Double]?
    /// What it rests on, as paths from the individual.
    public var basis: [PropertyPath]
    /// Who says so.
    public var originator: String
    /// When, in milliseconds since 1970.
    public var time: Int64
    /// When it ceases to hold; nil when it does not.
    public var expires: Int64?
    /// Where it came from, for the diagnosis at hand.
    public var origin: Reading.Origin

    /// P(evidence | value) up to a factor, the largest 1: a belief divided by what was believed before.
    ///
    /// - Parameter ownPrior: what this agent believes without evidence; used when the originator did not say.
    /// - Returns: nil when it says nothing: all values 0, or nothing to divide by.
    public func likelihood(ownPrior: [String: Double]) -> [String: Double]? {
        var result = values
        if kind == .distribution {
            let before = prior ?? ownPrior
            for (value, probability) in values {
                guard let share = before[value], share > 0 else {
                    if probability > 0 { return nil }
                    continue
                }
                result[value] = probability / share
            }
        }
        guard let most = result.values.max(), most > 0, most.isFinite else { return nil }
        return result.mapValues { $0 / most }
    }
}
