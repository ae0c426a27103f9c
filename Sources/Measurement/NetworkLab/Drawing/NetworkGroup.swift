/// Nodes that are drawn together: a part of an autonomous system that hangs together, or nodes without
/// a system that do.
struct NetworkGroup {
    /// The system's place in the scenario's list; nil for none.
    let system: Int?
    /// The members' names, in the scenario's order.
    let members: [String]
    /// The member nearest to the trial's node: everything else in the group is placed from it.
    var entry: String
    /// How many groups lie between it and the trial's node.
    var depth: Int

    /// The groups of a scenario, nearest first; beside each other in the scenario's order.
    static func all(in scenario: Scenario, _ neighbours: Neighbours) -> [NetworkGroup] {
        var groups = [NetworkGroup]()
        var place = [String: Int]()
        let systems = Dictionary(
            scenario.nodes.map { ($0.name, $0.system) }, uniquingKeysWith: { first, _ in first })
        for node in scenario.nodes where place[node.name] == nil {
            let system = scenario.systems.firstIndex { $0.name == node.system }
            let reached = neighbours.distances(from: node.name) { systems[$0] == node.system }
            let members = scenario.nodes.map(\.name).filter { reached[$0] != nil }
            for member in members { place[member] = groups.count }
            let router = scenario.nodes.first { $0.isRouter && members.contains($0.name) }
            groups.append(
                NetworkGroup(
                    system: system, members: members, entry: router?.name ?? node.name, depth: 0))
        }
        arrange(&groups, place, from: scenario.trial.node, neighbours)
        return groups.sorted { $0.depth < $1.depth }
    }

    /// Finds how far each group is from the trial's, and by which member it is entered.
    private static func arrange(
        _ groups: inout [NetworkGroup], _ place: [String: Int], from start: String,
        _ neighbours: Neighbours
    ) {
        guard let first = place[start] else { return }
        groups[first].entry = start
        var seen: Set<Int> = [first]
        var queue = [first]
        while !queue.isEmpty {
            let group = queue.removeFirst()
            for member in groups[group].members {
                for next in neighbours.of(member) {
                    guard let other = place[next], seen.insert(other).inserted else { continue }
                    groups[other].entry = next
                    groups[other].depth = groups[group].depth + 1
                    queue.append(other)
                }
            }
        }
    }
}

/// Who is cabled to whom.
struct Neighbours {
    private var lists = [String: [String]]()

    init(_ links: [Link]) {
        for link in links {
            lists[link.left.node, default: []].append(link.right.node)
            lists[link.right.node, default: []].append(link.left.node)
        }
    }

    /// The neighbours of a node, in the order of the links.
    func of(_ node: String) -> [String] { lists[node] ?? [] }

    /// How many links lie between a node and all that can be reached over nodes that qualify.
    func distances(from start: String, through qualifies: (String) -> Bool) -> [String: Int] {
        var distances = [start: 0]
        var queue = [start]
        var next = 0
        while next < queue.count {
            let node = queue[next]
            next += 1
            for neighbour in of(node) where distances[neighbour] == nil && qualifies(neighbour) {
                distances[neighbour] = (distances[node] ?? 0) + 1
                queue.append(neighbour)
            }
        }
        return distances
    }
}
