/// A network read from, or to be written as, a text in the Interchange Format for Bayesian Networks.
///
/// Nodes stand in the order in which the text declares the variables, parents in the order of the
/// probability block, states in the order of the declaration.
public struct BIFDocument: Sendable {
    /// The name after the word `network`.
    public var name: String
    /// The network itself.
    public var network: BayesianNetwork
    /// The texts of the `property` lines, without the word and the semicolon.
    public var properties: Properties
    /// What the reader had to change; empty for a document that was not read.
    public var notes: [Note]

    /// The `property` lines of a text by the block they stand in.
    public struct Properties: Sendable, Equatable {
        /// Properties of the network block.
        public var network: [String]
        /// Properties of variable blocks by the name of the variable.
        public var variables: [String: [String]]
        /// Properties of probability blocks by the name of the child.
        public var probabilities: [String: [String]]

        /// Properties by block; none when nothing is given.
        public init(
            network: [String] = [], variables: [String: [String]] = [:],
            probabilities: [String: [String]] = [:]
        ) {
            self.network = network
            self.variables = variables
            self.probabilities = probabilities
        }
    }

    /// A change that the reader made to the numbers of one variable.
    ///
    /// Rows are combinations of parent states, counted as in the table: first parent slowest.
    public enum Note: Sendable, Equatable {
        /// Rows that missed one by at most the tolerance and were divided by their sum.
        case normalised(variable: String, rows: [Int], largestDeviation: Double)
        /// Rows of zeros alone, which became uniform.
        case unseen(variable: String, rows: [Int])
        /// Rows that the text does not give and that took the `default` numbers.
        case defaulted(variable: String, rows: [Int])
    }

    /// A document of a network, its name and its properties.
    public init(
        name: String, network: BayesianNetwork, properties: Properties = Properties(),
        notes: [Note] = []
    ) {
        self.name = name
        self.network = network
        self.properties = properties
        self.notes = notes
    }
}
