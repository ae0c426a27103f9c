import Ontology

extension DocumentValidation {
    func check(_ metadata: InformationMetadata) throws(DocumentError) {
        try check(time: metadata.time, "time")
        try check(time: metadata.expires, "expires")
    }

    func check(_ component: ComponentDescription) throws(DocumentError) {
        if component.classes.isEmpty {
            throw .missing(what: "class", within: component.kind.rawValue)
        }
        for name in component.classes { try check(name: name.text, "class") }
        for property in component.properties { try check(name: property.name, "property") }
    }

    func check(_ belief: BeliefStatement) throws(DocumentError) {
        try check(name: belief.property, "property")
        guard belief.entries.count >= 2 else {
            throw .missing(what: "a second entry", within: belief.kind.rawValue)
        }
        var values = Set<String>(), sum = 0.0
        for entry in belief.entries {
            let what = "p of \(entry.value)"
            try check(amount: entry.probability, what)
            if belief.kind == .distribution { try check(probability: entry.probability, what) }
            if !values.insert(entry.value).inserted {
                throw .invalid(
                    what: "value", value: entry.value, reason: "each value has one entry")
            }
            sum += entry.probability
        }
        if belief.kind == .likelihood, sum == 0 {
            throw .invalid(
                what: "likelihood", value: "0", reason: "some value can explain the evidence")
        }
        if belief.kind == .distribution, !(abs(sum - 1) <= Self.tolerance) {
            throw .invalid(
                what: "distribution", value: "\(sum)", reason: "its probabilities sum to 1")
        }
        for path in belief.evidence { try check(path: path, "propPath of evidence") }
    }

    func check(_ statement: KnowledgeStatement) throws(DocumentError) {
        try check(name: statement.subject.text, "subject")
        try check(name: statement.property, "property")
        try check(statement.table)
    }

    /// Checks numbers and shape of a table: each row sums to 1, or is 0 throughout when it was never seen.
    func check(_ table: KnowledgeStatement.Table) throws(DocumentError) {
        try check(count: table.parents.count, of: "parents of a cpt", limit: limits.parents)
        try check(count: table.entries.count, of: "entries of a cpt", limit: limits.tableEntries)
        for path in table.parents { try check(path: path, "parents") }
        guard table.entries.count >= 2 else {
            throw .missing(what: "a second entry", within: "cpt")
        }
        var rows = [[String]: Int](minimumCapacity: table.entries.count / 2)
        var sums = [Double](), values = [Set<String>]()
        for entry in table.entries {
            guard entry.parentValues.count == table.parents.count else {
                throw .invalid(
                    what: "parentVals", value: entry.parentValues.joined(separator: " "),
                    reason: "\(table.parents.count) values are needed, one for each parent")
            }
            try check(names: entry.parentValues, "parentVals")
            try check(probability: entry.probability, "p of \(entry.value)")
            let row = rows[entry.parentValues] ?? sums.count
            if row == sums.count {
                rows[entry.parentValues] = row
                sums.append(0)
                values.append([])
            }
            sums[row] += entry.probability
            if !values[row].insert(entry.value).inserted {
                throw .invalid(
                    what: "value", value: entry.value,
                    reason: "each value has one entry for each row of the cpt")
            }
        }
        if let sum = sums.first(where: { $0 != 0 && !(abs($0 - 1) <= Self.tolerance) }) {
            throw .invalid(
                what: "cpt", value: "\(sum)", reason: "the probabilities of a row sum to 1")
        }
    }
}
