extension BIFParser {
    /// The document of everything read, once every variable is known to have its table.
    mutating func assembled(name: String) throws(Failure) -> BIFDocument {
        var nodes: [BayesianNetwork.Node] = []
        nodes.reserveCapacity(declarations.count)
        var notes: [BIFDocument.Note] = []
        for index in declarations.indices {
            // Taken out, so that two copies of a large table never live at a time.
            let table = declarations[index].table
            declarations[index].table = nil
            let declaration = declarations[index]
            guard let table else {
                throw Failure(
                    offset: declaration.offset,
                    problem: .missingProbability(variable: declaration.name))
            }
            notes += Self.notes(on: table, of: declaration.name)
            do {
                let variable = try DiscreteVariable(
                    name: declaration.name, states: declaration.states)
                nodes.append(
                    BayesianNetwork.Node(
                        variable: variable, parents: table.parents, table: table.values))
            } catch {
                throw Failure(offset: declaration.offset, problem: .network(error))
            }
        }
        do {
            let network = try BayesianNetwork(nodes: nodes)
            return BIFDocument(name: name, network: network, properties: properties, notes: notes)
        } catch {
            throw Failure(offset: offset(of: error), problem: .network(error))
        }
    }

    private static func notes(on table: BIFTable, of name: String) -> [BIFDocument.Note] {
        var notes: [BIFDocument.Note] = []
        if !table.normalisedRows.isEmpty {
            notes.append(
                .normalised(
                    variable: name, rows: table.normalisedRows,
                    largestDeviation: table.largestDeviation))
        }
        if !table.unseenRows.isEmpty {
            notes.append(.unseen(variable: name, rows: table.unseenRows))
        }
        if !table.defaultedRows.isEmpty {
            notes.append(.defaulted(variable: name, rows: table.defaultedRows))
        }
        return notes
    }

    /// The declaration of the variable that an error is about: a cycle is shown at one member.
    private func offset(of error: BayesianNetworkError) -> Int {
        guard case .cycle(let names) = error, let name = names.first, let index = indices[name]
        else { return 0 }
        return declarations[index].offset
    }
}
