import AnomalyLocalization
import NumericKernels
import Testing

@Suite("localization over a hierarchy")
struct GroupLocalizerTests {
    /// A node with parents of four children each, and their parts of ten users; scale 1.
    private struct Example {
        let hierarchy: GroupHierarchy
        var evidence: BinEvidence
        let parents = 6
        let children = 4

        init(residual: (_ parent: Int, _ child: Int) -> Double, users: Int = 10) throws {
            hierarchy = try GroupHierarchy([
                .init(name: "node"), .init(name: "parent", parents: ["node"]),
                .init(name: "child", parents: ["parent"]),
            ])
            evidence = BinEvidence(kindCount: 3)
            for parent in 0..<parents {
                for child in 0..<children {
                    evidence.addPart(residual: residual(parent, child), scale: 1, users: users)
                }
            }
            let all = Int32(parents * children)
            evidence.addCandidate(kind: 0, parts: 0..<all, isOpen: false)
            for parent in 0..<parents {
                let first = Int32(parent * children)
                evidence.addCandidate(
                    kind: 1, parts: first..<first + Int32(children), isOpen: false)
            }
            for part in 0..<all { evidence.addCandidate(kind: 2, parts: [part], isOpen: false) }
            evidence.populations = [1, parents, parents * children]
        }

        func findings(_ direction: EventDirection = .up) -> [GroupFinding] {
            GroupLocalizer(
                hierarchy: hierarchy, settings: LocalizationSettings(direction: direction)
            ).findings(evidence)
        }

        var childCandidate: (Int, Int) -> Int { { 7 + $0 * 4 + $1 } }
    }

    @Test("children that suffer together are told as their parent, once")
    func parent() throws {
        let example = try Example { parent, child in
            parent == 2 ? 20 + Double(child) : 0.3 * Double(child - 2)
        }
        let findings = example.findings()
        #expect(findings.map(\.candidate) == [3])
        #expect(abs((findings.first?.shift ?? 0) - 21.5) < 1.6)
        // Its four children, and nothing else, need no failure of their own any more.
        let children = (0..<4).map { example.childCandidate(2, $0) }
        let explained = Set(findings.first?.explained ?? [])
        #expect(explained.isSuperset(of: children))
    }

    @Test("a child whose siblings are fine is told itself")
    func child() throws {
        let example = try Example { parent, child in
            parent == 1 && child == 3 ? 25 : 0.2 * Double(child)
        }
        #expect(example.findings().map(\.candidate) == [example.childCandidate(1, 3)])
    }

    @Test("everything that suffers together is told as the node")
    func node() throws {
        let example = try Example { parent, child in 15 + Double(parent) - Double(child) }
        #expect(example.findings().map(\.candidate) == [0])
    }

    @Test("two failures at once are told as two")
    func two() throws {
        let example = try Example { parent, child in
            parent == 0 ? 30 : parent == 4 && child == 0 ? 18 : 0.1
        }
        #expect(
            Set(example.findings().map(\.candidate)) == [1, example.childCandidate(4, 0)])
    }

    @Test("a child that is far worse than its failing parent is told beside it")
    func nested() throws {
        let example = try Example { parent, child in
            parent == 3 ? (child == 1 ? 90 : 20) : 0
        }
        let found = Set(example.findings().map(\.candidate))
        #expect(found == [4, example.childCandidate(3, 1)])
    }

    @Test("a child that is nearly all of its parent is told, the rest saying nothing")
    func dominance() throws {
        var example = try Example { parent, _ in parent == 5 ? 0 : 0 }
        example.evidence.residuals[20] = 25
        for rest in 21..<24 { example.evidence.residuals[rest] = .nan }
        #expect(example.findings().map(\.candidate) == [example.childCandidate(5, 0)])
    }

    @Test("deviations in the good direction are no failures")
    func direction() throws {
        let down = try Example { parent, _ in parent == 2 ? -20 : 0 }
        #expect(down.findings(.up).isEmpty)
        #expect(down.findings(.down).map(\.candidate) == [3])
        #expect(down.findings(.both).map(\.candidate) == [3])
    }

    @Test("noise makes hardly any failures: fewer than one in ten bins")
    func quiet() throws {
        var generator = Xoshiro256(seed: 11)
        var alarms = 0
        for _ in 0..<400 {
            // A mean absolute deviation of 1.
            let noise = (0..<24).map { _ in 1.2533 * generator.normal() }
            let example = try Example { parent, child in noise[parent * 4 + child] }
            alarms += example.findings(.both).count
        }
        #expect(alarms < 40)
    }

    @Test("a failure that is open goes on with less than it takes to begin")
    func open() throws {
        var example = try Example { parent, _ in parent == 2 ? 1.9 : 0 }
        #expect(example.findings().isEmpty)
        example.evidence.isOpen[3] = true
        #expect(example.findings().map(\.candidate) == [3])
    }

    @Test("parts of which nothing is known say nothing")
    func unknown() throws {
        let example = try Example { _, _ in .nan }
        #expect(example.findings().isEmpty)
        let nothing = GroupLocalizer(hierarchy: example.hierarchy)
        #expect(nothing.findings(BinEvidence(kindCount: 3)).isEmpty)
    }

    @Test("one absurd value does not make its parent fail")
    func absurd() throws {
        let example = try Example { parent, child in parent == 2 && child == 2 ? 1e12 : 0 }
        #expect(example.findings().map(\.candidate) == [example.childCandidate(2, 2)])
    }
}
