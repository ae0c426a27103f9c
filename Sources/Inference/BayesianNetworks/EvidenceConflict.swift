extension BayesianNetwork {
    /// A smallest set of findings that cannot hold together: dropping any one of it makes the rest
    /// possible.
    ///
    /// Found by bisection over prefixes: about log2(findings) propagations for each member of the set,
    /// each over the ancestors of the findings tried. Findings whose test does not fit into memory
    /// count as possible, which leaves the set larger than need be.
    func conflict(in evidence: Evidence, memoryLimit: Int) -> [BayesianNetworkError.Finding] {
        var candidates =
            evidence.findings.keys.sorted().map { EvidenceItem(variable: $0, isSoft: false) }
            + evidence.likelihoods.keys.sorted().map { EvidenceItem(variable: $0, isSoft: true) }
        let all = candidates
        var conflict: [EvidenceItem] = []
        while isPossible(conflict, of: evidence, memoryLimit: memoryLimit) {
            // The shortest prefix that is impossible together with the conflict so far.
            var possible = 0
            var impossible = candidates.count + 1
            while impossible - possible > 1 {
                let middle = (possible + impossible) / 2
                let items = conflict + candidates[..<middle]
                if isPossible(items, of: evidence, memoryLimit: memoryLimit) {
                    possible = middle
                } else {
                    impossible = middle
                }
                if impossible > candidates.count && possible == candidates.count { break }
            }
            guard impossible <= candidates.count else {
                conflict = all
                break
            }
            conflict.append(candidates[impossible - 1])
            candidates.removeSubrange((impossible - 1)...)
        }
        return conflict.map { item in
            let variable = nodes[item.variable].variable
            let state = item.isSoft ? nil : evidence.findings[item.variable]
            return .init(
                variable: variable.name, state: state.map { variable.states[$0] } ?? "")
        }.sorted { $0.variable < $1.variable }
    }

    private func isPossible(
        _ items: [EvidenceItem], of evidence: Evidence, memoryLimit: Int
    ) -> Bool {
        var findings: [Int: Int] = [:]
        var likelihoods: [Int: [Double]] = [:]
        for item in items {
            if item.isSoft {
                likelihoods[item.variable] = evidence.likelihoods[item.variable]
            } else {
                findings[item.variable] = evidence.findings[item.variable]
            }
        }
        let part = Evidence(findings, likelihoods: likelihoods)
        do throws(BayesianNetworkError) {
            // With every finding a target, the ancestors of the findings remain.
            let relevant = try RelevantSubnetwork(
                of: self, targets: items.map(\.variable), given: Evidence())
            let evidence = relevant.evidence(part)
            let tree = try JunctionTree(
                compiling: relevant.network, observing: Array(evidence.findings.keys),
                memoryLimit: memoryLimit)
            var workspace = JunctionTreeWorkspace(tree)
            return try workspace.attempt(evidence)
        } catch {
            return true
        }
    }
}

/// A hard or a soft finding of a variable.
private struct EvidenceItem {
    let variable: Int
    let isSoft: Bool
}
