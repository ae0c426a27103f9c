/// Failing links by the votes of flows that lost packets.
///
/// B. Arzani et al., *007: democratically finding the cause of packet drops*, NSDI 2018, algorithm
/// 1: every flow that lost a packet gives each link on its path 1 / (links on the path) of a vote;
/// the link with most votes is named and the votes of the flows over it are withdrawn, while it has
/// more than a share of all votes. A published scheme to compare ours with.
struct VotingRule: Sendable {
    /// The share of all votes that names a link; the paper uses 1 %.
    var share = 0.01

    /// The links of a case, the most voted first.
    func named(in flows: [FailingLinks.Flow], links: Int) -> [Int] {
        var votes = [Double](repeating: 0, count: links)
        var voters = flows.filter { $0.lost > 0 }
        func count(_ flow: FailingLinks.Flow, _ sign: Double) {
            let path = flow.path.filter { Int($0) < links }
            for link in path { votes[Int(link)] += sign / Double(path.count) }
        }
        for flow in voters { count(flow, 1) }
        let threshold = share * Double(voters.count)
        var named: [Int] = []
        while let best = votes.indices.max(by: { votes[$0] < votes[$1] }), votes[best] > 0,
            votes[best] >= threshold
        {
            named.append(best)
            for flow in voters where flow.path.contains(Int32(best)) { count(flow, -1) }
            voters.removeAll { $0.path.contains(Int32(best)) }
            votes[best] = 0
        }
        return named
    }
}
