import Ontology
import Testing

@testable import Reasoning

@Suite("Diagnoser")
struct DiagnoserTests {
    /// The same posterior by enumeration of the sixteen joint states, written without the engine.
    private func enumerated(lookup: String?) -> [Double] {
        let priors = FourCauses.parts.map(\.2)
        var sums = [Double](repeating: 0, count: 5)
        for bits in 1..<16 {
            let failing = (0..<4).map { bits & (1 << $0) != 0 }
            var probability = 1.0
            for (fails, prior) in zip(failing, priors) { probability *= fails ? prior : 1 - prior }
            switch lookup {
            case "wrong": probability *= failing[1] ? 0.9 : 0.05
            case "correct": probability *= failing[1] ? 0.1 : 0.95
            default: break
            }
            sums[(failing.firstIndex(of: true) ?? 0) + 1] += probability
        }
        let total = sums.reduce(0, +)
        return sums.map { $0 / total }
    }

    @Test(
        "a failure is shared among the causes as enumeration says",
        arguments: ["wrong", "correct", nil])
    func posteriorMatchesEnumeration(lookup: String?) throws {
        var evidence = EvidenceSet([FourCauses.connectionStatus: .value("FAIL")])
        if let lookup { evidence[FourCauses.lookupResult] = .value(lookup) }
        let assessment = try FourCauses.assess(evidence, blaming: .anyFault)
        for (found, expected) in zip(assessment.probabilities, enumerated(lookup: lookup)) {
            #expect(abs(found - expected) < 1e-12)
        }
    }

    @Test("the value of a test is the expected confidence over its outcomes, less the present one")
    func valueIsExpectedChange() throws {
        var diagnoser = try FourCauses.diagnoser()
        let evidence = EvidenceSet([FourCauses.connectionStatus: .value("FAIL")])
        let assessment = try diagnoser.assess(
            evidence, blaming: .anyFault, candidates: [FourCauses.lookupResult])
        // P(wrong | failure), from the posterior of the status of the lookup itself.
        let marginals = try diagnoser.marginals(given: evidence)
        let variable = try diagnoser.graph.variable(of: FourCauses.lookupResult)
        var expected = -assessment.confidence
        for (value, probability) in zip(["correct", "wrong"], marginals[variable]) {
            var after = evidence
            after[FourCauses.lookupResult] = .value(value)
            expected +=
                probability
                * (try diagnoser.assess(after, blaming: .anyFault).confidence)
        }
        #expect(expected > 0)
        #expect(abs(assessment.values[0].expectedGain - expected) < 1e-12)
    }

    @Test("nothing is to blame when the connection works")
    func workingConnection() throws {
        let evidence = EvidenceSet([FourCauses.connectionStatus: .value("OK")])
        let assessment = try FourCauses.assess(evidence, blaming: .anyFault)
        #expect(assessment.leader == 0)
        #expect(abs(assessment.confidence - 1) < 1e-12)
    }

    @Test("soft evidence of even weight changes nothing")
    func evenLikelihood() throws {
        var diagnoser = try FourCauses.diagnoser()
        let failed = EvidenceSet([FourCauses.connectionStatus: .value("FAIL")])
        var weighed = failed
        weighed[FourCauses.lookupResult] = .likelihood(["correct": 0.3, "wrong": 0.3])
        let first = try diagnoser.assess(failed, blaming: .anyFault).probabilities
        let second = try diagnoser.assess(weighed, blaming: .anyFault).probabilities
        for (left, right) in zip(first, second) { #expect(abs(left - right) < 1e-12) }
    }

    @Test(
        "evidence that speaks for the verdict has a positive weight, evidence against it a negative one"
    )
    func weights() throws {
        var diagnoser = try FourCauses.diagnoser()
        let evidence = EvidenceSet([
            FourCauses.connectionStatus: .value("FAIL"), FourCauses.lookupResult: .value("wrong"),
        ])
        let forLookup = try diagnoser.weights(of: evidence, for: 2, blaming: .anyFault)
        let forServer = try diagnoser.weights(of: evidence, for: 4, blaming: .anyFault)
        #expect(try #require(forLookup[FourCauses.lookupResult]) > 1)
        #expect(try #require(forServer[FourCauses.lookupResult]) < -0.5)
    }

    @Test("evidence about something unknown is refused by name")
    func unknownEvidence() throws {
        let stranger = ComponentProperty("moon", "phase")
        #expect(throws: ReasoningError.unknownSubject(stranger)) {
            try FourCauses.assess(
                EvidenceSet([stranger: .value("full")]), blaming: .anyFault)
        }
        #expect(throws: ReasoningError.unknownValue(subject: "lookup.result", value: "odd")) {
            try FourCauses.assess(
                EvidenceSet([FourCauses.lookupResult: .value("odd")]), blaming: .anyFault)
        }
    }
}
