/// Recursive descent over the four kinds of blocks; the grammar nests twice, so no recursion occurs.
struct BIFParser {
    typealias Failure = BIFLexer.Failure

    /// A variable as declared, with what its probability block says once that was met.
    struct Declaration {
        var name: String
        var offset: Int
        var states: [String] = []
        var stateIndices: [String: Int] = [:]
        var table: BIFTable?
    }

    var lexer: BIFLexer
    var token = BIFLexer.Token(kind: .end, start: 0, end: 0)
    let rowTolerance: Double
    let limits: BIFReader.Limits
    var name: String?
    var declarations: [Declaration] = []
    var indices: [String: Int] = [:]
    var properties = BIFDocument.Properties()
    var entryCount = 0
    /// Starts of probability blocks that name variables not declared yet.
    private var deferred: [Int] = []

    init(_ bytes: [UInt8], rowTolerance: Double, limits: BIFReader.Limits) {
        self.lexer = BIFLexer(bytes)
        self.rowTolerance = rowTolerance
        self.limits = limits
    }

    /// The whole text.
    mutating func document() throws(Failure) -> BIFDocument {
        guard lexer.bytes.count <= limits.bytes else {
            throw Failure(offset: 0, problem: .limitExceeded("bytes", limit: limits.bytes))
        }
        try advance()
        while token.kind != .end {
            if lexer.token(token, is: "network"), name == nil {
                try networkBlock()
            } else if lexer.token(token, is: "variable") {
                try variableBlock()
            } else if lexer.token(token, is: "probability") {
                try probabilityBlock(mayDefer: true)
            } else {
                throw unexpected(
                    name == nil
                        ? "'network', 'variable' or 'probability'" : "'variable' or 'probability'")
            }
        }
        guard let name else { throw unexpected("a 'network' block") }
        for start in deferred {
            lexer.offset = start
            try advance()
            try probabilityBlock(mayDefer: false)
        }
        return try assembled(name: name)
    }

    private mutating func networkBlock() throws(Failure) {
        try advance()
        // Some writers leave the name out.
        name = lexer.token(token, isMark: "{") ? "" : try self.name("a network name")
        let opening = token.start
        try expect("{")
        while !lexer.token(token, isMark: "}") {
            guard token.kind != .end else { throw unterminated("a network block", opening) }
            guard lexer.token(token, is: "property") else { throw unexpected("'property' or '}'") }
            properties.network.append(try property())
        }
        try advance()
    }

    private mutating func variableBlock() throws(Failure) {
        try advance()
        var declaration = Declaration(name: "", offset: token.start)
        declaration.name = try self.name("a variable name")
        guard indices[declaration.name] == nil else {
            throw Failure(
                offset: declaration.offset, problem: .duplicateVariable(declaration.name))
        }
        guard declarations.count < limits.variables else {
            throw Failure(
                offset: declaration.offset,
                problem: .limitExceeded("variables", limit: limits.variables))
        }
        let opening = token.start
        try expect("{")
        while !lexer.token(token, isMark: "}") {
            guard token.kind != .end else { throw unterminated("a variable block", opening) }
            if lexer.token(token, is: "property") {
                properties.variables[declaration.name, default: []].append(try property())
            } else if lexer.token(token, is: "type"), declaration.states.isEmpty {
                try discreteType(of: &declaration)
            } else {
                throw unexpected(
                    declaration.states.isEmpty ? "'type' or 'property'" : "'property' or '}'")
            }
        }
        guard !declaration.states.isEmpty else {
            throw Failure(
                offset: declaration.offset, problem: .missingType(variable: declaration.name))
        }
        try advance()
        indices[declaration.name] = declarations.count
        declarations.append(declaration)
    }

    private mutating func discreteType(of declaration: inout Declaration) throws(Failure) {
        try advance()
        guard lexer.token(token, is: "discrete") else { throw unexpected("'discrete'") }
        try advance()
        try expect("[")
        guard token.kind == .word, token.end - token.start <= 18,
            let declared = Int(lexer.text(token)), declared > 0
        else { throw unexpected("a number of states") }
        let countOffset = token.start
        try advance()
        try expect("]")
        let opening = token.start
        try expect("{")
        while !lexer.token(token, isMark: "}") {
            guard token.kind != .end else { throw unterminated("a list of states", opening) }
            let offset = token.start
            let state = try self.name("a state label or '}'")
            guard declaration.states.count < limits.states else {
                throw Failure(
                    offset: offset, problem: .limitExceeded("states", limit: limits.states))
            }
            guard
                declaration.stateIndices.updateValue(declaration.states.count, forKey: state)
                    == nil
            else {
                throw Failure(
                    offset: offset,
                    problem: .duplicateState(variable: declaration.name, state: state))
            }
            declaration.states.append(state)
        }
        guard declaration.states.count == declared else {
            throw Failure(
                offset: countOffset,
                problem: .wrongStateCount(
                    variable: declaration.name, declared: declared,
                    listed: declaration.states.count))
        }
        try advance()
        try expect(";")
    }

    /// Steps over a probability block that cannot be understood yet.
    mutating func deferBlock(startingAt start: Int, opening: Int) throws(Failure) {
        deferred.append(start)
        try expect("{")
        var isStatementStart = true
        while !lexer.token(token, isMark: "}") {
            guard token.kind != .end else { throw unterminated("a probability block", opening) }
            if isStatementStart, lexer.token(token, is: "property") {
                _ = try property()
            } else {
                isStatementStart = lexer.token(token, isMark: ";")
                try advance()
            }
        }
        try advance()
    }
}
