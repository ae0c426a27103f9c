/// All sets of attributes that are searched, each with its cells: the combinations of values that occur.
///
/// The cells of a set are found from those of a set with one attribute more, and so are sums over them
/// (a data cube; J. Gray et al., 1997): the work is that of the cells and not of the leaves times the sets.
struct CuboidLattice {
    /// One set of attributes.
    struct Cuboid {
        /// The attributes, a bit each.
        let mask: UInt32
        /// The cuboid its cells are added up from; itself for the leaves.
        let parent: Int
        /// The cell of each of the parent's cells.
        let cellOfParentCell: [Int32]
        /// A leaf of each cell.
        let representatives: [Int32]
        /// Where its cells begin in arrays over all cells.
        let offset: Int

        var count: Int { representatives.count }
        var order: Int { mask.nonzeroBitCount }
    }

    /// The cuboids, the leaves first and parents before what is added up from them.
    private(set) var cuboids: [Cuboid]
    /// How many cells there are in all.
    private(set) var cellCount: Int
    /// The greatest number of conditions of which all combinations are searched.
    let searchedOrder: Int

    /// - Parameters:
    ///   - sizes: the number of values of each attribute.
    ///   - codes: the codes by attribute and leaf; no two leaves have all the same.
    ///   - cellLimit: how many cells may be kept, the leaves apart.
    init(sizes: [Int], codes: [[Int32]], leaves: Int, cellLimit: Int) {
        let attributes = sizes.count
        let everything = UInt32(truncatingIfNeeded: (1 << attributes) - 1)
        searchedOrder = Self.order(sizes, leaves: leaves, cellLimit: cellLimit)
        cuboids = [
            Cuboid(
                mask: everything, parent: 0, cellOfParentCell: [],
                representatives: Array(0..<Int32(leaves)), offset: 0)
        ]
        cellCount = leaves
        var positions = [everything: 0]
        for order in stride(from: min(searchedOrder, attributes - 1), to: 0, by: -1) {
            for mask in Self.masks(order: order, sizes, leaves: leaves) {
                var parent = 0
                for attribute in 0..<attributes where mask & (1 << attribute) == 0 {
                    guard let position = positions[mask | 1 << attribute] else { continue }
                    if cuboids[position].count < cuboids[parent].count { parent = position }
                }
                positions[mask] = cuboids.count
                add(mask, parent, sizes, codes)
            }
        }
    }

    /// Numbers the cells of a set of attributes and adds it.
    private mutating func add(
        _ mask: UInt32, _ parent: Int, _ sizes: [Int], _ codes: [[Int32]]
    ) {
        let leaves = cuboids[parent].representatives
        let members = sizes.indices.filter { mask & (1 << $0) != 0 }
        var cells = [Int32](repeating: 0, count: leaves.count)
        var representatives = [Int32]()
        // Attributes are taken together as long as their combinations can be numbered without a table.
        var groups = 1
        var next = members.startIndex
        while next < members.endIndex {
            var span = sizes[members[next]]
            var last = next + 1
            while last < members.endIndex, span * sizes[members[last]] <= 1 << 24 {
                span *= sizes[members[last]]
                last += 1
            }
            representatives.removeAll(keepingCapacity: true)
            var grouping = CellGrouping(groups: groups, values: span, rows: leaves.count)
            var values = [Int32](repeating: 0, count: leaves.count)
            for attribute in members[next..<last] {
                Self.append(codes[attribute], Int32(sizes[attribute]), leaves, &values)
            }
            for cell in leaves.indices {
                let (number, isNew) = grouping.cell(group: cells[cell], value: values[cell])
                if isNew { representatives.append(leaves[cell]) }
                cells[cell] = number
            }
            groups = representatives.count
            next = last
        }
        cuboids.append(
            Cuboid(
                mask: mask, parent: parent, cellOfParentCell: cells,
                representatives: representatives, offset: cellCount))
        cellCount += representatives.count
    }

    /// Appends an attribute to the numbers of combinations of values.
    private static func append(
        _ column: [Int32], _ size: Int32, _ leaves: [Int32], _ values: inout [Int32]
    ) {
        for cell in leaves.indices {
            values[cell] = values[cell] &* size &+ column[Int(leaves[cell])]
        }
    }

    /// The greatest order of which all sets fit into the limit, 1 at least.
    private static func order(_ sizes: [Int], leaves: Int, cellLimit: Int) -> Int {
        var cells = 0
        for order in 1..<max(2, sizes.count) {
            let masks = masks(order: order, sizes, leaves: leaves)
            for mask in masks {
                var product = 1
                for (attribute, size) in sizes.enumerated() where mask & (1 << attribute) != 0 {
                    product = min(leaves, product * size)
                }
                cells += product
            }
            if cells > cellLimit || masks.count > 512 { return max(1, order - 1) }
        }
        return sizes.count
    }

    /// The sets of so many attributes that are searched.
    ///
    /// An attribute that has another value in nearly every leaf, such as an identifier, is searched alone: together with
    /// others it only names single leaves again.
    private static func masks(order: Int, _ sizes: [Int], leaves: Int) -> [UInt32] {
        var masks = [UInt32]()
        let identifiers = sizes.indices.reduce(into: UInt32(0)) { mask, attribute in
            if leaves >= 1000, sizes[attribute] > leaves / 4 { mask |= 1 << attribute }
        }
        func extend(_ mask: UInt32, from attribute: Int, missing: Int) {
            if missing == 0 {
                if order == 1 || mask & identifiers == 0 { masks.append(mask) }
                return
            }
            guard sizes.count - attribute >= missing else { return }
            for next in attribute...(sizes.count - missing) {
                extend(mask | 1 << next, from: next + 1, missing: missing - 1)
            }
        }
        extend(0, from: 0, missing: order)
        return masks
    }
}
