extension JunctionTreeWorkspace {
    /// Collects to the roots and distributes from them; returns the log probability of the
    /// evidence, in which case of minus infinity nothing has been distributed.
    mutating func propagate() -> Double? {
        withMessagePass { pass, marks in
            let logarithm = pass.collect(&marks)
            if logarithm > -Double.infinity { pass.distribute(&marks) }
            return logarithm
        }
    }

    /// Lends out pointers to everything the kernels touch, taken once for a whole pass.
    mutating func withMessagePass<Result>(
        _ body: (MessagePass, inout Marks) -> Result
    ) -> Result? {
        let structure = structure
        let states = states
        let likelihoods = likelihoods
        return memory.withUnsafeMutableBufferPointer { memory in
            structure.programs.withUnsafeBufferPointer { programs in
                structure.cliques.withUnsafeBufferPointer { cliques in
                    withUnsafeTemporaryAllocation(of: Int.self, capacity: 64) { counters in
                        guard let base = memory.baseAddress, let program = programs.baseAddress,
                            let counter = counters.baseAddress
                        else { return nil }
                        let pass = MessagePass(
                            structure: structure, memory: base, programs: program,
                            cliques: cliques, states: states, likelihoods: likelihoods,
                            counters: counter)
                        return body(pass, &marks)
                    }
                }
            }
        }
    }
}
