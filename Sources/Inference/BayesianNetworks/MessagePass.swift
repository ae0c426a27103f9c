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
    static let lowestExponent = -800

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

    func buildProduct(_ index: Int, _ marks: inout Marks) {
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

    func sendUpwards(_ index: Int, _ marks: inout Marks) {
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
}
