import Records

/// Lines that were not counted, as people read it.
enum RejectedLines {
    /// How many there were, and why; the commonest reason first.
    static func told(_ rejected: [RejectReason: Int]) -> [String] {
        let total = rejected.values.reduce(0, +)
        guard total > 0 else { return [] }
        let reasons = rejected.filter { $0.value > 0 }.sorted {
            $0.value == $1.value ? $0.key.rawValue < $1.key.rawValue : $0.value > $1.value
        }
        return ["\(Figures.count(Double(total))) of them not counted:"]
            + reasons.map { reason, count in
                "  \(Figures.count(Double(count))) \(reason.rawValue): \(reason)"
            }
    }
}
