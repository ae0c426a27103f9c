extension BIFParser {
    /// A probability block; one that names an undeclared variable may wait for the end of the text.
    mutating func probabilityBlock(mayDefer: Bool) throws(Failure) {
        let start = token.start
        try advance()
        try expect("(")
        var members: [Int] = []
        var unknown: Failure?
        while !lexer.token(token, isMark: ")") {
            let offset = token.start
            let name = try self.name(
                members.isEmpty ? "a variable name" : "a parent's name or ')'")
            guard members.count <= limits.parents else {
                throw Failure(
                    offset: offset, problem: .limitExceeded("parents", limit: limits.parents))
            }
            if let index = indices[name] {
                // With a name unknown so far the block is read again, and checked then.
                if unknown == nil, let child = members.first, members.contains(index) {
                    throw Failure(
                        offset: offset,
                        problem: .repeatedParent(
                            variable: declarations[child].name, parent: name))
                }
                members.append(index)
            } else {
                unknown = unknown ?? Failure(offset: offset, problem: .unknownVariable(name))
                // Keeps the count against the limit; negative, so it never equals a declared one.
                members.append(-1)
            }
        }
        try advance()
        let opening = token.start
        if let unknown {
            guard mayDefer else { throw unknown }
            return try deferBlock(startingAt: start, opening: opening)
        }
        guard let child = members.first else { throw unexpected("a variable name before ')'") }
        guard declarations[child].table == nil else {
            throw Failure(
                offset: start, problem: .duplicateProbability(variable: declarations[child].name))
        }
        var table = try emptyTable(child: child, parents: Array(members.dropFirst()), at: start)
        try expect("{")
        while !lexer.token(token, isMark: "}") {
            if lexer.token(token, is: "property") {
                properties.probabilities[declarations[child].name, default: []].append(
                    try property())
            } else if lexer.token(token, isMark: "(") {
                try labelledRow(of: child, into: &table)
            } else if lexer.token(token, is: "table") {
                try wholeTable(of: child, into: &table)
            } else if lexer.token(token, is: "default") {
                try defaultRow(of: child, into: &table)
            } else if token.kind == .end {
                throw unterminated("a probability block", opening)
            } else {
                throw unexpected("'table', 'default', 'property', '(' or '}'")
            }
        }
        if let (count, first) = table.complete() {
            throw Failure(
                offset: token.start,
                problem: .missingRows(
                    variable: declarations[child].name, count: count,
                    first: label(ofRow: first, in: table)))
        }
        try advance()
        declarations[child].table = table
    }

    private mutating func emptyTable(
        child: Int, parents: [Int], at offset: Int
    ) throws(Failure) -> BIFTable {
        let width = declarations[child].states.count
        var rowCount = 1
        for parent in parents {
            // Both factors stay below the limits, which fit 48 bits together.
            let (product, overflow) = rowCount.multipliedReportingOverflow(
                by: declarations[parent].states.count)
            guard !overflow, product <= limits.entries else { throw tooManyEntries(offset) }
            rowCount = product
        }
        let (count, overflow) = rowCount.multipliedReportingOverflow(by: width)
        guard !overflow, count <= limits.entries - entryCount else { throw tooManyEntries(offset) }
        entryCount += count
        return BIFTable(parents: parents, width: width, rowCount: rowCount)
    }

    private func tooManyEntries(_ offset: Int) -> Failure {
        Failure(offset: offset, problem: .limitExceeded("table entries", limit: limits.entries))
    }

    private mutating func labelledRow(of child: Int, into table: inout BIFTable) throws(Failure) {
        let start = token.start
        try advance()
        var row = 0
        var count = 0
        while !lexer.token(token, isMark: ")") {
            let offset = token.start
            let state = try name("a parent's state or ')'")
            if count < table.parents.count {
                let parent = declarations[table.parents[count]]
                guard let index = parent.stateIndices[state] else {
                    throw Failure(
                        offset: offset,
                        problem: .unknownState(variable: parent.name, state: state))
                }
                row = row * parent.states.count + index
            }
            count += 1
        }
        guard count == table.parents.count else {
            throw Failure(
                offset: start,
                problem: .wrongLabelCount(
                    variable: declarations[child].name, found: count,
                    expected: table.parents.count))
        }
        try advance()
        let numbers = try self.numbers(table.width, of: child)
        try place(numbers, at: row, of: child, into: &table, offset: start)
    }

    private mutating func wholeTable(of child: Int, into table: inout BIFTable) throws(Failure) {
        let start = token.start
        try advance()
        let numbers = try self.numbers(table.width * table.rowCount, of: child)
        for row in 0..<table.rowCount {
            let distribution = (0..<table.width).map { numbers[$0 * table.rowCount + row] }
            try place(distribution, at: row, of: child, into: &table, offset: start)
        }
    }

    private mutating func defaultRow(of child: Int, into table: inout BIFTable) throws(Failure) {
        let start = token.start
        try advance()
        let numbers = try self.numbers(table.width, of: child)
        do {
            try table.setDefault(numbers, tolerance: rowTolerance)
        } catch {
            throw failure(error, row: "'default'", of: child, offset: start)
        }
    }

    private func place(
        _ numbers: [Double], at row: Int, of child: Int, into table: inout BIFTable, offset: Int
    ) throws(Failure) {
        do {
            try table.setRow(row, to: numbers, tolerance: rowTolerance)
        } catch {
            throw failure(error, row: label(ofRow: row, in: table), of: child, offset: offset)
        }
    }

    private func failure(
        _ rejection: BIFTable.Rejection, row: String, of child: Int, offset: Int
    ) -> Failure {
        let name = declarations[child].name
        switch rejection {
        case .duplicate:
            return Failure(offset: offset, problem: .duplicateRow(variable: name, row: row))
        case .sum(let sum):
            return Failure(offset: offset, problem: .rowSum(variable: name, row: row, sum: sum))
        }
    }

    /// Numbers up to the semicolon, which must be as many as expected.
    private mutating func numbers(_ expected: Int, of child: Int) throws(Failure) -> [Double] {
        var numbers: [Double] = []
        numbers.reserveCapacity(min(expected, 1 << 16))
        var found = 0
        while token.kind == .word {
            let number = try lexer.probability(token)
            if found < expected { numbers.append(number) }
            found += 1
            try advance()
        }
        guard lexer.token(token, isMark: ";") else { throw unexpected("a number or ';'") }
        guard found == expected else {
            throw Failure(
                offset: token.start,
                problem: .wrongValueCount(
                    variable: declarations[child].name, found: found, expected: expected))
        }
        try advance()
        return numbers
    }

    /// The labels of a row as the text writes them.
    private func label(ofRow row: Int, in table: BIFTable) -> String {
        var rest = row
        var labels: [String] = []
        for parent in table.parents.reversed() {
            let states = declarations[parent].states
            labels.append(states[rest % states.count])
            rest /= states.count
        }
        return "(\(labels.reversed().joined(separator: ", ")))"
    }
}
