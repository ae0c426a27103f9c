/// Shows that nothing is wrong: the page comes to curl with the trial's own settings.
struct HealthProof {
    let witness: Witness

    func show() async throws -> String {
        let trial = witness.box.scenario.trial
        let url = trial.url.contains("://") ? trial.url : "https://\(trial.url)/"
        let words = [
            "curl", "--silent", "--show-error", "--location", "--output", "/dev/null", "--max-time",
            "15", "--write-out", "%{http_code} %{size_download}", url,
        ]
        let result = try await witness.box.runAsUser(
            words, on: witness.node, environment: trial.environment, seconds: 20)
        try NotInForce.unless(
            result.status == 0 && result.output.hasPrefix("2"), result.output + result.errors)
        return "curl fetches \(url): \(result.output) bytes"
    }
}
