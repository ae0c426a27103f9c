#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Failing components by a greedy search for the most likely set of them.
///
/// The model of V. Harsh et al., *Flock: accurate network fault localization at scale*, 2023: a path
/// with a failed component loses packets with one rate, a path without with another, whatever
/// the component; each failed component costs a prior. Components are added while one gains more
/// than that. A published scheme to compare ours with.
struct HypothesisRule: Sendable {
    /// The loss rate of a path without failures.
    var goodRate = 5e-4
    /// The loss rate of a path with a failure.
    var badRate = 5e-3
    /// What a component must gain in nats to be named.
    var cost = 5.0

    /// The components of a case in the order in which they were added.
    func named(in flows: [FailingLinks.Flow], components: Int) -> [Int] {
        let lossGain = log(badRate / goodRate)
        let arrivalGain = log((1 - badRate) / (1 - goodRate))
        let gains = flows.map {
            Double($0.lost) * lossGain + Double($0.packets - $0.lost) * arrivalGain
        }
        var over = [[Int32]](repeating: [], count: components)
        var sums = [Double](repeating: 0, count: components)
        for (index, flow) in flows.enumerated() {
            for component in flow.path {
                over[Int(component)].append(Int32(index))
                sums[Int(component)] += gains[index]
            }
        }
        var explained = [Bool](repeating: false, count: flows.count)
        var named: [Int] = []
        while let best = sums.indices.max(by: { sums[$0] < sums[$1] }), sums[best] > cost {
            named.append(best)
            for index in over[best] where !explained[Int(index)] {
                explained[Int(index)] = true
                for component in flows[Int(index)].path {
                    sums[Int(component)] -= gains[Int(index)]
                }
            }
            sums[best] = 0
        }
        return named
    }
}
