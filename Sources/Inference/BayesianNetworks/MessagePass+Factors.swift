#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension MessagePass {
    func refreshSlices(_ marks: inout Marks) {
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
    func logOfSingleNumbers() -> Double {
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

    func buildBase(_ index: Int, _ marks: inout Marks) {
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
}
