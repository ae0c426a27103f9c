/// A node of a row with the hosts that hang under it, placed around the point where the row meets it.
///
/// Coordinates are relative: x from the block's left edge, y from the row's line.
struct NodeBlock {
    /// The node of the row.
    let head: NodeShape
    /// Its frame.
    let headFrame: DrawingRectangle
    /// The frame of what runs on it, for a router.
    let serviceFrame: DrawingRectangle?
    /// The hosts under it, with their frames.
    private(set) var hanging = [(shape: NodeShape, frame: DrawingRectangle)]()
    /// Where the line down to them runs.
    let trunk: Double
    /// How much lies above the row's line.
    let above: Double
    /// How much lies below it.
    private(set) var below: Double
    /// How wide it is.
    private(set) var width: Double

    private static let branch = 34.0
    private static let labelHeight = 17.0
    private static let gap = 9.0

    /// A block; `labels` has the words at the link of each hanging host.
    init(_ head: NodeShape, hanging hosts: [NodeShape], labels: [String: String]) {
        self.head = head
        above = head.above
        let size = head.size
        let inset = head.isRouter ? max(0, head.nameWidth / 2 - NodeShape.radius) : 0
        let port = head.isRouter ? NodeShape.radius : NodeShape.portHeight
        headFrame = DrawingRectangle(x: inset, y: -port, width: size.width, height: size.height)
        trunk = inset + NodeShape.radius
        width = max(headFrame.right, inset + NodeShape.radius + head.nameWidth / 2)
        below = headFrame.bottom
        if let size = head.serviceBoxSize {
            let frame = DrawingRectangle(
                x: hosts.isEmpty ? inset : trunk + 12, y: headFrame.bottom + 20, width: size.width,
                height: size.height)
            serviceFrame = frame
            width = max(width, frame.right)
            below = frame.bottom
        } else {
            serviceFrame = nil
        }
        for host in hosts {
            let size = host.size
            let frame = DrawingRectangle(
                x: trunk + Self.branch, y: below + Self.gap + Self.labelHeight, width: size.width,
                height: size.height)
            hanging.append((host, frame))
            let label = TextMeasure.width(labels[host.name] ?? "", size: PlacedLink.labelSize)
            width = max(width, frame.right, trunk + PlacedLink.labelInset + label)
            below = frame.bottom
        }
    }
}
