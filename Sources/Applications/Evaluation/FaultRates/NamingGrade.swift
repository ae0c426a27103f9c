/// How well a list of named faults matches those that are there.
struct NamingGrade: Sendable, Equatable {
    /// Named and there.
    var right = 0
    /// Named, but not there.
    var wrong = 0
    /// There, but not named.
    var missed = 0

    init() {}

    /// The grade of one list.
    init(named: some Sequence<Int>, truth: Set<Int>) {
        let named = Set(named)
        right = named.intersection(truth).count
        wrong = named.count - right
        missed = truth.count - right
    }

    /// The share of the named that are there; 1 if nothing was named.
    var precision: Double { right + wrong == 0 ? 1 : Double(right) / Double(right + wrong) }

    /// The share of those there that were named; 1 if there was nothing.
    var recall: Double { right + missed == 0 ? 1 : Double(right) / Double(right + missed) }

    /// The harmonic mean of precision and recall.
    var fMeasure: Double {
        precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
    }

    /// Adds the counts of another list.
    mutating func add(_ other: NamingGrade) {
        right += other.right
        wrong += other.wrong
        missed += other.missed
    }
}
