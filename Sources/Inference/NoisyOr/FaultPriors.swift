import NumericKernels

/// The prior Beta distribution of every fault's rate.
public struct FaultPriors: Sendable, Equatable {
    /// The distributions that occur; penalties are tabulated once for each.
    public let distinct: [BetaDistribution]
    /// Which of them each fault has; `nil` if all have the first.
    let indices: [Int32]?

    /// One prior for all faults, however many there are or come to be.
    public init(all prior: BetaDistribution) throws(NoisyOrError) {
        guard prior.isProper else {
            throw .badDistribution(alpha: prior.alpha, beta: prior.beta, fault: 0)
        }
        distinct = [prior]
        indices = nil
    }

    /// A prior for each fault.
    public init(each priors: [BetaDistribution]) throws(NoisyOrError) {
        var known: [BetaDistribution: Int32] = [:]
        var distinct: [BetaDistribution] = []
        var indices: [Int32] = []
        indices.reserveCapacity(priors.count)
        for (fault, prior) in priors.enumerated() {
            guard prior.isProper else {
                throw .badDistribution(alpha: prior.alpha, beta: prior.beta, fault: fault)
            }
            if let index = known[prior] {
                indices.append(index)
            } else {
                known[prior] = Int32(distinct.count)
                indices.append(Int32(distinct.count))
                distinct.append(prior)
            }
        }
        self.distinct = distinct
        self.indices = indices
    }

    /// The prior of a fault.
    public subscript(fault: Int) -> BetaDistribution { distinct[index(of: fault)] }

    /// Which of the distinct priors a fault has.
    func index(of fault: Int) -> Int {
        guard let indices else { return 0 }
        return Int(indices[fault])
    }

    /// Refuses priors that were given for another number of faults.
    func check(count: Int) throws(NoisyOrError) {
        if let indices, indices.count != count {
            throw .unequalLengths(what: "priors", found: indices.count, expected: count)
        }
    }
}
