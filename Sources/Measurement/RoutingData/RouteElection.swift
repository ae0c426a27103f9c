/// Chooses one of the routes that peers have to the same prefix.
///
/// In this order:
/// 1. the origin that most peers see; of equals the one with the shorter shortest path, then the lower number;
///    routes without origin only if there are no others;
/// 2. of its routes those by the neighbour that most peers see; of equals as before;
/// 3. of these the one that passes the fewest systems, then the one whose path comes first as a list of
///    numbers.
///
/// So the choice does not depend on the order of the routes.
struct RouteElection {
    /// A route that stands for election.
    struct Candidate {
        /// Its path, as words.
        let path: ArraySlice<UInt32>
        /// Where the path ends.
        let ends: ASPathEnds
        /// How many peers have it.
        let votes: UInt32
    }

    /// What speaks for a system.
    private struct Tally {
        let system: UInt32
        var votes: UInt64
        var shortest: Int

        /// Whether it is to be preferred.
        func beats(_ other: Tally) -> Bool {
            // 0 stands for none.
            if (system == 0) != (other.system == 0) { return other.system == 0 }
            if votes != other.votes { return votes > other.votes }
            if shortest != other.shortest { return shortest < other.shortest }
            return system < other.system
        }
    }

    /// The place of the route that is chosen, and how many peers see its origin.
    ///
    /// - Parameter candidates: one at least.
    /// - Complexity: linear in the candidates, times the number of distinct origins.
    static func winner(_ candidates: [Candidate]) -> (place: Int, votes: UInt32) {
        let origin = best(candidates, among: candidates.indices) { $0.ends.origin ?? 0 }
        let ofOrigin = candidates.indices.filter {
            (candidates[$0].ends.origin ?? 0) == origin.system
        }
        let neighbour = best(candidates, among: ofOrigin) { $0.ends.neighbour ?? 0 }
        let ofNeighbour = ofOrigin.filter {
            (candidates[$0].ends.neighbour ?? 0) == neighbour.system
        }
        let place = ofNeighbour.min { left, right in
            let (left, right) = (candidates[left], candidates[right])
            if left.ends.length != right.ends.length { return left.ends.length < right.ends.length }
            return left.path.lexicographicallyPrecedes(right.path)
        }
        return (place ?? 0, UInt32(clamping: origin.votes))
    }

    private static func best(
        _ candidates: [Candidate], among places: some Collection<Int>,
        by system: (Candidate) -> UInt32
    ) -> Tally {
        var tallies = [Tally]()
        for place in places {
            let candidate = candidates[place]
            let system = system(candidate)
            if let known = tallies.firstIndex(where: { $0.system == system }) {
                tallies[known].votes += UInt64(candidate.votes)
                tallies[known].shortest = min(tallies[known].shortest, candidate.ends.length)
            } else {
                tallies.append(
                    Tally(
                        system: system, votes: UInt64(candidate.votes),
                        shortest: candidate.ends.length))
            }
        }
        return tallies.dropFirst().reduce(tallies[0]) { $1.beats($0) ? $1 : $0 }
    }
}
