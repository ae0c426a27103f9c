/// A place in a BIF text, counted from one.
public struct BIFPosition: Sendable, Hashable, CustomStringConvertible {
    /// The line, where a line feed ends a line.
    public let line: Int
    /// The column, counted in Unicode scalars.
    public let column: Int

    /// A place given by its line and column, both counted from one.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The place as people say it.
    public var description: String { "line \(line), column \(column)" }
}

/// Why a text was refused as a BIF network, and where.
public struct BIFError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was wrong.
    public enum Problem: Sendable, Equatable {
        /// Something else stood where the grammar wants `expected`.
        case unexpected(found: String, expected: String)
        /// A block, a comment, a property or a quoted name was not closed before the text ended.
        case unterminated(String)
        /// The variable was declared before.
        case duplicateVariable(String)
        /// The variable has two states of one label.
        case duplicateState(variable: String, state: String)
        /// The count in brackets is not the number of labels that follow.
        case wrongStateCount(variable: String, declared: Int, listed: Int)
        /// The variable block has no `type discrete` line.
        case missingType(variable: String)
        /// No variable of that name is declared anywhere in the text.
        case unknownVariable(String)
        /// A parent is named twice, or is the variable itself.
        case repeatedParent(variable: String, parent: String)
        /// The variable has two probability blocks.
        case duplicateProbability(variable: String)
        /// The variable has no probability block.
        case missingProbability(variable: String)
        /// A row is labelled by a state that the parent does not have.
        case unknownState(variable: String, state: String)
        /// A row is labelled by too few or too many states.
        case wrongLabelCount(variable: String, found: Int, expected: Int)
        /// A row or table has too few or too many numbers.
        case wrongValueCount(variable: String, found: Int, expected: Int)
        /// A row is given a second time.
        case duplicateRow(variable: String, row: String)
        /// Rows are missing and there is no `default`; the first of them is named.
        case missingRows(variable: String, count: Int, first: String)
        /// A word that should be a number is not a finite number of at least zero.
        case notAProbability(String)
        /// A row does not sum to one within the reader's tolerance.
        case rowSum(variable: String, row: String, sum: Double)
        /// The text is larger than the reader's limits allow.
        case limitExceeded(String, limit: Int)
        /// The parts were read, but they do not make a network.
        case network(BayesianNetworkError)
    }

    /// Where it was noticed.
    public let position: BIFPosition
    /// What was wrong.
    public let problem: Problem

    /// An error of a kind at a place.
    public init(position: BIFPosition, problem: Problem) {
        self.position = position
        self.problem = problem
    }

    /// The place and the problem in one lower-case sentence.
    public var description: String { "\(position): \(problem)" }
}

extension BIFError.Problem: CustomStringConvertible {
    /// The problem in lower-case words.
    public var description: String {
        switch self {
        case .unexpected(let found, let expected): "expected \(expected), found \(found)"
        case .unterminated(let what): "\(what) is not closed before the text ends"
        case .duplicateVariable(let name): "variable '\(name)' is declared twice"
        case .duplicateState(let variable, let state):
            "variable '\(variable)' has two states '\(state)'"
        case .wrongStateCount(let variable, let declared, let listed):
            "variable '\(variable)' declares \(declared) states and lists \(listed)"
        case .missingType(let variable): "variable '\(variable)' has no 'type discrete' line"
        case .unknownVariable(let name): "no variable '\(name)' is declared"
        case .repeatedParent(let variable, let parent):
            "'\(parent)' cannot be named again among the parents of '\(variable)'"
        case .duplicateProbability(let variable):
            "variable '\(variable)' has a second probability block"
        case .missingProbability(let variable): "variable '\(variable)' has no probability block"
        case .unknownState(let variable, let state): "'\(state)' is no state of '\(variable)'"
        case .wrongLabelCount(let variable, let found, let expected):
            "a row of '\(variable)' has \(found) parent states, expected \(expected)"
        case .wrongValueCount(let variable, let found, let expected):
            "'\(variable)' is given \(found) numbers, expected \(expected)"
        case .duplicateRow(let variable, let row): "row \(row) of '\(variable)' is given twice"
        case .missingRows(let variable, let count, let first):
            "\(count) rows of '\(variable)' are missing and there is no default, the first is \(first)"
        case .notAProbability(let word): "'\(word)' is not a finite number of at least zero"
        case .rowSum(let variable, let row, let sum):
            "row \(row) of '\(variable)' sums to \(sum), beyond the tolerance about one"
        case .limitExceeded(let what, let limit): "more than \(limit) \(what)"
        case .network(let error): "\(error)"
        }
    }
}
