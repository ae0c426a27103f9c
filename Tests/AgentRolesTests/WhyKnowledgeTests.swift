import Ontology
import Reasoning
import Testing

@testable import AgentRoles

@Suite("Shipped knowledge")
struct WhyKnowledgeTests {
    private let knowledge: WhyVocabulary
    private let diagnoser: Diagnoser

    init() throws {
        knowledge = try WhyVocabulary.shipped()
        diagnoser = try WhyKnowledge.shipped().diagnoser()
    }

    @Test("it holds the forty-five causes, each with words of its own")
    func causes() {
        let codes = knowledge.explanations.map(\.cause)
        for (letter, count) in [("L", 11), ("D", 9), ("P", 11), ("S", 14)] {
            #expect((1...count).allSatisfy { codes.contains("\(letter)\($0)") })
        }
        #expect(codes.count == 45)
        #expect(Set(knowledge.explanations.map(\.precedence)).count == 45)
        for code in codes {
            let wording = knowledge.wordings[code]
            #expect(wording?.title.isEmpty == false)
            #expect(wording?.statement.isEmpty == false)
            #expect(wording?.advice.isEmpty == false)
        }
    }

    @Test("every local test has a probe, and every probe a test")
    func probes() {
        // What other devices test is asked for by a probe of this one.
        let probed = Set(LocalTests.all.map(\.group)).subtracting(["agents"])
        let described = Set(
            knowledge.groups.filter { _, tests in
                tests.contains { knowledge.tests[$0]?.vantage == .local }
            }.keys)
        #expect(described == probed.union(["visit"]))
    }

    @Test("before any evidence nothing is the likeliest explanation")
    func prior() throws {
        var diagnoser = diagnoser
        let assessment = try diagnoser.assess(EvidenceSet(), blaming: .anyFault)
        #expect(assessment.leader == 0)
        #expect(abs(assessment.probabilities.reduce(0, +) - 1) < 1e-12)
    }

    /// What each test most often shows when this fault alone is present.
    private func typicalEvidence(of explanation: CandidateExplanation) throws -> EvidenceSet {
        var diagnoser = diagnoser
        var certain = EvidenceSet([explanation.subject: .value(explanation.value)])
        for other in Set(knowledge.explanations.map(\.subject)) where other != explanation.subject {
            certain[other] = .value("none")
        }
        let marginals = try diagnoser.marginals(given: certain)
        var evidence = EvidenceSet([
            WhyVocabulary.status: explanation.degrades ? .value("OK") : .value("FAIL")
        ])
        for (index, subject) in diagnoser.graph.subjects.enumerated()
        where subject.property == "result"
            && knowledge.tests[subject.component.text]?.vantage == .local
        {
            let probabilities = marginals[index]
            let best = try #require(
                probabilities.indices.max { probabilities[$0] < probabilities[$1] })
            evidence[subject] = .value(diagnoser.graph.values(of: index)[best])
        }
        return evidence
    }

    /// What one device cannot see (P11), and what does no page visit harm (D9, P10).
    private static let unseen: Set<String> = ["D9", "P10", "P11"]

    @Test(
        "every cause that a device can see is the verdict, or its rival, when tests show its usual signs"
    )
    func usualSigns() throws {
        var diagnoser = diagnoser
        let prior = try diagnoser.assess(EvidenceSet(), blaming: .anyFault)
        for (index, explanation) in knowledge.explanations.enumerated()
        where !Self.unseen.contains(explanation.cause) {
            let evidence = try typicalEvidence(of: explanation)
            let assessment = try diagnoser.assess(evidence, blaming: .anyFault)
            let conclusion = Conclusion(assessment: assessment, prior: prior, confidence: 0.9)
            let named = [conclusion.verdict] + conclusion.rivals
            #expect(named.contains(index + 1), "\(explanation.cause) is not named")
        }
    }

    @Test("a page that came is not blamed on what only makes pages slow")
    func reachable() throws {
        var diagnoser = diagnoser
        var evidence = EvidenceSet([WhyVocabulary.status: .value("OK")])
        evidence[WhyVocabulary.result(of: "tcp.families")] = .value("differ")
        let asked = try diagnoser.assess(evidence, blaming: .breakingFault)
        #expect(asked.leader == 0)
        #expect(asked.confidence > 0.99)
        evidence[WhyVocabulary.pace] = .value("slow")
        let slow = try diagnoser.assess(evidence, blaming: .anyFault)
        let leader = try #require(slow.leader > 0 ? slow.leader - 1 : nil)
        #expect(knowledge.explanations[leader].cause == "P6")
    }

    @Test("what another device could tell is worth most where this one cannot decide")
    func remoteValue() throws {
        var diagnoser = diagnoser
        var evidence = EvidenceSet([WhyVocabulary.status: .value("FAIL")])
        for (test, value) in [
            ("tcp.target", "timeout"), ("internet.tcp", "reached"), ("dns.system", "resolved"),
            ("port.other", "timeout"), ("trace.target", "middle"),
        ] {
            evidence[WhyVocabulary.result(of: test)] = .value(value)
        }
        let candidates = ["remote.visit", "mtu.probe", "clock.offset"]
        let values = try diagnoser.assess(
            evidence, blaming: .anyFault,
            candidates: candidates.map(WhyVocabulary.result)
        ).values
        #expect(values[0].value > 0.1)
        #expect(values[0].value > 5 * values[1].value)
        #expect(values[0].value > 5 * values[2].value)
    }
}
