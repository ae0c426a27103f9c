/// What a time bin says of groups, for localization.
///
/// Groups overlap; *parts* do not: a part is the users who agree in all attributes, and every group is a union of
/// parts. What a failure did is read off parts, each compared with what was expected of it, so that users who move
/// from one group to another make no failure of either.
public struct BinEvidence: Sendable {
    /// For each part how far it lies from what was expected; NaN where nothing was.
    public var residuals: [Double]
    /// For each part how far it usually lies from it, as mean absolute residual; above 0 where it is known.
    public var scales: [Double]
    /// The users of each part.
    public var users: [Int]
    /// For each group that is a candidate its kind, a place in ``GroupHierarchy/kinds``.
    public var kinds: [Int]
    /// Where the parts of each candidate begin in ``parts``, and at the end their number.
    public var offsets: [Int]
    /// The parts of all candidates, one candidate behind the other.
    public var parts: [Int32]
    /// For each candidate whether an event of it is open.
    public var isOpen: [Bool]
    /// For each candidate the evidence of the last bin that was not enough by itself, in nats.
    public var credits: [Double]
    /// How many groups of each kind the bin had.
    public var populations: [Int]

    /// Evidence of so many kinds and no part yet.
    public init(kindCount: Int) {
        residuals = []
        scales = []
        users = []
        kinds = []
        offsets = [0]
        parts = []
        isOpen = []
        credits = []
        populations = Array(repeating: 0, count: kindCount)
    }

    /// Adds a part.
    public mutating func addPart(residual: Double, scale: Double, users: Int) {
        residuals.append(residual)
        scales.append(scale)
        self.users.append(users)
    }

    /// Adds a candidate of a kind; its parts by their places.
    public mutating func addCandidate(
        kind: Int, parts: some Sequence<Int32>, isOpen: Bool, credit: Double = 0
    ) {
        credits.append(credit)
        kinds.append(kind)
        self.parts.append(contentsOf: parts)
        offsets.append(self.parts.count)
        self.isOpen.append(isOpen)
    }

    /// The number of candidates.
    public var candidateCount: Int { kinds.count }

    /// The parts of a candidate.
    public func parts(of candidate: Int) -> ArraySlice<Int32> {
        parts[offsets[candidate]..<offsets[candidate + 1]]
    }
}
