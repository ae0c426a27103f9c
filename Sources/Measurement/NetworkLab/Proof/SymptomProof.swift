/// Shows, where nothing is broken, that the page comes to curl with the trial's own settings, or that it
/// does not: an address that was misspelt is nobody's fault.
struct SymptomProof {
    let witness: Witness

    func show() async throws -> String {
        let scenario = witness.box.scenario
        let trial = scenario.trial
        let url = trial.url.contains("://") ? trial.url : "https://\(trial.url)/"
        let words = [
            "curl", "--silent", "--show-error", "--location", "--output", "/dev/null", "--max-time",
            "15", "--write-out", "%{http_code} %{size_download}", url,
        ]
        let result = try await witness.box.runAsUser(
            words, on: witness.node, environment: trial.environment, seconds: 20)
        let came = result.status == 0 && result.output.hasPrefix("2")
        let seen = came ? "curl fetches \(url): \(result.output) bytes" : result.complaint
        try NotInForce.unless(came == scenario.truth.isReachable, seen)
        return seen
    }
}
