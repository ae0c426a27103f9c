/// Where everything of a topology lies.
///
/// Networks form columns by their distance from the trial's node; in a network routers form columns
/// by their distance from where it is entered, and hosts hang under the router that they are cabled
/// to. So networks never overlap, nor do nodes, and the way from the trial's node runs straight.
struct TopologyLayout {
    /// The shaded systems.
    private(set) var networks = [PlacedNetwork]()
    /// The nodes, each once.
    private(set) var nodes = [PlacedNode]()
    /// The links, each once, the broken ones last.
    private(set) var links = [PlacedLink]()
    /// The size of all, margins included.
    private(set) var size: (width: Double, height: Double) = (0, 0)

    /// What each network covers, the unshaded ones too.
    private var areas = [DrawingRectangle]()
    /// The right edges of networks beside which lines run up or down.
    private var turns = Set<Double>()

    private static let margin = 24.0
    private static let stackGap = 26.0

    init(_ scenario: Scenario) {
        let names = Set(scenario.nodes.map(\.name))
        let cables = scenario.links.filter {
            names.contains($0.left.node) && names.contains($0.right.node)
                && $0.left.node != $0.right.node
        }
        let neighbours = Neighbours(cables)
        let groups = NetworkGroup.all(in: scenario, neighbours).map {
            GroupLayout($0, scenario, cables, neighbours)
        }
        let columns = Dictionary(grouping: groups, by: \.group.depth).sorted { $0.key < $1.key }
            .map(\.value)
        let row = Self.margin + (columns.compactMap(\.first?.above).max() ?? 0)
        var left = Self.margin
        var bottom = row
        for (index, column) in columns.enumerated() {
            if index > 0 { left += Self.gap(columns[index - 1], column, cables) }
            var port = row
            for (place, group) in column.enumerated() {
                if place > 0 { port += Self.stackGap + group.above }
                add(group, x: left, port: port, scenario)
                port += group.below
            }
            bottom = max(bottom, port)
            left += column.map(\.width).max() ?? 0
        }
        size = (left + Self.margin, bottom + Self.margin)
        route(cables, scenario)
    }

    /// The room between two columns of networks, so that the words of the links between fit.
    private static func gap(
        _ near: [GroupLayout], _ far: [GroupLayout], _ cables: [Link]
    ) -> Double {
        let (left, right) = (Set(near.flatMap(\.group.members)), Set(far.flatMap(\.group.members)))
        let turn = near.count + far.count > 2 ? laneOffset : 0
        return cables.reduce(56) { gap, cable in
            let ends = cable.ends.map(\.node)
            guard ends.contains(where: left.contains), ends.contains(where: right.contains) else {
                return gap
            }
            return max(gap, PlacedLink.labelWidth(cable) + 16 + turn)
        }
    }

    private mutating func add(_ group: GroupLayout, x: Double, port: Double, _ scenario: Scenario) {
        let area = DrawingRectangle(
            x: x, y: port - group.above, width: group.width, height: group.above + group.below)
        areas.append(area)
        if let index = group.group.system {
            networks.append(
                PlacedNetwork(system: scenario.systems[index], colour: index, frame: area))
        }
        nodes += group.nodes.map { node in
            PlacedNode(
                shape: node.shape, frame: node.frame.moved(x, port),
                serviceFrame: node.serviceFrame?.moved(x, port), parent: node.parent)
        }
    }

    /// How far right of a column the lines down to its neighbours run.
    private static let laneOffset = 20.0

    private mutating func route(_ cables: [Link], _ scenario: Scenario) {
        let places = Dictionary(nodes.map { ($0.shape.name, $0) }, uniquingKeysWith: { $1 })
        let marks = FaultMark.all(in: scenario)
        for cable in cables {
            guard let left = places[cable.left.node], let right = places[cable.right.node],
                left.port != right.port, surroundings(left) != surroundings(right)
            else { continue }
            turns.insert(surroundings(left.frame.x < right.frame.x ? left : right).right)
        }
        for cable in cables {
            guard let left = places[cable.left.node], let right = places[cable.right.node] else {
                continue
            }
            let isTurned = right.frame.x < left.frame.x
            let (near, far) = isTurned ? (right, left) : (left, right)
            let (points, wording) = path(near, far)
            links.append(
                PlacedLink(
                    link: cable, points: isTurned ? points.reversed() : points, wording: wording))
            let outermost = points.map(\.x).max() ?? 0
            if outermost > size.width - Self.margin {
                size.width = outermost + PlacedLink.labelWidth(cable) + 2 * Self.margin
            }
        }
        let broken = links.filter { link in marks.contains { $0.concerns(link.link) } }
        links.removeAll { link in marks.contains { $0.concerns(link.link) } }
        links += broken
    }

