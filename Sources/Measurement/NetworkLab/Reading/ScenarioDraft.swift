import YAMLDocuments

/// What the scenario file itself says, before the topology is taken in.
struct ScenarioDraft {
    let name: String
    let title: String
    let parts: ScenarioParts
    let truth: Truth
    let trial: Trial

    /// How long a scenario's name may be: it becomes the name of files and folders.
    static let nameLimit = 100

    init(_ fields: YAMLFields) throws(YAMLDocumentError) {
        name = try fields("name").name(atMost: Self.nameLimit)
        title = try fields("title").sentence()
        parts = try ScenarioParts(fields)
        truth = try Truth(fields("truth"))
        trial = try Trial(fields("trial"))
    }

    /// The scenario with all parts.
    func scenario(with parts: ScenarioParts) -> Scenario {
        Scenario(
            name: name, title: title, systems: parts.systems.map(\.value),
            nodes: parts.nodes.map(\.value), links: parts.links.map(\.value),
            routing: parts.routing ?? .told, certificates: parts.certificates.map(\.value),
            services: parts.services.map(\.value), faults: parts.faults.map(\.value),
            truth: truth, trial: trial)
    }
}
