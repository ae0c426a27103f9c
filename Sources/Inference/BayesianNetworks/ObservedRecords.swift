/// Weighted records of the variables of a network, each distinct record held once.
///
/// A record is one state index a variable, in the order of the network's nodes, nil where the value
/// is missing. Identical records are added up, so that a million failures of a hundred kinds cost a
/// hundred inferences.
public struct ObservedRecords: Sendable {
    /// The number of values of a record.
    public var variableCount: Int { stateCounts.count }
    /// The number of records that differ.
    public var distinctCount: Int { positions.count }
    /// The sum of all weights.
    public private(set) var totalWeight = 0.0

    private let names: [String]
    private let stateCounts: [Int]
    private var positions: [[Int32]: Int] = [:]
    private var weights: [Double] = []

    /// A distinct record, -1 where a value is missing, and the weights of its copies added up.
    struct Pattern {
        var states: [Int32]
        var weight: Double

        /// What was observed, as evidence.
        var evidence: Evidence {
            var evidence = Evidence()
            for (variable, state) in states.enumerated() where state >= 0 {
                evidence.observe(variable, state: Int(state))
            }
            return evidence
        }

        /// The record as it was added.
        var record: [Int?] { states.map { $0 < 0 ? nil : Int($0) } }
    }

    /// No records yet, of the variables of a network.
    public init(of network: BayesianNetwork) {
        names = network.nodes.map(\.variable.name)
        stateCounts = network.nodes.map(\.variable.stateCount)
    }

    /// Records of weight one each.
    ///
    /// - Throws: `LearningError` for a record that does not fit the network.
    public init(_ records: [[Int?]], of network: BayesianNetwork) throws(LearningError) {
        self.init(of: network)
        for record in records { try add(record) }
    }

    /// Adds a record that counts `weight` times; a weight of zero adds nothing.
    ///
    /// - Throws: `LearningError` for a record that does not fit the network or an invalid weight.
    public mutating func add(_ record: [Int?], weight: Double = 1) throws(LearningError) {
        guard record.count == variableCount else {
            throw .recordLength(found: record.count, expected: variableCount)
        }
        var states = [Int32](repeating: -1, count: record.count)
        for (variable, value) in record.enumerated() {
            guard let value else { continue }
            guard value >= 0, value < stateCounts[variable], let state = Int32(exactly: value)
            else {
                throw .unknownState(
                    variable: names[variable], index: value, stateCount: stateCounts[variable])
            }
            states[variable] = state
        }
        guard weight >= 0, weight.isFinite, (totalWeight + weight).isFinite else {
            throw .invalidWeight(weight)
        }
        guard weight > 0 else { return }
        totalWeight += weight
        if let position = positions[states] {
            weights[position] += weight
        } else {
            positions[states] = weights.count
            weights.append(weight)
        }
    }

    /// The distinct records, those with the same values missing side by side.
    ///
    /// The order depends on the records alone, not on the order in which they came, and suits an
    /// engine that recomputes only what changes from one record to the next.
    var patterns: [Pattern] {
        let keyed = positions.map { states, position in
            (
                mask: states.map { $0 < 0 },
                pattern: Pattern(states: states, weight: weights[position])
            )
        }
        return keyed.sorted { left, right in
            guard left.mask == right.mask else {
                return left.mask.lexicographicallyPrecedes(right.mask) { !$0 && $1 }
            }
            return left.pattern.states.lexicographicallyPrecedes(right.pattern.states)
        }.map(\.pattern)
    }

    /// Refuses records of another network's variables.
    func check(fit network: BayesianNetwork) throws(LearningError) {
        guard network.count == variableCount else {
            throw .recordLength(found: variableCount, expected: network.count)
        }
        for pattern in positions.keys {
            for (variable, state) in pattern.enumerated()
            where Int(state) >= network.stateCount(of: variable) {
                throw .unknownState(
                    variable: network.name(of: variable), index: Int(state),
                    stateCount: network.stateCount(of: variable))
            }
        }
    }
}
