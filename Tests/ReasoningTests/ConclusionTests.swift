import Ontology
import Testing

@testable import Reasoning

@Suite("Conclusion and choice of tests")
struct ConclusionTests {
    private func conclusion(_ probabilities: [Double], confidence: Double = 0.9) -> Conclusion {
        let even = [Double](
            repeating: 1 / Double(probabilities.count), count: probabilities.count)
        return Conclusion(
            assessment: Assessment(probabilities: probabilities, values: []),
            prior: Assessment(probabilities: even, values: []), confidence: confidence)
    }

    @Test("a verdict as sure as was asked for stands alone")
    func sure() {
        let result = conclusion([0.01, 0.95, 0.03, 0.01])
        #expect(result.verdict == 1)
        #expect(result.rivals.isEmpty)
        #expect(result.isDecided)
    }

    @Test("what has a twentieth of the probability is named beside a sure verdict")
    func minority() {
        let result = conclusion([0.01, 0.92, 0.06, 0.01])
        #expect(result.rivals == [2])
        #expect(result.isDecided)
    }

    @Test("two causes that share the probability are both named, and that is a decision")
    func pair() {
        let result = conclusion([0.01, 0.56, 0.40, 0.03])
        #expect(result.verdict == 1)
        #expect(result.rivals == [2])
        #expect(result.isDecided)
    }

    @Test("many causes that share the probability decide nothing")
    func many() {
        let result = conclusion([0.1, 0.2, 0.2, 0.2, 0.1, 0.1, 0.1])
        #expect(result.rivals.count == Conclusion.mostRivals)
        #expect(!result.isDecided)
    }

    @Test("only what lost most of its prior is ruled out")
    func ruledOut() {
        #expect(conclusion([0.3, 0.695, 0.005]).ruledOut == [2])
    }

    private func choice(_ id: String, gain: Double, price: Double) -> TestChoice {
        TestChoice(
            test: DiagnosticTest(
                id: id, componentClass: "test#T", label: id, vantage: .local,
                cost: .init(milliseconds: price, worstMilliseconds: price, packets: 0),
                outcomes: [:]),
            value: TestValue(
                subject: ComponentProperty(ComponentID(id), "result"), expectedGain: gain,
                information: 0))
    }

    @Test("the best value for money comes first, and what is free before what is dear")
    func order() {
        let choices = [
            choice("dear", gain: 0.5, price: 1000), choice("free", gain: 0.1, price: 0),
            choice("fair", gain: 0.8, price: 50),
        ]
        #expect(
            TestSelection().next(among: choices, running: 0, budget: .infinity).map(\.test.id)
                == ["free", "fair"])
    }

    @Test("a test without value is never made, and one beyond the budget neither")
    func limits() {
        let choices = [choice("idle", gain: 0, price: 0), choice("dear", gain: 0.5, price: 100)]
        #expect(TestSelection().next(among: choices, running: 0, budget: 50).isEmpty)
        #expect(
            TestSelection().next(among: choices, running: 0, budget: 100).map(\.test.id)
                == ["dear"])
    }

    @Test("when it is sure enough, only doubt that is cheap to settle is settled")
    func cheapDoubt() {
        let choices = [
            choice("cheap", gain: 0.06, price: 45), choice("dear", gain: 0.06, price: 650),
            choice("slight", gain: 0.005, price: 1), choice("settled", gain: 0, price: 0),
        ]
        let selection = TestSelection()
        #expect(
            selection.worthwhileWhenSure(among: choices, budget: .infinity).map(\.test.id)
                == ["cheap"])
        #expect(selection.worthwhileWhenSure(among: choices, budget: 40).isEmpty)
    }

    @Test("an exhaustive selection takes everything, a few at a time")
    func exhaustive() {
        var selection = TestSelection()
        selection.isExhaustive = true
        let choices = (0..<6).map { choice("t\($0)", gain: 0, price: 1000) }
        #expect(selection.next(among: choices, running: 0, budget: 0).count == 4)
        #expect(selection.next(among: choices, running: 3, budget: 0).count == 1)
        #expect(selection.next(among: choices, running: 4, budget: 0).isEmpty)
    }

    @Test("no more tests run at once than allowed")
    func together() {
        let choices = (0..<9).map { choice("t\($0)", gain: 0.5, price: 1) }
        let selection = TestSelection()
        #expect(
            selection.next(among: choices, running: 2, budget: .infinity).count
                == selection.mostAtOnce - 2)
    }
}
