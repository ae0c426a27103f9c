#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One collect and distribute over a clique tree.
///
/// Upwards, a clique multiplies its own factors, its evidence and its children's messages, and sends
/// the sum of each row to its parent. Downwards, the belief of a clique is its product times what
/// the parent says of the separator: the parent's belief of it divided by the message that went up
/// (F. V. Jensen et al. 1990; products stay as they are, so an unchanged subtree is not redone).
/// Tables and messages are kept near 1 by powers of two, which are exact and add up in integers.
struct MessagePass {
    typealias Marks = JunctionTreeWorkspace.Marks

    let structure: CliqueTree
    let memory: UnsafeMutablePointer<Double>
    let programs: UnsafePointer<Int>
    let cliques: UnsafeBufferPointer<CliqueTree.Clique>
    let states: [Int]
    let likelihoods: [[Double]]
    let counters: UnsafeMutablePointer<Int>

    /// Below this power of two a table's smallest entries might soon vanish: look and rescale.
    private static let lowestExponent = -800

    func collect(_ marks: inout Marks) -> Double {
        if marks.anySliceIsStale { refreshSlices(&marks) }
        var logarithm = logOfSingleNumbers()
        for index in cliques.indices {
            let isLeaf = cliques[index].baseOffset < 0
            if marks.baseIsStale[index] {
                buildBase(index, &marks)
                marks.baseIsStale[index] = false
                marks.productIsStale[index] = true
            }
            if marks.productIsStale[index] {
                if isLeaf {
                    marks.productExponent[index] = marks.baseExponent[index]
                } else {
                    buildProduct(index, &marks)
                }
                sendUpwards(index, &marks)
                marks.productIsStale[index] = false
                marks.beliefIsStale[index] = true
            }
            if cliques[index].parent < 0 {
                let sum = memory[structure.memory.upwards + cliques[index].messageOffset]
                logarithm += log(sum)
                logarithm +=
                    Double(marks.productExponent[index] + marks.messageExponent[index]) * ln2
            }
        }
        return logarithm
    }

    private var ln2: Double { 0.693147180559945309417232121458 }

    // MARK: Factors

    private func refreshSlices(_ marks: inout Marks) {
        for index in structure.factors.indices where marks.sliceIsStale[index] {
            marks.sliceIsStale[index] = false
            let factor = structure.factors[index]
            var offset = 0
            let observed = programs + factor.observedProgram
            for position in 0..<observed[0] {
                offset += states[observed[1 + 2 * position]] * observed[2 + 2 * position]
            }
            let target = memory + structure.memory.slices + factor.sliceOffset
            marks.sliceLow[index] = structure.tables[factor.node].withUnsafeBufferPointer { table in
                gather(table, offset, programs + factor.gatherProgram, target, factor.sliceSize)
            }
        }
        marks.anySliceIsStale = false
    }

    /// Copies a slice in table order; returns the exponent of its smallest entry that is not 0.
    private func gather(
        _ table: UnsafeBufferPointer<Double>, _ start: Int, _ program: UnsafePointer<Int>,
        _ target: UnsafeMutablePointer<Double>, _ size: Int
    ) -> Int {
        let dimensions = program[0]
        for level in 0..<dimensions { counters[level] = 0 }
        var source = start
        var least = 1.0
        for index in 0..<size {
            let value = table[source]
            target[index] = value
            if value > 0 && value < least { least = value }
            var level = dimensions &- 1
            while level >= 0 {
                counters[level] &+= 1
                source &+= program[2 &* level &+ 2]
                if counters[level] < program[2 &* level &+ 1] { break }
                source &-= program[2 &* level &+ 2] &* counters[level]
                counters[level] = 0
                level &-= 1
            }
        }
        return Int(least.exponent)
    }

    /// Factors of which every variable is observed, and soft findings of observed variables.
    private func logOfSingleNumbers() -> Double {
        var logarithm = 0.0
        for index in structure.singleFactors {
            let value = memory[structure.memory.slices + structure.factors[index].sliceOffset]
            if value != 1 { logarithm += log(value) }
        }
        for variable in structure.observed where !likelihoods[variable].isEmpty {
            logarithm += log(likelihoods[variable][states[variable]])
        }
        return logarithm
    }

    // MARK: Upwards

    private func buildBase(_ index: Int, _ marks: inout Marks) {
        let clique = cliques[index]
        let isLeaf = clique.baseOffset < 0
        let table = memory + (isLeaf ? clique.productOffset : clique.baseOffset)
        var exponent = 0
        var low = 0
        if clique.factorCount == 0 { table.update(repeating: 1, count: clique.size) }
        for position in clique.firstFactor..<clique.firstFactor + clique.factorCount {
            let factor = structure.factors[position]
            let slice = memory + structure.memory.slices + factor.sliceOffset
            let program = programs + factor.program
            if position == clique.firstFactor {
                Projection.spread(slice, into: table, program, counters)
            } else {
                Projection.multiply(table, by: slice, into: table, program, counters)
            }
            low += marks.sliceLow[position]
            if low < Self.lowestExponent { rescale(table, clique.size, &exponent, &low) }
        }
        if isLeaf { multiplyEvidence(clique, into: table, &exponent, &low) }
        marks.baseExponent[index] = exponent
        marks.baseLow[index] = low
    }

