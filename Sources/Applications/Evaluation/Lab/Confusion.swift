/// What was said how often for what was true.
public struct Confusion: Sendable, Equatable {
    /// One cell of the matrix.
    public struct Cell: Sendable, Equatable {
        /// What was true.
        public let truth: String
        /// What was said; nil when there was no answer.
        public let said: String?
        /// How often.
        public let count: Int
    }

    /// The cells above zero: by truth in order of appearance, then the most frequent first.
    public let cells: [Cell]

    /// Counts pairs of what was true and what was said.
    public init(_ pairs: [(truth: String, said: String?)]) {
        var order = [String]()
        var counts = [String: [String?: Int]]()
        for pair in pairs {
            if counts[pair.truth] == nil { order.append(pair.truth) }
            counts[pair.truth, default: [:]][pair.said, default: 0] += 1
        }
        cells = order.flatMap { truth in
            (counts[truth] ?? [:]).map { Cell(truth: truth, said: $0.key, count: $0.value) }
                .sorted { ($1.count, $0.said ?? "~") < ($0.count, $1.said ?? "~") }
        }
    }

    /// How often one was said for the other.
    public func count(truth: String, said: String?) -> Int {
        cells.first { $0.truth == truth && $0.said == said }?.count ?? 0
    }
}
