import AnomalyLocalization
import Testing

@Suite("hierarchy of kinds of groups")
struct GroupHierarchyTests {
    private typealias Kind = GroupHierarchy.Kind

    @Test("the paper's kinds are a hierarchy with city and prefix at the bottom")
    func paper() throws {
        let hierarchy = try GroupHierarchy.contentDelivery()
        #expect(hierarchy.kinds.count == 8)
        #expect(hierarchy.attributes.count == 7)
        #expect(hierarchy.leaves.map { hierarchy.kinds[$0].name } == ["city+bgp-prefix"])
        let leaf = hierarchy.leaves[0]
        #expect(Set(hierarchy.ancestors[leaf]) == Set(0..<7))
        #expect(hierarchy.kinds[hierarchy.ancestors[leaf].last ?? 7].name == "cdn-node")
        #expect(hierarchy.depths[leaf] == 4)
        #expect(hierarchy.places[leaf].map { hierarchy.attributes[$0] } == ["city", "bgp-prefix"])
    }

    @Test("kinds may come in any order; parents are put first")
    func order() throws {
        let kinds = try GroupHierarchy(GroupHierarchy.contentDeliveryKinds.reversed())
        for (place, parents) in kinds.parents.enumerated() {
            #expect(parents.allSatisfy { $0 < place })
        }
        #expect(Set(kinds.kinds) == Set(GroupHierarchy.contentDeliveryKinds))
    }

    @Test("a circle is named as it runs")
    func cycle() {
        let kinds = [
            Kind(name: "top"), Kind(name: "a", parents: ["top", "c"]),
            Kind(name: "b", parents: ["a"]), Kind(name: "c", parents: ["b"]),
        ]
        #expect(throws: GroupHierarchyError.cycle(["a", "c", "b", "a"])) {
            try GroupHierarchy(kinds)
        }
        #expect(throws: GroupHierarchyError.cycle(["x", "x"])) {
            try GroupHierarchy([Kind(name: "x", parents: ["x"])])
        }
        #expect(
            GroupHierarchyError.cycle(["a", "b", "a"]).description.contains(
                "a lies within b lies within a"))
    }

    @Test("what is no hierarchy is refused with its reason")
    func refusals() {
        #expect(throws: GroupHierarchyError.empty) { try GroupHierarchy([]) }
        #expect(throws: GroupHierarchyError.repeatedKind("a")) {
            try GroupHierarchy([Kind(name: "a"), Kind(name: "a")])
        }
        #expect(throws: GroupHierarchyError.unknownParent(kind: "a", parent: "b")) {
            try GroupHierarchy([Kind(name: "a", parents: ["b"])])
        }
        #expect(throws: GroupHierarchyError.noAttributes(kind: "a")) {
            try GroupHierarchy([Kind(name: "a", attributes: [])])
        }
        #expect(throws: GroupHierarchyError.repeatedAttribute(kind: "a")) {
            try GroupHierarchy([Kind(name: "a", attributes: ["x", "x"])])
        }
        #expect(throws: GroupHierarchyError.tooManyKinds(count: 33, limit: 32)) {
            try GroupHierarchy((0..<33).map { Kind(name: "\($0)") })
        }
        #expect(throws: GroupHierarchyError.tooManyAttributes(count: 40, limit: 32)) {
            try GroupHierarchy([Kind(name: "a", attributes: (0..<40).map { "\($0)" })])
        }
    }
}
