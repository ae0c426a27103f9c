#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension CauseSearch {
    /// Replaces causes that cover much that is normal by several within them, where that explains more.
    mutating func refine() {
        var position = 0
        while position < causes.count {
            let cause = causes[position]
            guard isMixed(cause.leaves) else {
                position += 1
                continue
            }
            let before = causes
            let total = total
            for cause in causes[position...].reversed() { move(cause.leaves, isTaking: false) }
            causes.removeSubrange(position...)
            let excluded = lattice.cuboids[cause.cuboid].offset + cause.cell
            allowed = descendants(cause.cuboid, cause.cell)
            allowed?.remove(excluded)
            floor = 0.25 * cause.gain
            grow()
            floor = 0
            allowed = nil
            banned = excluded
            grow()
            banned = nil
            let added = Double(max(1, causes.count - before.count))
            if self.total > total + max(1, settings.tolerance * added * cause.gain) { continue }
            for cause in causes[position...].reversed() { move(cause.leaves, isTaking: false) }
            causes.removeSubrange(position...)
            for cause in before[position...] {
                move(cause.leaves, isTaking: true)
                causes.append(cause)
            }
            position += 1
        }
    }

    /// Whether many leaves of a cause look normal.
    private func isMixed(_ leaves: [Int32]) -> Bool {
        guard leaves.count > 1 else { return false }
        var sum = CellSums()
        for leaf in leaves { sum += leafSums[Int(leaf)] }
        let mean = sum.first / sum.weight
        let variance = max(1e-12, sum.second - sum.first * mean) / sum.count
        var normal = 0
        for leaf in leaves {
            let one = leafSums[Int(leaf)]
            let distance = one.first / one.weight - mean
            // The part of the surprise that both share is taken out.
            let unlikely = 0.5 * (distance * distance * one.weight / variance + log(variance))
            if unlikely > one.surprise { normal += 1 }
        }
        return Double(normal) > 0.15 * Double(leaves.count)
    }

    /// The cells whose leaves all lie in a cell.
    private func descendants(_ cuboid: Int, _ cell: Int) -> Set<Int> {
        let set = lattice.cuboids[cuboid]
        let representative = Int(set.representatives[cell])
        let members = codes.indices.filter { set.mask & (1 << $0) != 0 }
        var found = Set<Int>()
        for other in lattice.cuboids where other.mask & set.mask == set.mask {
            for (number, leaf) in other.representatives.enumerated()
            where scores[other.offset + number] > 0
                && members.allSatisfy({ codes[$0][Int(leaf)] == codes[$0][representative] })
            {
                found.insert(other.offset + number)
            }
        }
        return found
    }

    /// Gives the leaves of a cause to one that covers them too where that explains them nearly as well.
    mutating func absorb() {
        var position = causes.count - 1
        while position >= 0 {
            let part = causes[position]
            let mask = lattice.cuboids[part.cuboid].mask
            let representative = Int(lattice.cuboids[part.cuboid].representatives[part.cell])
            for other in causes.indices where other != position {
                let whole = causes[other]
                let set = lattice.cuboids[whole.cuboid]
                guard set.mask & mask == set.mask, set.mask != mask else { continue }
                let example = Int(set.representatives[whole.cell])
                guard
                    codes.indices.allSatisfy({
                        set.mask & (1 << $0) == 0
                            || codes[$0][example] == codes[$0][representative]
                    })
                else { continue }
                var sum = CellSums()
                for leaf in whole.leaves { sum += leafSums[Int(leaf)] }
                for leaf in part.leaves { sum += leafSums[Int(leaf)] }
                let gain = evidence.gain(sum) - costs[whole.cuboid]
                guard gain > whole.gain + (1 - 2 * settings.tolerance) * part.gain - 1 else {
                    continue
                }
                causes[other].gain = gain
                causes[other].leaves += part.leaves
                causes.remove(at: position)
                break
            }
            position -= 1
        }
    }
}
