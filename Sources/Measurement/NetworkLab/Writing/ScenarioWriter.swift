/// Writes scenarios as files that ``ScenarioReader`` reads back equal.
///
/// The file stands alone: what came from an included topology is in it. Whatever has its usual value is
/// left out, and every entry is one line.
public enum ScenarioWriter {
    /// The text of the file.
    ///
    /// Of a scenario that ``ScenarioReader`` would refuse, it is a text that it refuses. What a fault has
    /// changed in a scenario while it runs is not part of the form. A text that begins with U+FEFF loses
    /// it, because the YAML parser takes it for a byte order mark.
    public static func text(of scenario: Scenario) -> String {
        var lines = [
            "schema: \(ScenarioForm.schema)",
            "name: \(FlowText.scalar(scenario.name))",
            "title: \(FlowText.sentence(scenario.title))",
        ]
        lines += list("systems", scenario.systems.map(\.flowText))
        lines += list("nodes", scenario.nodes.map(\.flowText))
        lines += list("links", scenario.links.map(\.flowText))
        if scenario.routing != .told { lines.append("routing: \(scenario.routing.rawValue)") }
        lines += list("certificates", scenario.certificates.map(\.flowText))
        lines += list("services", scenario.services.map(\.flowText))
        lines += list("faults", scenario.faults.map(\.flowText))
        lines.append("truth: \(scenario.truth.flowText)")
        lines.append("trial: \(scenario.trial.flowText)")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func list(_ key: String, _ entries: [String]) -> [String] {
        entries.isEmpty ? [] : ["\(key):"] + entries.map { "  - \($0)" }
    }
}
