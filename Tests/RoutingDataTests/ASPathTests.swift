import Testing

@testable import RoutingData

@Suite("Paths of autonomous systems")
struct ASPathTests {
    @Test("the origin is the last system, the neighbour the one before, however often they repeat")
    func ends() {
        let path = ASPath([.init(.sequence, [3_333, 1_299, 1_299, 7_018, 7_018, 7_018])])
        #expect(path.ends == ASPathEnds(origin: 7_018, neighbour: 1_299, length: 3))
        #expect(path.hops == [3_333, 1_299, 7_018])
        #expect(ASPath([.init(.sequence, [7_018])]).ends.neighbour == nil)
        #expect(ASPath().ends == ASPathEnds(origin: nil, neighbour: nil, length: 0))
    }

    @Test("an aggregate's origin is who made it, unless the set has one member")
    func sets() {
        let several = ASPath([.init(.sequence, [1, 2]), .init(.set, [3, 4])])
        #expect(several.ends == ASPathEnds(origin: 2, neighbour: 1, length: 2))
        let one = ASPath([.init(.sequence, [1, 2]), .init(.set, [3])])
        #expect(one.ends == ASPathEnds(origin: 3, neighbour: 2, length: 3))
        #expect(ASPath([.init(.set, [3, 4])]).ends.origin == nil)
    }

    @Test("confederations do not count, and are written in their own brackets")
    func confederations() {
        let path = ASPath([
            .init(.confederationSequence, [65_001, 65_002]),
            .init(.confederationSet, [65_003, 65_004]),
            .init(.sequence, [1, 2]), .init(.set, [3, 4]),
        ])
        #expect(path.ends == ASPathEnds(origin: 2, neighbour: 1, length: 2))
        #expect(path.description == "(65001 65002) [65003,65004] 1 2 {3,4}")
    }

    @Test("numbers of 4 bytes replace the end of an old speaker's path")
    func merging() {
        let trans = ASPath.transition
        let old = ASPath([.init(.sequence, [10, trans, trans])])
        let wide = ASPath([.init(.sequence, [70_000, 80_000])])
        #expect(old.merged(with: wide).hops == [10, 70_000, 80_000])
        // Longer than the path itself: it is of another route.
        let longer = ASPath([.init(.sequence, [1, 2, 3, 4])])
        #expect(old.merged(with: longer) == old)
        #expect(old.merged(with: ASPath()) == old)
        let inside = ASPath([.init(.confederationSequence, [65_001]), .init(.sequence, [trans])])
        let outside = ASPath([.init(.sequence, [70_000])])
        #expect(inside.merged(with: outside).description == "(65001) 70000")
    }
}
