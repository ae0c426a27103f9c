import NetworkLab
import Testing

@testable import Evaluation

@Suite("The grade of a run")
struct ScenarioGradeTests {
    @Test("the true cause is right in class and cause")
    func right() {
        let grade = Sample.grade(truth: "S2", said: [("S2", 0.9), ("P4", 0.1)], rivals: ["P4"])
        #expect(grade.isRight)
        #expect(grade.trial.answer?.isExact == true)
        #expect(grade.trial.answer?.isHonestPair == false)
    }

    @Test("another cause of the true class is right in class alone")
    func classOnly() {
        let grade = Sample.grade(truth: "S2", said: [("S3", 1)])
        #expect(grade.trial.isClassRight == true)
        #expect(grade.trial.isCauseRight == false)
        #expect(!grade.isRight)
    }

    @Test("a rival that cannot be told from the truth is right if the truth is named beside it")
    func pair() {
        let named = Sample.grade(
            truth: "P3", also: ["S1", "P2"], said: [("S1", 0.6), ("P3", 0.4)], rivals: ["P3"])
        #expect(named.isRight)
        #expect(named.trial.answer?.isHonestPair == true)
        #expect(named.trial.answer?.isExact == false)
        let unnamed = Sample.grade(
            truth: "P3", also: ["S1", "P2"], said: [("S1", 0.6), ("P3", 0.4)])
        #expect(unnamed.trial.isClassRight == false)
        let other = Sample.grade(
            truth: "P3", also: ["S1"], said: [("S2", 0.6), ("P3", 0.4)], rivals: ["P3"])
        #expect(other.trial.isClassRight == false)
    }

    @Test("a rival of the true class, without the truth beside it, is right in class alone")
    func rivalOfTheClass() {
        let grade = Sample.grade(truth: "P3", also: ["S1", "P2"], said: [("P2", 1)])
        #expect(grade.trial.isClassRight == true)
        #expect(grade.trial.isCauseRight == false)
    }

    @Test("a sound network is right only when the page came and nothing is blamed")
    func healthy() {
        #expect(Sample.grade(truth: "none", said: [("none", 1)]).isRight)
        let missing = Sample.grade(truth: "none", said: [("none", 1)], isReachable: false)
        #expect(missing.trial.isClassRight == false)
        #expect(missing.trial.isCauseRight == false)
        let blamed = Sample.grade(truth: "none", said: [("P9", 0.7)], isReachable: true)
        #expect(blamed.trial.isClassRight == false)
    }

    @Test("what was not made or not proved is neither right nor wrong")
    func notGraded() {
        for state in [LabOutcome.State.notMade(reason: "x"), .notApplied(reason: "x")] {
            let grade = Sample.notGraded(state)
            #expect(!grade.trial.isGraded)
            #expect(grade.trial.isClassRight == nil)
            #expect(grade.trial.brierScore == nil)
        }
    }

    @Test(
        "no answer is wrong, with the worst score", arguments: ["", "\n", "not JSON", "{}", "[1]"])
    func unanswered(_ output: String) {
        let grade = ScenarioGrade(Sample.outcome(Sample.truth("S2"), output: output))
        #expect(grade.trial.isClassRight == false)
        #expect(grade.trial.isCauseRight == false)
        #expect(grade.trial.brierScore == 2)
    }

    @Test("tests and cost are those of the evidence, or what the search says that it spent")
    func spending() throws {
        let grade = Sample.grade(truth: "S2", said: [("S2", 1)], tests: 4)
        #expect(grade.trial.answer?.testCount == 4)
        #expect(grade.trial.answer?.cost == 40)
        let text = Sample.answer([("S2", 1)]).replacing(
            "\"decided\"", with: "\"spent\":{\"probes\":2,\"price\":77.5},\"decided\"")
        let answer = try WhyAnswer(parsing: text)
        #expect(answer.cost == 77.5)
        #expect(answer.spent == WhyAnswer.Spending(probes: 2, price: 77.5))
    }

    @Test(
        "a cause belongs to the class of its letter",
        arguments: [
            ("L1", "local-network"), ("D9", "dns-lookup"), ("P11", "ip-routing"),
            ("S14", "web-server"), ("none", "none"), ("", "none"),
        ])
    func classes(_ cause: String, _ name: String) {
        #expect(CauseClass(cause: cause).rawValue == name)
    }
}

@Suite("Reading answers")
struct WhyAnswerTests {
    @Test("an error names the key that is missing or wrong")
    func malformed() {
        func error(_ text: String) -> EvaluationError? {
            do throws(EvaluationError) {
                _ = try WhyAnswer(parsing: text)
                return nil
            } catch { return error }
        }
        let good = Sample.answer([("S2", 0.9)])
        #expect(error(good) == nil)
        guard
            case .answerMalformed(let place, _) = error(
                good.replacing("\"cost\":10", with: "\"cost\":\"x\""))
        else {
            Issue.record("a cost that is no number was read")
            return
        }
        #expect(place == "evidence.0.cost")
        guard case .answerMalformed("verdict", _) = error(good.replacing("verdict", with: "v"))
        else {
            Issue.record("an answer without a verdict was read")
            return
        }
        #expect(
            error(good.replacing("\"schema\":1", with: "\"schema\":2")) == .answerOfOtherSchema(2))
        #expect(
            error(Sample.answer([("S2", 1.5)]))
                == .answerMalformed(place: "explanations", reason: "a probability is not in 0...1"))
        #expect(error(" \n") == .answerMissing)
        let long = String(repeating: " ", count: WhyAnswer.byteLimit + 1)
        #expect(
            error(long)
                == .answerTooLong(bytes: WhyAnswer.byteLimit + 1, limit: WhyAnswer.byteLimit))
    }
}
