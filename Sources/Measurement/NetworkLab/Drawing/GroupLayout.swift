/// Where the nodes of one network lie: x from its left edge, y from the line of its first row.
struct GroupLayout {
    /// The network.
    let group: NetworkGroup
    /// The nodes with their frames.
    private(set) var nodes = [Entry]()
    /// How much lies above the first row's line.
    let above: Double
    /// How much lies below it.
    private(set) var below = 0.0
    /// How wide it is.
    private(set) var width = 0.0

    /// A node with its frames.
    struct Entry {
        let shape: NodeShape
        let frame: DrawingRectangle
        let serviceFrame: DrawingRectangle?
        let parent: String?
    }

    private static let padding = 14.0
    private static let labelHeight = 26.0
    private static let rowGap = 30.0

    init(
        _ group: NetworkGroup, _ scenario: Scenario, _ cables: [Link], _ neighbours: Neighbours
    ) {
        self.group = group
        let members = Set(group.members)
        let shapes = Dictionary(
            scenario.nodes.filter { members.contains($0.name) }.map {
                ($0.name, NodeShape($0, in: scenario))
            }, uniquingKeysWith: { first, _ in first })
        let distances = neighbours.distances(from: group.entry) { members.contains($0) }
        // A host with one neighbour in the network hangs under it; all others form rows.
        var hosts = [String: [NodeShape]]()
        var rows = [String]()
        for name in group.members {
            let near = Set(neighbours.of(name).filter(members.contains))
            if let shape = shapes[name], !shape.isRouter, name != group.entry, near.count == 1,
                let parent = near.first
            {
                hosts[parent, default: []].append(shape)
            } else {
                rows.append(name)
            }
        }
        let labels = Self.labels(cables)
        let blocks = rows.compactMap { name in
            shapes[name].map {
                (distances[name] ?? 0, NodeBlock($0, hanging: hosts[name] ?? [], labels: labels))
            }
        }
        let columns = Dictionary(grouping: blocks, by: \.0).sorted { $0.key < $1.key }
            .map { $0.value.map(\.1) }
        let padding = group.system == nil ? 0 : Self.padding
        above =
            (columns.compactMap(\.first?.above).max() ?? 0)
            + (group.system == nil ? 0 : Self.labelHeight + 4)
        var left = padding
        for (index, column) in columns.enumerated() {
            if index > 0 { left += Self.gap(columns[index - 1], column, cables) }
            var port = 0.0
            for (place, block) in column.enumerated() {
                if place > 0 { port += Self.rowGap + block.above }
                add(block, x: left, port: port)
                port += block.below
            }
            below = max(below, port)
            left += column.map(\.width).max() ?? 0
        }
        below += padding
        width = left + padding
        if let index = group.system {
            let label = PlacedNetwork.label(scenario.systems[index])
            width = max(width, TextMeasure.width(label, size: 12, isBold: true) + 26)
        }
    }

    /// The words at the link of each host that hangs.
    private static func labels(_ cables: [Link]) -> [String: String] {
        var labels = [String: String]()
        for cable in cables {
            for end in cable.ends { labels[end.node] = PlacedLink.line(cable) }
        }
        return labels
    }

    /// The room between two columns, so that the words of the links between fit.
    private static func gap(_ near: [NodeBlock], _ far: [NodeBlock], _ cables: [Link]) -> Double {
        var gap = 34.0
        for cable in cables {
            for (one, other) in [(cable.left, cable.right), (cable.right, cable.left)] {
                guard let before = near.first(where: { $0.head.name == one.node }),
                    let after = far.first(where: { $0.head.name == other.node })
                else { continue }
                let widest = near.map(\.width).max() ?? 0
                let room = widest - before.headFrame.right + after.headFrame.x
                gap = max(gap, PlacedLink.labelWidth(cable) + 26 - room)
            }
        }
        return gap
    }

    private mutating func add(_ block: NodeBlock, x: Double, port: Double) {
        func moved(_ frame: DrawingRectangle) -> DrawingRectangle {
            DrawingRectangle(
                x: frame.x + x, y: frame.y + port, width: frame.width, height: frame.height)
        }
        nodes.append(
            Entry(
                shape: block.head, frame: moved(block.headFrame),
                serviceFrame: block.serviceFrame.map(moved), parent: nil))
        nodes += block.hanging.map {
            Entry(
                shape: $0.shape, frame: moved($0.frame), serviceFrame: nil,
                parent: block.head.name)
        }
    }
}
