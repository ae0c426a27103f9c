/// A three-tier fat tree and the components on the paths through it.
///
/// M. Al-Fares, A. Loukissas and A. Vahdat, *A scalable, commodity data center network
/// architecture*, 2008: k pods of k/2 edge and k/2 aggregation switches, (k/2)² core switches. Each
/// edge switch has `oversubscription` · k/2 hosts. A link is two components, one a direction; the
/// switches are components too. With k = 10 and threefold oversubscription: 750 hosts, 2,500
/// directed links and 125 switches, 2,625 components in all, as in the simulations of V. Harsh et
/// al., *Flock: accurate network fault localization at scale*, 2023.
struct FatTree: Sendable {
    /// Ports of a switch.
    let k: Int
    let hostsPerEdge: Int

    var half: Int { k / 2 }
    var edgeCount: Int { k * half }
    var hostCount: Int { edgeCount * hostsPerEdge }
    /// Directed links: host–edge up and down, edge–aggregation, aggregation–core.
    var linkCount: Int { 2 * hostCount + 4 * k * half * half }
    var switchCount: Int { 2 * edgeCount + half * half }
    /// Links first, then switches.
    var componentCount: Int { linkCount + switchCount }

    init(k: Int = 10, oversubscription: Int = 3) {
        self.k = k
        hostsPerEdge = oversubscription * k / 2
    }

    private func hostLink(_ host: Int, down: Bool) -> Int32 { Int32(2 * host + (down ? 1 : 0)) }

    /// The link of an edge switch to an aggregation switch of its pod.
    private func edgeLink(_ edge: Int, _ aggregation: Int, down: Bool) -> Int32 {
        Int32(2 * hostCount + 2 * (edge * half + aggregation) + (down ? 1 : 0))
    }

    /// The link of an aggregation switch to a core switch.
    private func coreLink(_ pod: Int, _ aggregation: Int, _ core: Int, down: Bool) -> Int32 {
        let before = 2 * hostCount + 2 * edgeCount * half
        return Int32(before + 2 * ((pod * half + aggregation) * half + core) + (down ? 1 : 0))
    }

    private func edgeSwitch(_ edge: Int) -> Int32 { Int32(linkCount + edge) }
    private func aggregationSwitch(_ pod: Int, _ aggregation: Int) -> Int32 {
        Int32(linkCount + edgeCount + pod * half + aggregation)
    }
    private func coreSwitch(_ aggregation: Int, _ core: Int) -> Int32 {
        Int32(linkCount + 2 * edgeCount + aggregation * half + core)
    }

    /// The components on the way between two hosts.
    ///
    /// - Parameters:
    ///   - aggregation: which aggregation switch of the pod is used, if one is.
    ///   - core: which core switch of those it reaches is used, if one is.
    func path(from source: Int, to target: Int, aggregation: Int, core: Int) -> [Int32] {
        let first = source / hostsPerEdge
        let last = target / hostsPerEdge
        var path = [hostLink(source, down: false), edgeSwitch(first)]
        if first != last {
            let podA = first / half
            let podB = last / half
            path.append(edgeLink(first, aggregation, down: false))
            path.append(aggregationSwitch(podA, aggregation))
            if podA != podB {
                path.append(coreLink(podA, aggregation, core, down: false))
                path.append(coreSwitch(aggregation, core))
                path.append(coreLink(podB, aggregation, core, down: true))
                path.append(aggregationSwitch(podB, aggregation))
            }
            path.append(edgeLink(last, aggregation, down: true))
            path.append(edgeSwitch(last))
        }
        path.append(hostLink(target, down: true))
        return path
    }
}
