/// What can be wrong with a network, with evidence, or with a question asked of them.
public enum BayesianNetworkError: Error, Sendable, Hashable {
    /// A variable has an empty list of states.
    case noStates(variable: String)
    /// A variable has two states of one name.
    case duplicateState(variable: String, state: String)
    /// Two nodes carry variables of one name.
    case duplicateVariable(String)
    /// A node names a parent index outside `0 ..< nodeCount`.
    case unknownParent(variable: String, parentIndex: Int, nodeCount: Int)
    /// A node names the same parent twice.
    case repeatedParent(variable: String, parent: String)
    /// The parents form a cycle; the variables are listed along it, each a parent of the next.
    case cycle([String])
    /// A conditional probability table has the wrong number of entries.
    case tableSize(variable: String, expected: Int, found: Int)
    /// A table entry is negative, infinite or not a number; `given` is the parent combination.
    case invalidProbability(variable: String, given: [Finding], state: String, value: Double)
    /// A row does not sum to 1 within the tolerance; `given` is the parent combination.
    case rowSum(variable: String, given: [Finding], sum: Double, tolerance: Double)
    /// There is no variable of this name.
    case unknownVariable(String)
    /// There is no variable of this index.
    case unknownVariableIndex(Int, variableCount: Int)
    /// The variable has no state of this name.
    case unknownState(variable: String, state: String)
    /// The variable has no state of this index.
    case unknownStateIndex(variable: String, index: Int, stateCount: Int)
    /// A likelihood vector has the wrong length, or a negative, infinite or non-numeric entry.
    case invalidLikelihood(variable: String, values: [Double])
    /// The evidence has probability 0; `conflict` is a smallest set of findings that cannot hold
    /// together (no finding of it can be dropped), soft findings being named with an empty state.
    case impossibleEvidence(conflict: [Finding])
    /// A table over these variables would not fit within the limit.
    case tooLarge(variables: [String], bytesNeeded: Double, bytesAllowed: Int)
    /// These variables do not share a clique: name them in `keepingTogether` when compiling.
    case notKeptTogether([String])
    /// A partition or a candidate list does not fit the network; the text says how.
    case invalidPartition(String)

    /// A variable and the state it is in, by name.
    public struct Finding: Sendable, Hashable, CustomStringConvertible {
        /// The name of the variable.
        public let variable: String
        /// The name of the state.
        public let state: String

        /// Creates a finding.
        public init(variable: String, state: String) {
            self.variable = variable
            self.state = state
        }

        /// The finding as `variable = state`.
        public var description: String {
            state.isEmpty ? "\(variable) (soft)" : "\(variable) = \(state)"
        }
    }
}

extension BayesianNetworkError: CustomStringConvertible {
    /// What is wrong, where, and what the reader can do.
    public var description: String {
        switch self {
        case .noStates(let variable):
            "variable \(variable) has no states: give it at least one"
        case .duplicateState(let variable, let state):
            "variable \(variable) has two states named \(state): name them apart"
        case .duplicateVariable(let name):
            "two variables are named \(name): name them apart"
        case .unknownParent(let variable, let index, let count):
            "variable \(variable) names parent \(index), but there are only nodes 0 to \(count - 1)"
        case .repeatedParent(let variable, let parent):
            "variable \(variable) names parent \(parent) twice: name it once"
        case .cycle(let names):
            "the parents form a cycle: \((names + names.prefix(1)).joined(separator: " -> "))"
        case .tableSize(let variable, let expected, let found):
            "the table of \(variable) has \(found) entries where \(expected) are needed"
        case .invalidProbability(let variable, let given, let state, let value):
            "the probability of \(variable) = \(state)\(Self.text(given: given)) is \(value)"
        case .rowSum(let variable, let given, let sum, let tolerance):
            "the row of \(variable)\(Self.text(given: given)) sums to \(sum), "
                + "which misses 1 by more than \(tolerance)"
        case .unknownVariable(let name):
            "there is no variable named \(name)"
        case .unknownVariableIndex(let index, let count):
            "there is no variable \(index): the network has \(count)"
        case .unknownState(let variable, let state):
            "variable \(variable) has no state named \(state)"
        case .unknownStateIndex(let variable, let index, let count):
            "variable \(variable) has no state \(index): it has \(count)"
        case .invalidLikelihood(let variable, let values):
            "the likelihood \(values) of \(variable) needs one finite entry >= 0 for each state"
        case .impossibleEvidence(let conflict):
            "these findings cannot hold together: "
                + conflict.map(\.description).joined(separator: ", ")
        case .tooLarge(let variables, let needed, let allowed):
            "a table over \(variables.joined(separator: ", ")) is needed; with it \(needed) bytes "
                + "would be used where \(allowed) are allowed: allow more, or ask for less"
        case .notKeptTogether(let names):
            "\(names.joined(separator: ", ")) share no clique: keep them together when compiling"
        case .invalidPartition(let text):
            text
        }
    }

    private static func text(given: [Finding]) -> String {
        given.isEmpty
            ? "" : " given \(given.map(\.description).joined(separator: ", "))"
    }
}
