/// How a property of a class depends on other properties: a conditional probability table in the form that
/// agents exchange and people read (CAPRI thesis, 4.2.4, B.3).
///
/// The thesis lists every combination of parent values. Here a row may leave parents out or name several
/// values of one; the first row that fits a combination holds. An ordered list of rows says in few lines
/// what a table of thousands says, and in the order in which faults hide one another: the first fault on
/// the way decides what is seen.
public struct DependencyKnowledge: Hashable, Sendable, Codable {
    /// A row: for these parent values, this distribution.
    public struct Row: Hashable, Sendable, Codable {
        /// For each parent the values that fit, in the order of `parents`; an empty list fits any.
        public let when: [[String]]
        /// The probability of each value of the property; values not named have 0.
        public let distribution: [String: Double]

        /// Makes a row of its parts.
        public init(when: [[String]], distribution: [String: Double]) {
            self.when = when
            self.distribution = distribution
        }
    }

    /// The class whose individuals it holds for, subclasses included.
    public let subject: OntologyURI
    /// The property that depends.
    public let property: String
    /// What it depends on, as paths from the subject.
    public let parents: [PropertyPath]
    /// The rows, in order of precedence.
    public let rows: [Row]
    /// The share, 0 to 1, that is spread evenly over all values: what the author does not know of.
    public let leak: Double
    /// Where it comes from: an author, a paper, a learning run.
    public let source: String

    /// Makes knowledge of its parts.
    public init(
        subject: OntologyURI, property: String, parents: [PropertyPath], rows: [Row],
        leak: Double = 0, source: String = ""
    ) {
        self.subject = subject
        self.property = property
        self.parents = parents
        self.rows = rows
        self.leak = leak
        self.source = source
    }
}
