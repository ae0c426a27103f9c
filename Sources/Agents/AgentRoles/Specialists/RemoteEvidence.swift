import AgentRuntime
import Ontology

/// What a vantage's findings mean in the words of `culprit why`.
public enum RemoteEvidence {
    /// The values of the tests `remote.visit` and `remote.certificate`, by the test's name.
    ///
    /// Those tests tell only whether the site works elsewhere, so another failure there is a failure, too.
    public static func tests(of findings: [PropertyPath: String]) -> [String: String] {
        var tests = [String: String]()
        switch findings[RemoteVantage.visit].flatMap({ RemoteVisitResult(rawValue: $0) }) {
        case .works: tests["remote.visit"] = "ok"
        case .sameFailure, .otherFailure: tests["remote.visit"] = "same-failure"
        case nil: break
        }
        if let certificate = findings[RemoteVantage.certificate],
            ["same", "different"].contains(certificate)
        {
            tests["remote.certificate"] = certificate
        }
        return tests
    }
}