    /// The way from a node to one that does not lie left of it.
    private func path(
        _ near: PlacedNode, _ far: PlacedNode
    ) -> ([DrawingPoint], PlacedLink.Wording) {
        let start = DrawingPoint(x: near.frame.right, y: near.port)
        let end = DrawingPoint(x: far.frame.x, y: far.port)
        if far.parent == near.shape.name {
            let trunk = near.frame.x + NodeShape.radius
            return (
                [
                    DrawingPoint(x: trunk, y: near.frame.bottom), DrawingPoint(x: trunk, y: end.y),
                    end,
                ],
                .line(DrawingPoint(x: trunk + PlacedLink.labelInset, y: far.frame.y - 5))
            )
        }
        if start.y == end.y, start.x < end.x {
            return ([start, end], .beside(between(start.x, near, far)))
        }
        let lane = lane(near, far)
        if lane < end.x {
            return (
                [start, DrawingPoint(x: lane, y: start.y), DrawingPoint(x: lane, y: end.y), end],
                // Where it comes up to a row that others are on, the words stay below.
                far.port < near.port && surroundings(near) != surroundings(far)
                    ? .line(DrawingPoint(x: lane + 6, y: near.port - 8))
                    : .beside(between(lane, near, far))
            )
        }
        return above(near, far, lane)
    }

    /// The way between nodes of which neither lies left of the other: in one network out to the left
    /// and back, where no hosts hang; between two networks out to the right.
    private func above(
        _ near: PlacedNode, _ far: PlacedNode, _ lane: Double
    ) -> ([DrawingPoint], PlacedLink.Wording) {
        let isInside = surroundings(near) == surroundings(far)
        let starts = [near, far].map { node in
            DrawingPoint(x: isInside ? node.frame.x : node.frame.right, y: node.port)
        }
        let lane =
            isInside
            ? min(near.frame.x, far.frame.x) - 11
            : max(lane, surroundings(far).right + Self.laneOffset)
        let lower = max(near.port, far.port)
        return (
            [
                starts[0], DrawingPoint(x: lane, y: starts[0].y),
                DrawingPoint(x: lane, y: starts[1].y), starts[1],
            ],
            .line(DrawingPoint(x: lane + 6, y: lower - 52))
        )
    }

    /// What the network around a node covers.
    private func surroundings(_ node: PlacedNode) -> DrawingRectangle {
        areas.first { $0.contains(node.frame) } ?? node.frame
    }

    /// Where the words of a link are that comes in to the second node from the left: between the two
    /// networks, or between the nodes in one network.
    private func between(
        _ left: Double, _ near: PlacedNode, _ far: PlacedNode
    ) -> DrawingPoint {
        let (home, goal) = (surroundings(near), surroundings(far))
        let isInside = home == goal
        let lane = turns.contains(home.right) ? Self.laneOffset : 0
        let start = isInside ? left : max(left, home.right + lane)
        let end = isInside ? far.frame.x : goal.x
        return DrawingPoint(x: (start + end) / 2, y: far.port)
    }

    /// The x of the upright part between two columns: beside the network, or the node, of the first.
    private func lane(_ near: PlacedNode, _ far: PlacedNode) -> Double {
        let home = surroundings(near)
        if home != surroundings(far) { return home.right + Self.laneOffset }
        return far.frame.x > near.frame.right
            ? far.frame.x - 30 : near.frame.right + Self.laneOffset
    }
}

extension DrawingRectangle {
    fileprivate func moved(_ dx: Double, _ dy: Double) -> DrawingRectangle {
        DrawingRectangle(x: x + dx, y: y + dy, width: width, height: height)
    }
}
