import AgentRuntime
import Ontology

/// What a vantage's findings mean in the words of `culprit why`.
public enum RemoteEvidence {
    /// The values of the tests `remote.visit` and `remote.certificate`, by the test's name.
    ///
    /// A failure of another kind there says neither that the site works nor that it fails as here: it is left out.
    public static func tests(of findings: [PropertyPath: String]) -> [String: String] {
        var tests = [String: String]()
        switch findings[RemoteVantage.visit].flatMap({ RemoteVisitResult(rawValue: $0) }) {
        case .works: tests["remote.visit"] = "ok"
        case .sameFailure: tests["remote.visit"] = "same-failure"
        case .otherFailure, nil: break
        }
        if let certificate = findings[RemoteVantage.certificate],
            ["same", "different"].contains(certificate)
        {
            tests["remote.certificate"] = certificate
        }
        return tests
    }
}
