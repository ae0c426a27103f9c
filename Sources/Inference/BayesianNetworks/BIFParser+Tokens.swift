extension BIFParser {
    /// Takes the next token as the current one.
    mutating func advance() throws(Failure) {
        token = try lexer.next()
    }

    /// Steps over a punctuation mark that must stand here.
    mutating func expect(_ mark: Unicode.Scalar) throws(Failure) {
        guard lexer.token(token, isMark: mark) else { throw unexpected("'\(mark)'") }
        try advance()
    }

    /// A name or label, quoted or not, and steps over it.
    mutating func name(_ expected: String) throws(Failure) -> String {
        guard token.kind == .word || token.kind == .quoted else { throw unexpected(expected) }
        let text = lexer.text(token)
        try advance()
        return text
    }

    /// The text of a property, whose keyword is the current token, and steps over it.
    mutating func property() throws(Failure) -> String {
        let text = lexer.text(try lexer.propertyText())
        try advance()
        return text
    }

    /// Something else stands here than what is expected.
    func unexpected(_ expected: String) -> Failure {
        let found: String =
            switch token.kind {
            case .end: "the end of the text"
            case .quoted: "\"\(lexer.excerpt(token))\""
            case .word, .punctuation: "'\(lexer.excerpt(token))'"
            }
        return Failure(
            offset: token.start, problem: .unexpected(found: found, expected: expected))
    }

    /// A block is still open where the text ends; the place is that of its opening brace.
    func unterminated(_ what: String, _ opening: Int) -> Failure {
        Failure(offset: opening, problem: .unterminated(what))
    }
}
