/// A random variable with a finite list of named states.
public struct DiscreteVariable: Sendable, Hashable, Codable {
    /// The name, unique within a network.
    public let name: String
    /// The names of the states, in the order in which tables number them.
    public let states: [String]

    /// Creates a variable.
    ///
    /// - Throws: `BayesianNetworkError.noStates` or `.duplicateState`.
    public init(name: String, states: [String]) throws(BayesianNetworkError) {
        guard !states.isEmpty else { throw .noStates(variable: name) }
        var seen = Set<String>(minimumCapacity: states.count)
        for state in states where !seen.insert(state).inserted {
            throw .duplicateState(variable: name, state: state)
        }
        self.name = name
        self.states = states
    }

    /// The number of states.
    public var stateCount: Int { states.count }

    /// The position of a state by its name, nil if there is none of that name.
    ///
    /// Linear in the number of states.
    public func stateIndex(_ state: String) -> Int? { states.firstIndex(of: state) }

    private enum CodingKeys: String, CodingKey { case name, states }

    /// Decodes a variable and checks it as the initialiser does.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            name: container.decode(String.self, forKey: .name),
            states: container.decode([String].self, forKey: .states))
    }
}
