/// What has been observed: states of some variables, and likelihoods of the states of others.
///
/// Variables and states are indices of the network the evidence is used with, which checks them.
public struct Evidence: Sendable, Hashable {
    /// Hard findings: variable to its observed state.
    public private(set) var findings: [Int: Int]
    /// Soft findings: variable to P(what was seen | state), one entry a state, of any scale.
    public private(set) var likelihoods: [Int: [Double]]

    /// Creates evidence from hard findings (variable to state), and soft ones.
    public init(_ findings: [Int: Int] = [:], likelihoods: [Int: [Double]] = [:]) {
        self.findings = findings
        self.likelihoods = likelihoods
    }

    /// Creates evidence from hard findings by name.
    ///
    /// - Throws: `BayesianNetworkError.unknownVariable` or `.unknownState`.
    public init(
        named findings: [String: String], in network: BayesianNetwork
    ) throws(BayesianNetworkError) {
        self.init()
        for (variable, state) in findings { try observe(variable, state, in: network) }
    }

    /// Whether nothing has been observed.
    public var isEmpty: Bool { findings.isEmpty && likelihoods.isEmpty }

    /// Takes down that a variable is in a state; replaces an earlier hard finding of it.
    public mutating func observe(_ variable: Int, state: Int) { findings[variable] = state }

    /// Takes down that a variable is in a state, both by name.
    ///
    /// - Throws: `BayesianNetworkError.unknownVariable` or `.unknownState`.
    public mutating func observe(
        _ variable: String, _ state: String, in network: BayesianNetwork
    ) throws(BayesianNetworkError) {
        let index = try network.index(of: variable)
        findings[index] = try network.stateIndex(state, of: index)
    }

    /// Takes down how likely what was seen is under each state; multiplies with earlier ones.
    ///
    /// - Throws: `BayesianNetworkError.invalidLikelihood` if the length differs from an earlier one.
    public mutating func weigh(
        _ variable: Int, likelihood: [Double]
    ) throws(BayesianNetworkError) {
        guard let earlier = likelihoods[variable] else {
            likelihoods[variable] = likelihood
            return
        }
        guard earlier.count == likelihood.count else {
            throw .invalidLikelihood(variable: "\(variable)", values: likelihood)
        }
        likelihoods[variable] = zip(earlier, likelihood).map(*)
    }

    /// Forgets everything observed about a variable.
    public mutating func forget(_ variable: Int) {
        findings[variable] = nil
        likelihoods[variable] = nil
    }

    func check(in network: BayesianNetwork) throws(BayesianNetworkError) {
        for (variable, state) in findings {
            try network.check(variable)
            let count = network.stateCount(of: variable)
            guard state >= 0, state < count else {
                throw .unknownStateIndex(
                    variable: network.name(of: variable), index: state, stateCount: count)
            }
        }
        for (variable, values) in likelihoods {
            try network.check(variable)
            guard values.count == network.stateCount(of: variable),
                values.allSatisfy({ $0 >= 0 && $0.isFinite })
            else {
                throw .invalidLikelihood(variable: network.name(of: variable), values: values)
            }
        }
    }
}
