/// What a round of learning found, for people and programs.
public struct PublicationReport: Hashable, Sendable, Codable {
    /// The number of the knowledge that was, or would have been, published.
    public let version: Int
    /// The day of the round: `2026-11-21`.
    public let date: String
    /// How many cases had a label of the scope.
    public let labelled: Int
    /// How many had none, and were left out.
    public let unlabelled: Int
    /// How many were learned from.
    public let training: Int
    /// How many old and new were compared on.
    public let heldOut: Int
    /// Whether the new knowledge is published.
    public internal(set) var isPublished = false
    /// Why not, in words.
    public internal(set) var reason: String?
    /// Old against new; nil if nothing was learned.
    public internal(set) var comparison: KnowledgeComparison?
    /// How new tables do without the dependences that were added; nil if none was.
    public internal(set) var withoutAdded: KnowledgeScore?
    /// The dependences that were added.
    public internal(set) var added = [Dependence]()
    /// Those that were found and not confirmed.
    public internal(set) var refused = [Dependence]()

    init(
        version: Int, date: String, labelled: Int, unlabelled: Int, training: Int, heldOut: Int
    ) {
        self.version = version
        self.date = date
        self.labelled = labelled
        self.unlabelled = unlabelled
        self.training = training
        self.heldOut = heldOut
    }
}
