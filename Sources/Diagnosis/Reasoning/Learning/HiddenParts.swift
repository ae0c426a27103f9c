import BayesianNetworks

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What records say about tables: counts of what was seen, and parts where something is hidden.
///
/// Given what a record saw, its likelihood is a product: one factor for each table of which it saw all, and
/// one for each set of hidden variables that tables connect. Variables that were not seen and that nothing
/// seen depends on drop out of it. So the complete tables are counted once for all, and equal hidden parts of
/// different records are one. It is the same likelihood with fewer inferences, and expectation maximization
/// needs fewer improvements, as less counts as missing.
struct HiddenParts {
    /// Hidden variables that hang together, and the tables that they are in.
    struct Part: Hashable {
        let hidden: [Int]
        let families: [Int]
        /// The states of the members of all families, parents first; nil for the hidden ones.
        let states: [Int?]
    }

    /// Up to how many joint states of its hidden variables a part is summed by enumeration.
    private let mostStates: Int

    /// The counts of the tables that were seen in full, one list a variable.
    private(set) var counts: [[Double]]
    /// The parts and their weights, in the order of the records.
    private(set) var parts: [(part: Part, weight: Double)] = []
    /// Records with a part that is too large to enumerate.
    private(set) var whole: [(states: [Int?], weight: Double)] = []

    private let network: BayesianNetwork
    private let members: [[Int]]
    private var places: [Part: Int] = [:]

    init(of network: BayesianNetwork, mostStates: Int) {
        self.mostStates = mostStates
        self.network = network
        members = network.nodes.enumerated().map { $0.element.parents + [$0.offset] }
        counts = network.nodes.map { [Double](repeating: 0, count: $0.table.count) }
    }

    /// Takes in a record.
    mutating func add(_ states: [Int?], weight: Double) {
        let relevant = relevantVariables(states)
        var found = [Part]()
        var hidden = Set(relevant.filter { states[$0] == nil })
        while let start = hidden.min() {
            guard let part = part(from: start, among: relevant, states: states) else {
                whole.append((states, weight))
                return
            }
            hidden.subtract(part.hidden)
            found.append(part)
        }
        for variable in relevant {
            let family = members[variable]
            guard family.allSatisfy({ states[$0] != nil }) else { continue }
            counts[variable][entry(of: variable) { states[$0] ?? 0 }] += weight
        }
        for part in found {
            let place = places[part] ?? parts.count
            if place == parts.count {
                places[part] = place
                parts.append((part, 0))
            }
            parts[place].weight += weight
        }
    }

    /// What was seen, and all that it depends on, ascending.
    private func relevantVariables(_ states: [Int?]) -> [Int] {
        var isRelevant = states.map { $0 != nil }
        for variable in network.topologicalOrder.reversed() where isRelevant[variable] {
            for parent in network.nodes[variable].parents { isRelevant[parent] = true }
        }
        return isRelevant.indices.filter { isRelevant[$0] }
    }

    /// The hidden variables that tables connect with one; nil for too many joint states.
    private func part(from start: Int, among relevant: [Int], states: [Int?]) -> Part? {
        var hidden = [start]
        var families = [Int]()
        var size = network.stateCount(of: start)
        guard size <= mostStates else { return nil }
        var next = 0
        while next < hidden.count {
            for variable in relevant
            where members[variable].contains(hidden[next]) && !families.contains(variable) {
                families.append(variable)
                for member in members[variable]
                where states[member] == nil && !hidden.contains(member) {
                    hidden.append(member)
                    size *= network.stateCount(of: member)
                    guard size <= mostStates else { return nil }
                }
            }
            next += 1
        }
        families.sort()
        return Part(
            hidden: hidden.sorted(), families: families,
            states: families.flatMap { members[$0].map { states[$0] } })
    }

    /// The place in a variable's table.
    private func entry(of variable: Int, _ state: (Int) -> Int) -> Int {
        members[variable].reduce(0) { $0 * network.stateCount(of: $1) + state($1) }
    }
}

extension HiddenParts {
    /// The expected counts of every table, and the log-likelihood of all parts and complete tables.
    ///
    /// - Parameter tables: one list a variable.
    func expectation(under tables: [[Double]]) -> (counts: [[Double]], logLikelihood: Double)? {
        var expected = counts
        var logLikelihood = 0.0
        for (variable, seen) in counts.enumerated() {
            for (entry, count) in seen.enumerated() where count > 0 {
                logLikelihood += count * log(tables[variable][entry])
            }
        }
        for (part, weight) in parts {
            let worlds = worlds(of: part)
            let masses = worlds.map { entries in
                zip(part.families, entries).reduce(1) { $0 * tables[$1.0][$1.1] }
            }
            let mass = masses.reduce(0, +)
            guard mass > 0 else { return nil }
            logLikelihood += weight * log(mass)
            for (entries, share) in zip(worlds, masses) where share > 0 {
                for (family, entry) in zip(part.families, entries) {
                    expected[family][entry] += weight * share / mass
                }
            }
        }
        return logLikelihood.isFinite ? (expected, logLikelihood) : nil
    }

    /// For each joint state of the hidden variables the entry in the table of each family.
    private func worlds(of part: Part) -> [[Int]] {
        var worlds = [[Int]]()
        var states = [Int](repeating: 0, count: part.hidden.count)
        while true {
            var seen = 0
            worlds.append(
                part.families.map { family in
                    members[family].reduce(0) { number, member in
                        let state =
                            part.states[seen]
                            ?? states[part.hidden.firstIndex(of: member) ?? 0]
                        seen += 1
                        return number * network.stateCount(of: member) + state
                    }
                })
            var position = states.count - 1
            while position >= 0 {
                states[position] += 1
                if states[position] < network.stateCount(of: part.hidden[position]) { break }
                states[position] = 0
                position -= 1
            }
            if position < 0 { return worlds }
        }
    }
}