    private func buildProduct(_ index: Int, _ marks: inout Marks) {
        let clique = cliques[index]
        let table = memory + clique.productOffset
        var source = UnsafePointer(memory + clique.baseOffset)
        var exponent = marks.baseExponent[index]
        var low = marks.baseLow[index]
        let upwards = memory + structure.memory.upwards
        let combined = memory + structure.memory.combined
        for position in clique.firstChild..<clique.firstChild + clique.childCount {
            let index = structure.children[position]
            let child = cliques[index]
            let message = (child.isHost ? combined : upwards) + child.messageOffset
            let messageLow = child.isHost ? marks.combinedLow[index] : marks.messageLow[index]
            let program = programs + child.separatorProgram
            exponent += marks.productExponent[index] + marks.messageExponent[index]
            if child.host >= 0 {
                let host = cliques[child.host]
                let joined = combined + host.messageOffset
                let before = child.startsHost ? upwards + host.messageOffset : joined
                Projection.multiply(before, by: message, into: joined, program, counters)
                var low =
                    (child.startsHost
                        ? marks.messageLow[child.host] : marks.combinedLow[child.host]) + messageLow
                if low < Self.lowestExponent {
                    rescale(joined, host.separatorSize, &exponent, &low)
                }
                marks.combinedLow[child.host] = low
            } else {
                Projection.multiply(source, by: message, into: table, program, counters)
                source = UnsafePointer(table)
                low += messageLow
                if low < Self.lowestExponent { rescale(table, clique.size, &exponent, &low) }
            }
        }
        multiplyEvidence(clique, into: table, &exponent, &low)
        marks.productExponent[index] = exponent
    }

    private func multiplyEvidence(
        _ clique: CliqueTree.Clique, into table: UnsafeMutablePointer<Double>,
        _ exponent: inout Int, _ low: inout Int
    ) {
        var inner = 1
        let last = clique.firstVariable + clique.variableCount - 1
        for position in stride(
            from: last, through: clique.firstVariable + clique.separatorCount, by: -1)
        {
            let variable = structure.scopes[position]
            let count =
                structure.marginalOffsets[variable + 1] - structure.marginalOffsets[variable]
            if states[variable] >= 0 {
                keep(states[variable], of: count, inner, table, clique.size)
            }
            if !likelihoods[variable].isEmpty {
                weigh(likelihoods[variable], inner, table, clique.size, &exponent, &low)
            }
            inner *= count
        }
    }

    private func keep(
        _ state: Int, of count: Int, _ inner: Int, _ table: UnsafeMutablePointer<Double>,
        _ size: Int
    ) {
        var block = 0
        while block < size {
            for other in 0..<count where other != state {
                (table + block + other * inner).update(repeating: 0, count: inner)
            }
            block += inner * count
        }
    }

    private func weigh(
        _ likelihood: [Double], _ inner: Int, _ table: UnsafeMutablePointer<Double>, _ size: Int,
        _ exponent: inout Int, _ low: inout Int
    ) {
        let largest = likelihood.max() ?? 0
        let shift = largest > 0 ? Int(largest.exponent) + 1 : 0
        var least = 1.0
        var block = 0
        while block < size {
            for value in likelihood {
                let factor = scalbn(value, Int32(-shift))
                if factor > 0 { least = min(least, factor) }
                for entry in 0..<inner { table[block + entry] *= factor }
                block += inner
            }
        }
        exponent += shift
        low += Int(least.exponent)
        if low < Self.lowestExponent { rescale(table, size, &exponent, &low) }
    }

    /// Brings the largest entry near 1 and finds the exponent of the smallest that is not 0.
    private func rescale(
        _ table: UnsafeMutablePointer<Double>, _ size: Int, _ exponent: inout Int, _ low: inout Int
    ) {
        var largest = 0.0
        for index in 0..<size where table[index] > largest { largest = table[index] }
        low = 0
        guard largest > 0 else { return }
        let shift = Int(largest.exponent) + 1
        var least = 1.0
        for index in 0..<size where table[index] != 0 {
            table[index] = scalbn(table[index], Int32(-shift))
            if table[index] > 0 { least = min(least, table[index]) }
        }
        exponent += shift
        // Entries far below the largest may vanish; they no longer count.
        low = max(Int(least.exponent), Self.lowestExponent / 2)
    }

    private func sendUpwards(_ index: Int, _ marks: inout Marks) {
        let clique = cliques[index]
        let table = memory + clique.productOffset
        let message = memory + structure.memory.upwards + clique.messageOffset
        let rowSize = clique.rowSize
        var largest = 0.0
        var least = Double.infinity
        for row in 0..<clique.separatorSize {
            let sum = Projection.total(table + row &* rowSize, rowSize)
            message[row] = sum
            if sum > largest { largest = sum }
            if sum > 0 && sum < least { least = sum }
        }
        let exponent = largest > 0 ? Int(largest.exponent) + 1 : 0
        if exponent != 0 {
            let scale = scalbn(1.0, Int32(-exponent))
            for row in 0..<clique.separatorSize { message[row] *= scale }
        }
        marks.messageExponent[index] = exponent
        marks.messageLow[index] = largest > 0 ? Int(least.exponent) - exponent : 0
        if clique.parent >= 0 { marks.productIsStale[clique.parent] = true }
    }

    // MARK: Downwards

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
