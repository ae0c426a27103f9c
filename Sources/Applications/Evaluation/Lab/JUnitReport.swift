import Foundation
import NetworkLab

/// Grades as JUnit XML, the form that Jenkins, GitLab and others read (Surefire's, junit-10.xsd).
public enum JUnitReport {
    /// The document: a suite for each true class, a case for each run.
    ///
    /// Wrong is a failure, its type `class` or `cause` by what is wrong, or `unanswered`; what could not
    /// be graded is an error, its type `not-made` or `not-applied`.
    public static func xml(_ grades: [ScenarioGrade]) -> String {
        var classes = [String]()
        for grade in grades where !classes.contains(grade.outcome.truth.className) {
            classes.append(grade.outcome.truth.className)
        }
        let suites = classes.map { name in
            suite(name, grades.filter { $0.outcome.truth.className == name })
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="culprit lab" \(counts(grades))>
            \(suites.joined())</testsuites>

            """
    }

    private static func counts(_ grades: [ScenarioGrade]) -> String {
        let errors = grades.count { !$0.trial.isGraded }
        let failures = grades.count { $0.trial.isGraded && !$0.isRight }
        let seconds = grades.reduce(0) { $0 + $1.outcome.setUpSeconds + $1.outcome.trialSeconds }
        return """
            tests="\(grades.count)" failures="\(failures)" errors="\(errors)" time="\(time(seconds))"
            """
    }

    private static func suite(_ name: String, _ grades: [ScenarioGrade]) -> String {
        """
          <testsuite name="\("lab.\(name)".xmlEscaped)" \(counts(grades)) skipped="0">
        \(grades.map { testCase($0, in: name) }.joined())  </testsuite>

        """
    }

    private static func testCase(_ grade: ScenarioGrade, in suite: String) -> String {
        let outcome = grade.outcome
        var lines = [String]()
        if !grade.isRight {
            let (element, type) = kind(grade)
            lines.append(
                """
                <\(element) type="\(type)" message="\(grade.explanation.xmlEscaped)">\
                \(outcome.output.xmlEscaped)</\(element)>
                """)
        }
        let account = ([outcome.title] + outcome.faults + outcome.proofs.map { "proved: \($0)" })
        lines.append("<system-out>\(account.joined(separator: "\n").xmlEscaped)</system-out>")
        if !outcome.errors.isEmpty {
            lines.append("<system-err>\(outcome.errors.xmlEscaped)</system-err>")
        }
        let seconds = outcome.setUpSeconds + outcome.trialSeconds
        return """
                <testcase classname="\("lab.\(suite)".xmlEscaped)" name="\(grade.name.xmlEscaped)" \
            time="\(time(seconds))">
            \(lines.map { "      \($0)\n" }.joined())    </testcase>

            """
    }

    private static func kind(_ grade: ScenarioGrade) -> (element: String, type: String) {
        guard grade.trial.isGraded else { return ("error", grade.trial.word) }
        guard grade.trial.answer != nil else { return ("failure", grade.trial.word) }
        return ("failure", grade.trial.isClassRight == true ? "cause" : "class")
    }

    private static func time(_ seconds: Double) -> String { String(format: "%.3f", seconds) }
}
