import Ontology

/// A whole round of learning: cases and old knowledge in, what to publish out (CAPRI thesis, 8.5.7).
///
/// Cases are parted; from one part missing dependences are searched and tables learned; on the other part
/// old and new knowledge are compared, and only what is better is published.
public struct KnowledgePublication: Sendable {
    /// The share of the labelled cases that old and new are compared on.
    public var heldOutShare = 1.0 / 3
    /// Which cases these are.
    public var split = CaseSplit.byName(seed: 1)
    /// Learns the tables.
    public var learner = KnowledgeLearner()
    /// Searches missing dependences; nil to keep the structure.
    public var search: DependenceSearch? = DependenceSearch()
    /// With fewer labelled cases nothing is learned.
    public var fewestCases = 100

    /// A round with the usual settings.
    public init() {}

    /// What a round ended in.
    public struct Outcome: Sendable {
        /// The pieces to publish: learned ones, each in the place of the old one of its class and property;
        /// empty when the old knowledge stays.
        public let published: [DependencyKnowledge]
        /// All the knowledge that holds from now on.
        public let knowledge: [DependencyKnowledge]
        /// What was found.
        public let report: PublicationReport
    }

    /// Makes a round.
    ///
    /// - Parameters:
    ///   - cases: settled diagnoses; those without a label of the scope are counted and left out. One whose
    ///     label is a guess counts for each possibility by its probability.
    ///   - old: what holds now.
    ///   - scope: what the cases are about.
    ///   - version: the number that new knowledge gets.
    ///   - time: when it is made, in milliseconds since 1970.
    public func round(
        of cases: [DiagnosisCase], old: [DependencyKnowledge], scope: LearningScope, version: Int,
        time: Int64
    ) throws(ReasoningError) -> Outcome {
        let labelled = cases.filter { scope.truth(of: $0) != nil && $0.weight > 0 }
        let (training, heldOut) = split.parts(
            of: labelled.flatMap(scope.parts), heldOutShare: heldOutShare)
        let date = CalendarDate(milliseconds: time).description
        var report = PublicationReport(
            version: version, date: date, labelled: labelled.count,
            unlabelled: cases.count - labelled.count, training: training.count,
            heldOut: heldOut.count)
        guard labelled.count >= fewestCases else {
            report.reason = "\(labelled.count) labelled failures are too few to learn from"
            return Outcome(published: [], knowledge: old, report: report)
        }
        let note = ", version \(version), \(date)"
        let plain = try learner.learn(from: training, old: old, scope: scope, note: note)
        var learned = plain
        if let search {
            let found = try search.search(training, old: old, scope: scope)
            report.added = found.added
            report.refused = found.refused
            if !found.added.isEmpty {
                learned = try learner.learn(
                    from: training, old: found.structure, scope: scope, note: note)
                report.withoutAdded = try KnowledgeScore(
                    of: plain.knowledge, on: heldOut, scope: scope)
            }
        }
        let comparison = try KnowledgeComparison(
            old: old, new: learned.knowledge, on: heldOut, scope: scope)
        report.comparison = comparison
        report.reason = comparison.reason
        report.isPublished = comparison.isBetter
        return Outcome(
            published: comparison.isBetter ? learned.learned : [],
            knowledge: comparison.isBetter ? learned.knowledge : old, report: report)
    }
}
