import BayesianNetworks
import Ontology

/// Learns conditional probability tables from settled diagnoses (CAPRI thesis, 8.5.7 and 9.3.1).
///
/// Expectation maximization (A. P. Dempster, N. M. Laird and D. B. Rubin, Maximum Likelihood from
/// Incomplete Data via the EM Algorithm, 1977) with a Dirichlet prior around the old tables. Where a class
/// occurs at several paths its variables share one table: their expected counts are added (S. L.
/// Lauritzen, The EM algorithm for graphical association models with missing data, 1995, with tied
/// parameters). Of complete cases one improvement finds the relative frequencies.
public struct KnowledgeLearner: Hashable, Sendable {
    /// How many cases the old knowledge counts for in each row of a table: the equivalent sample size.
    public var strength = 10.0
    /// The share of the prior that is spread evenly, so that nothing old is held for impossible.
    public var doubt = 0.02
    /// A row that fewer expected cases reach stays as it was: of what hardly occurs nothing is learned.
    public var leastCount = 0.5
    /// Whether cases without a label are learned from too, the explanation being expected.
    public var learnsFromUnlabelled = false
    /// How many times tables are improved at most.
    public var maximumIterations = 200
    /// Ends once the objective grows by no more than this, relative to its size.
    public var relativeTolerance = 1e-8

    /// Up to how many joint states of hidden variables that hang together are summed one by one; beyond that
    /// a junction tree does it, case by case.
    public var mostHiddenStates = 4096

    /// A learner with the usual settings.
    public init() {}

    /// Learns from cases.
    ///
    /// - Parameters:
    ///   - cases: settled diagnoses; those without a label of the scope are left out, unless
    ///     `learnsFromUnlabelled`. One whose label is a guess counts for each possibility by its probability.
    ///   - old: what was known; it gives the structure and the prior.
    ///   - scope: what the cases are about.
    ///   - note: what the source says behind the number of failures: `, version 4, 2026-11-21`.
    /// - Complexity: an improvement costs a sum over the hidden values of each distinct hidden part; cases with
    ///   more than 4,096 joint hidden values cost two inferences each.
    public func learn(
        from cases: [DiagnosisCase], old: [DependencyKnowledge], scope: LearningScope,
        note: String = ""
    ) throws(ReasoningError) -> LearnedKnowledge {
        try checkSettings()
        let graph = try LearningNetwork(
            scope: scope, paths: Set(cases.flatMap(\.values.keys)), knowledge: old)
        let parts = cases.flatMap(scope.parts)
        let records = try CaseRecords(of: parts, in: graph, scope: scope).records.filter {
            learnsFromUnlabelled || $0.truth != nil
        }
        var hidden = HiddenParts(of: graph.network, mostStates: mostHiddenStates)
        for record in records {
            hidden.add(
                try CaseRecords.labelled(record, in: graph, scope: scope), weight: record.weight)
        }
        let run = try improve(graph, from: hidden)
        let count = cases.count {
            $0.weight > 0 && (learnsFromUnlabelled || scope.truth(of: $0) != nil)
        }
        let source = "learned from \(Self.grouped(count)) failures\(note)"
        var learned = [DependencyKnowledge]()
        var knowledge = old
        for (piece, table) in run.tables.enumerated() {
            guard let table, let place = knowledge.firstIndex(of: graph.knowledge[piece]),
                let variable = graph.variables.first(where: { $0.piece == piece })
            else { continue }
            let new = graph.knowledge[piece].with(
                table: table, states: variable.states,
                parentStates: variable.parents.map { graph.variables[$0].states }, source: source)
            learned.append(new)
            knowledge[place] = new
        }
        return LearnedKnowledge(
            knowledge: knowledge, learned: learned, cases: count,
            logLikelihoods: run.logLikelihoods, objectives: run.objectives,
            hasConverged: run.hasConverged)
    }

    private func checkSettings() throws(ReasoningError) {
        guard strength > 0, strength.isFinite, doubt >= 0, doubt < 1, maximumIterations >= 1,
            relativeTolerance >= 0, leastCount >= 0
        else {
            throw .inference(
                "learning needs a strength above 0, a doubt from 0 up to 1, at least one improvement, "
                    + "and a tolerance and a least count of at least 0")
        }
    }

    /// Passes on the engine's errors in this module's own type.
    static func engine<Value>(
        _ body: () throws(LearningError) -> Value
    ) throws(ReasoningError) -> Value {
        do throws(LearningError) {
            return try body()
        } catch {
            throw .inference(error.description)
        }
    }

    /// A number with commas between thousands.
    static func grouped(_ number: Int) -> String {
        var digits = Array(String(number).reversed())
        var place = 3
        while place < digits.count {
            digits.insert(",", at: place)
            place += 4
        }
        return String(digits.reversed())
    }
}
