/// Scenarios by chance: a random Internet with one random fault, or two.
public enum RandomScenario {
    /// The scenario of a seed and a number: equal ones give equal scenarios.
    ///
    /// - Parameters:
    ///   - number: which scenario of the seed.
    ///   - doubles: the share of scenarios with two faults, 0 to 1.
    public static func make(seed: UInt64, number: Int, doubles: Double) -> Scenario {
        var random = SplitMix64(seed: seed &+ UInt64(number) &* 0x9e37_79b9_7f4a_7c15)
        let internet = RandomInternet(using: &random)
        let faults = RandomFault.all(in: internet, using: &random)
        // A cause first and then one of its faults, so that every cause comes up as often.
        let causes = Set(faults.map(\.truth.cause)).sorted()
        let cause = causes.randomElement(using: &random)
        guard let first = faults.filter({ $0.truth.cause == cause }).randomElement(using: &random)
        else { return scenario(internet, [], number: number, seed: seed) }
        var chosen = [first]
        if Double.random(in: 0..<1, using: &random) < doubles,
            let second = faults.filter({ isCompatible(first, $0) }).randomElement(using: &random)
        {
            chosen.append(second)
        }
        return scenario(internet, chosen, number: number, seed: seed)
    }

    /// Two faults go together when it is plain which of them keeps the page away.
    private static func isCompatible(_ first: RandomFault, _ second: RandomFault) -> Bool {
        abs(first.stage - second.stage) >= 10 && !(first.degrades && second.degrades)
            && Set(first.kinds.map(\.subject)).isDisjoint(with: second.kinds.map(\.subject))
    }

    private static func scenario(
        _ internet: RandomInternet, _ faults: [RandomFault], number: Int, seed: UInt64
    ) -> Scenario {
        let toBlame = faults.min { $0.stage < $1.stage }
        let truth = toBlame?.truth ?? .healthy
        let kinds = faults.flatMap(\.kinds)
        let causes = faults.map { $0.truth.cause.lowercased() }.joined(separator: "-and-")
        return Scenario(
            name: "hunt-\(seed)-\(number)-\(causes)",
            title: kinds.isEmpty
                ? "nothing is broken" : kinds.map(\.sentence).joined(separator: "; "),
            nodes: internet.nodes, links: internet.links, certificates: internet.certificates,
            services: internet.services, faults: kinds.map { Fault($0) }, truth: truth,
            trial: Trial(
                node: "client", url: internet.url,
                arguments: toBlame?.degrades == true ? ["--slow"] : []))
    }
}

extension Fault.Kind {
    /// What the fault is done to, so that two do not undo each other.
    fileprivate var subject: String {
        switch self {
        case .interfaceDown(let node, _), .carrierLost(let node, _), .addressLost(let node, _),
            .addressGone(let node, _), .defaultRouteLost(let node), .routeLost(let node, _),
            .prefixHijacked(let node, _), .tunnelCaptures(let node, _, _),
            .clockWrong(let node, _), .hostsLine(let node, _, _),
            .resolversReplaced(let node, _), .captivePortal(let node, _, _):
            node
        case .filter(let filter): filter.node
        case .blackHole(let link, _), .linkDegraded(let link, _): link
        case .serviceStopped(let service), .resolverRule(let service, _),
            .resolverRefuses(let service), .resolverCutOff(let service),
            .recordsReplaced(let service, _, _, _), .signaturesWrong(let service, _),
            .certificateReplaced(let service, _, _), .encryptionChanged(let service, _, _),
            .responseReplaced(let service, _, _), .portClosed(let service, _),
            .proxyWantsPassword(let service):
            service
        }
    }
}
