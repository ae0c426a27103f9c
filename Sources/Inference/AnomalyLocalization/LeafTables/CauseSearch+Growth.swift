extension CauseSearch {
    /// The free leaves of a cell.
    func leaves(_ cuboid: Int, _ cell: Int) -> [Int32] {
        let set = lattice.cuboids[cuboid]
        let representative = Int(set.representatives[cell])
        let members = codes.indices.filter { set.mask & (1 << $0) != 0 }
        guard !members.isEmpty else {
            return (0..<Int32(isFree.count)).filter { isFree[Int($0)] }
        }
        if set.order == codes.count { return isFree[representative] ? [Int32(representative)] : [] }
        var found = [Int32]()
        let columns = members.map { (codes[$0], codes[$0][representative]) }
        let (first, value) = columns[0]
        for leaf in first.indices where first[leaf] == value && isFree[leaf] {
            if columns.allSatisfy({ $0.0[leaf] == $0.1 }) { found.append(Int32(leaf)) }
        }
        return found
    }

    /// Takes leaves out of all sums or puts them back.
    mutating func move(_ leaves: [Int32], isTaking: Bool) {
        for leaf in leaves { isFree[Int(leaf)] = !isTaking }
        var touched = [[(cell: Int32, delta: CellSums)]](
            repeating: [], count: lattice.cuboids.count)
        touched[0] = leaves.map { ($0, leafSums[Int($0)]) }
        for (index, cuboid) in lattice.cuboids.enumerated() {
            if index > 0 {
                var list = [(cell: Int32, delta: CellSums)]()
                for (cell, delta) in touched[cuboid.parent] {
                    let target = cuboid.cellOfParentCell[Int(cell)]
                    let slot = slots[cuboid.offset + Int(target)]
                    if slot >= 0 {
                        list[Int(slot)].delta += delta
                    } else {
                        slots[cuboid.offset + Int(target)] = Int32(list.count)
                        list.append((target, delta))
                    }
                }
                for (cell, _) in list { slots[cuboid.offset + Int(cell)] = -1 }
                touched[index] = list
            }
            for (cell, delta) in touched[index] {
                let place = cuboid.offset + Int(cell)
                if isTaking { sums[place] -= delta } else { sums[place] += delta }
                score(index, place)
            }
        }
    }

    /// The cell with the greatest score above 0.
    func best() -> Int? {
        var best = -1
        var greatest = floor
        if let allowed {
            for cell in allowed
            where scores[cell] > greatest || scores[cell] == greatest && cell < best {
                greatest = scores[cell]
                best = cell
            }
            return best >= 0 ? best : nil
        }
        scores.withUnsafeBufferPointer { scores in
            for cell in scores.indices where scores[cell] > greatest && cell != banned {
                greatest = scores[cell]
                best = cell
            }
        }
        return best >= 0 ? best : nil
    }

    /// The cuboid that a cell belongs to, and its number there.
    func place(_ cell: Int) -> (cuboid: Int, cell: Int) {
        var low = 0
        var high = lattice.cuboids.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if lattice.cuboids[middle].offset <= cell { low = middle } else { high = middle - 1 }
        }
        return (low, cell - lattice.cuboids[low].offset)
    }

    /// Adds causes as long as one pays.
    mutating func grow() {
        while causes.count < settings.causeLimit, let cell = best() {
            let gain = scores[cell]
            let (cuboid, local) = place(cell)
            let covered = leaves(cuboid, local)
            causes.append(Cause(cuboid: cuboid, cell: local, gain: gain, leaves: covered))
            move(covered, isTaking: true)
        }
    }
}
