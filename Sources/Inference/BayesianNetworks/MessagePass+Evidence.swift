#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension MessagePass {
    func multiplyEvidence(
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
    func rescale(
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
}
