/// Where a path ends, and by which system it is reached.
public struct ASPathEnds: Hashable, Sendable {
    /// The system that originates the route; nil for a path without any.
    public var origin: UInt32?
    /// The system before the origin, through which it is reached; nil when there is none.
    public var neighbour: UInt32?
    /// How many systems the path passes, repetitions in a row counted once.
    public var length: Int
}

extension ASPath {
    /// Origin, the system before it, and the length.
    ///
    /// Repetitions in a row, which make a path less attractive, count once; confederations, which are an affair
    /// within one system, not at all (RFC 5065, section 5.3). A set of several systems tells no order: where the
    /// path ends in one, the origin is the system before, which made the aggregate (RFC 4271, section
    /// 9.2.2.2). A set of one is that system.
    public var ends: ASPathEnds { Self.ends(of: words[...]) }

    /// The systems that the path passes in their order, without repetitions in a row, sets of several systems and
    /// confederations.
    public var hops: [UInt32] {
        var hops = [UInt32]()
        Self.forEachHop(of: words[...]) { hops.append($0) }
        return hops
    }

    static func ends(of words: ArraySlice<UInt32>) -> ASPathEnds {
        var ends = ASPathEnds(origin: nil, neighbour: nil, length: 0)
        forEachHop(of: words) { system in
            ends.neighbour = ends.origin
            ends.origin = system
            ends.length += 1
        }
        return ends
    }

    private static func forEachHop(of words: ArraySlice<UInt32>, _ body: (UInt32) -> Void) {
        var previous: UInt32?
        forEachSegment(of: words) { kind, systems in
            guard kind == .sequence || kind == .set && systems.count == 1 else { return }
            for system in systems where system != previous {
                body(system)
                previous = system
            }
        }
    }
}
