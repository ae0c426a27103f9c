import BayesianNetworks
import Ontology

/// Finds dependences that knowledge lacks, such as that between the error code of a browser and the number
/// of consecutive failures to the server (CAPRI thesis, 9.3.2 and 9.3.3).
///
/// Greedy. One round:
/// 1. For each pair of variables that cases observed, given the parents of the one that would depend, the
///    G² test of conditional independence on the cases that saw both.
/// 2. What the Benjamini-Hochberg procedure lets pass and the Bayesian information criterion rewards is a
///    candidate; the greatest gain of information first.
/// 3. A candidate becomes a further parent; tables are learned anew; it stays if the log score of the true
///    explanation is greater with 95 % confidence on cases that were used neither to find nor to learn it.
public struct DependenceSearch: Hashable, Sendable {
    /// The share of false ones expected among those that the tests find.
    public var falseDiscoveryRate = 0.01
    /// How many dependences are added at most.
    public var mostAdded = 4
    /// How many entries a table may have once a parent is added.
    public var largestTable = 4096
    /// How many relationships the path to a further parent may have.
    public var longestPath = 4
    /// The share of the cases that judge candidates.
    public var heldOutShare = 1.0 / 3
    /// Which cases judge candidates.
    public var split = CaseSplit.byName(seed: 2)
    /// What it costs to observe a property, by path from the input component.
    ///
    /// The cheaper one of a pair is the parent; without prices the one that was observed more often.
    public var prices: [PropertyPath: Double] = [:]
    /// Learns the tables.
    public var learner = KnowledgeLearner()

    /// A search with the usual settings.
    public init() {}

    /// What a search ended in.
    public struct Outcome: Sendable {
        /// The knowledge that it began with, what depends on more having a further parent; its tables are a
        /// prior for learning.
        public let structure: [DependencyKnowledge]
        /// What was added, in order.
        public let added: [Dependence]
        /// What the tests found and the held-out cases did not confirm.
        public let refused: [Dependence]
        /// How many pairs were tested in the first round.
        public let testedPairs: Int
    }

    /// Searches.
    ///
    /// - Parameters:
    ///   - cases: settled diagnoses; those without a label of the scope are left out.
    ///   - old: what is known.
    ///   - scope: what the cases are about.
    /// - Complexity: the tests cost a pass over the cases a round, and an inference for each distinct case
    ///   with an unseen parent; each candidate costs one learning.
    public func search(
        _ cases: [DiagnosisCase], old: [DependencyKnowledge], scope: LearningScope
    ) throws(ReasoningError) -> Outcome {
        let labelled = cases.filter { scope.truth(of: $0) != nil }
        let (training, judging) = split.parts(of: labelled, heldOutShare: heldOutShare)
        var structure = old
        var added = [Dependence]()
        var refused = [Dependence]()
        var testedPairs: Int?
        while added.count < mostAdded {
            let present = try learner.learn(from: training, old: structure, scope: scope)
            let found = try candidates(in: training, given: present.knowledge, scope: scope)
            testedPairs = testedPairs ?? found.testedPairs
            let prediction = try ExplanationPrediction(
                of: judging, by: present.knowledge, scope: scope)
            var accepted: [DependencyKnowledge]?
            for candidate in found.dependences
            where !refused.contains(where: { $0.paths == candidate.paths }) {
                guard
                    let extended = try extend(
                        structure, learned: present.knowledge, by: candidate, over: training,
                        scope: scope)
                else { continue }
                let learned = try learner.learn(from: training, old: extended, scope: scope)
                var judged = candidate
                let gain = PairedDifference(
                    from: prediction,
                    to: try ExplanationPrediction(of: judging, by: learned.knowledge, scope: scope))
                judged.gain = gain
                if gain.isBetter {
                    added.append(judged)
                    accepted = extended
                    break
                }
                refused.append(judged)
            }
            guard let accepted else { break }
            structure = accepted
        }
        return Outcome(
            structure: structure, added: added, refused: refused, testedPairs: testedPairs ?? 0)
    }

    /// The knowledge with a further parent of one piece: its learned table, the same for every value of the
    /// new parent, is the prior of the larger one.
    private func extend(
        _ structure: [DependencyKnowledge], learned: [DependencyKnowledge],
        by dependence: Dependence, over cases: [DiagnosisCase], scope: LearningScope
    ) throws(ReasoningError) -> [DependencyKnowledge]? {
        let graph = try LearningNetwork(
            scope: scope, paths: Set(cases.flatMap(\.values.keys)), knowledge: learned)
        guard let path = dependence.paths.first, let child = graph.variable(at: path) else {
            return nil
        }
        let piece = graph.knowledge[graph.variables[child].piece]
        guard let place = learned.firstIndex(of: piece) else { return nil }
        var extended = structure
        extended[place] = DependencyKnowledge(
            subject: piece.subject, property: piece.property,
            parents: piece.parents + [dependence.parent],
            rows: piece.rows.map { .init(when: $0.when + [[]], distribution: $0.distribution) },
            leak: piece.leak, source: structure[place].source)
        return extended
    }
}
