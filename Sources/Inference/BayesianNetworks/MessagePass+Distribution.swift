#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension MessagePass {
    func distribute(_ marks: inout Marks) {
        for index in cliques.indices.reversed() where marks.beliefIsStale[index] {
            marks.beliefIsStale[index] = false
            let clique = cliques[index]
            if clique.parent < 0 {
                let sum = memory[structure.memory.upwards + clique.messageOffset]
                memory[structure.memory.downwards + clique.messageOffset] =
                    scalbn(1 / sum, Int32(-marks.messageExponent[index]))
            }
            let belief = memory + structure.memory.belief
            let row = memory + structure.memory.row
            writeBelief(of: clique, to: clique.childCount == 0 ? nil : belief, row: row)
            // Hosts first: what they are told is summed on for the siblings they contain.
            for position in (clique.firstChild..<clique.firstChild + clique.childCount).reversed() {
                let child = structure.children[position]
                sendDownwards(belief, to: child, marks)
                marks.beliefIsStale[child] = true
            }
            foldMarginals(of: clique, row)
        }
    }

    /// Weighs the rows of the product by what the parent says; adds them up over the separator.
    func writeBelief(
        of clique: CliqueTree.Clique, to belief: UnsafeMutablePointer<Double>?,
        row: UnsafeMutablePointer<Double>
    ) {
        let rowSize = clique.rowSize
        var source = UnsafePointer(memory + clique.productOffset)
        let weights = memory + structure.memory.downwards + clique.messageOffset
        row.update(repeating: 0, count: rowSize)
        guard var target = belief else {
            for index in 0..<clique.separatorSize {
                let weight = weights[index]
                if weight != 0 {
                    for entry in 0..<rowSize { row[entry] += source[entry] * weight }
                }
                source += rowSize
            }
            return
        }
        for index in 0..<clique.separatorSize {
            let weight = weights[index]
            if weight == 0 {
                target.update(repeating: 0, count: rowSize)
            } else {
                for entry in 0..<rowSize {
                    let value = source[entry] * weight
                    target[entry] = value
                    row[entry] += value
                }
            }
            source += rowSize
            target += rowSize
        }
    }

    private func sendDownwards(
        _ belief: UnsafeMutablePointer<Double>, to index: Int, _ marks: borrowing Marks
    ) {
        let clique = cliques[index]
        let message = memory + structure.memory.downwards + clique.messageOffset
        let upwards = memory + structure.memory.upwards + clique.messageOffset
        let combined = memory + structure.memory.combined
        let sums = clique.isHost ? combined + clique.messageOffset : message
        let source = clique.host < 0 ? belief : combined + cliques[clique.host].messageOffset
        sums.update(repeating: 0, count: clique.separatorSize)
        Projection.sum(source, into: sums, programs + clique.separatorProgram, counters)
        let scale = scalbn(1.0, Int32(-marks.messageExponent[index]))
        for entry in 0..<clique.separatorSize {
            message[entry] = sums[entry] == 0 ? 0 : sums[entry] / upwards[entry] * scale
        }
    }

    /// The marginals of the variables of a row: the fastest is read off and summed out in turn.
    private func foldMarginals(
        of clique: CliqueTree.Clique, _ row: UnsafeMutablePointer<Double>
    ) {
        var size = clique.rowSize
        let last = clique.firstVariable + clique.variableCount - 1
        for position in stride(
            from: last, through: clique.firstVariable + clique.separatorCount, by: -1)
        {
            let variable = structure.scopes[position]
            let start = structure.marginalOffsets[variable]
            let count = structure.marginalOffsets[variable + 1] - start
            let marginal = memory + structure.memory.marginals + start
            marginal.update(repeating: 0, count: count)
            var total = 0.0
            size /= count
            for outer in 0..<size {
                var sum = 0.0
                for state in 0..<count {
                    let value = row[outer &* count &+ state]
                    marginal[state] += value
                    sum += value
                }
                row[outer] = sum
                total += sum
            }
            for state in 0..<count { marginal[state] /= total }
        }
    }
}
