extension JunctionTreeWorkspace {
    /// Tables smaller than this are not compiled anew for each pattern of findings.
    private static let smallEntryCount = 50_000
    /// How many times smaller the tables must become for compiling anew to pay.
    private static let worthwhileShrinkage = 3.0

    /// Takes the tree's own tables or, if they would be much smaller, tables without what is observed.
    mutating func chooseStructure(for evidence: Evidence) throws(BayesianNetworkError) {
        // The same variables observed as last time: the choice has been made.
        if !memory.isEmpty, hardVariables.count == evidence.findings.count,
            hardVariables.allSatisfy({ evidence.findings[$0] != nil })
        {
            return
        }
        let network = tree.network
        if !serves(structure, evidence) {
            guard serves(tree.structure, evidence) else {
                return use(try compiled(for: evidence))
            }
            use(tree.structure)
        }
        guard structure.entryCount > Self.smallEntryCount,
            evidence.findings.count > structure.observed.count
        else { return }
        let sliced = structure.entryCount(
            observing: Array(evidence.findings.keys), stateCounts: network.stateCount(of:))
        guard sliced * Self.worthwhileShrinkage < Double(structure.entryCount) else { return }
        use(try compiled(for: evidence))
    }

    /// Tables without some variables serve only evidence that tells the states of all of them.
    private func serves(_ structure: CliqueTree, _ evidence: Evidence) -> Bool {
        for variable in structure.observed where evidence.findings[variable] == nil {
            return false
        }
        return true
    }

    private func compiled(
        for evidence: Evidence
    ) throws(BayesianNetworkError) -> CliqueTree {
        try CliqueTree(
            network: tree.network, observing: evidence.findings.keys.sorted(),
            keepingTogether: tree.keptTogether, memoryLimit: tree.memoryLimit)
    }

    private mutating func use(_ new: CliqueTree) {
        guard new !== structure else { return }
        structure = new
        memory = []
        marks = Marks(new)
        for variable in hardVariables { states[variable] = -1 }
        for variable in softVariables { likelihoods[variable] = [] }
        hardVariables.removeAll(keepingCapacity: true)
        softVariables.removeAll(keepingCapacity: true)
    }

    /// Takes over findings and marks what they change.
    mutating func take(_ evidence: Evidence) {
        var kept = 0
        for position in hardVariables.indices {
            let variable = hardVariables[position]
            if evidence.findings[variable] == nil {
                states[variable] = -1
                markChanged(variable)
            } else {
                hardVariables[kept] = variable
                kept += 1
            }
        }
        hardVariables.removeLast(hardVariables.count - kept)
        for (variable, state) in evidence.findings where states[variable] != state {
            if states[variable] < 0 { hardVariables.append(variable) }
            states[variable] = state
            markChanged(variable)
        }

        if softVariables.isEmpty && evidence.likelihoods.isEmpty { return }
        for variable in softVariables where evidence.likelihoods[variable] == nil {
            likelihoods[variable] = []
            markChanged(variable)
        }
        softVariables = evidence.likelihoods.keys.sorted()
        for variable in softVariables {
            guard let values = evidence.likelihoods[variable], values != likelihoods[variable]
            else { continue }
            likelihoods[variable] = values
            markChanged(variable)
        }
    }

    private mutating func markChanged(_ variable: Int) {
        let clique = structure.home[variable]
        if clique >= 0 {
            marks.productIsStale[clique] = true
            // A leaf's evidence is multiplied into the table of its own factors.
            if structure.cliques[clique].baseOffset < 0 { marks.baseIsStale[clique] = true }
            return
        }
        for factor in structure.factorsByObserved[variable] ?? [] {
            marks.sliceIsStale[factor] = true
            marks.anySliceIsStale = true
            let clique = structure.factors[factor].clique
            if clique >= 0 { marks.baseIsStale[clique] = true }
        }
        let start = structure.memory.marginals
        for entry in structure.marginalOffsets[variable]..<structure.marginalOffsets[variable + 1] {
            memory[start + entry] = 0
        }
        if states[variable] >= 0 {
            memory[start + structure.marginalOffsets[variable] + states[variable]] = 1
        }
    }
}
