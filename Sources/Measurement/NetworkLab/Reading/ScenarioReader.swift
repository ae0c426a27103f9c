import YAMLDocuments

/// Reads scenario files: YAML of the form in Documentation/Protocols/scenario.md.
///
/// A scenario that is returned is whole: every name that it uses is defined, every number is in its
/// range, and what contradicts itself was refused. The first mistake is reported with file, line and
/// place.
public enum ScenarioReader {
    /// The largest file, in bytes.
    public static let sizeLimit = 1 << 20
    /// How many topologies may include each other in a row.
    public static let depthLimit = 4

    /// Reads a file and the topologies that it includes.
    public static func read(file path: String) throws(ScenarioError) -> Scenario {
        let text = try ScenarioFile.text(of: path)
        return try read(text: text, file: path) { path throws(ScenarioError) in
            try ScenarioFile.text(of: path)
        }
    }

    /// Reads a text, with a way to get at the topologies that it includes.
    ///
    /// - Parameters:
    ///   - file: what errors call the text, and where its `topology` is relative to.
    ///   - included: gives the text of a topology by its path, which is that of the including file's
    ///     folder and what the file says.
    public static func read(
        text: String, file: String,
        including included: (String) throws(ScenarioError) -> String
    ) throws(ScenarioError) -> Scenario {
        try ScenarioFile.check(size: text.utf8.count, of: file)
        let top: YAMLReader
        let fields: YAMLFields
        let draft: ScenarioDraft
        do {
            top = try YAMLReader(text: text, file: file)
            fields = try top.document(
                schema: ScenarioForm.schema, ScenarioForm.scenario.required,
                optional: ScenarioForm.scenario.optional)
            draft = try ScenarioDraft(fields)
        } catch {
            throw .malformed(error)
        }
        let parts = try whole(
            draft.parts, fields, chain: [ScenarioFile.identity(of: file)], included)
        let scenario = draft.scenario(with: parts)
        do {
            try ScenarioChecks(scenario: scenario, parts: parts, top: top).run()
        } catch {
            throw .inconsistent(error)
        }
        return scenario
    }

    /// The parts of a file with those of the topology that it includes.
    private static func whole(
        _ parts: ScenarioParts, _ fields: YAMLFields, chain: [String],
        _ included: (String) throws(ScenarioError) -> String
    ) throws(ScenarioError) -> ScenarioParts {
        guard let topology = fields.optional("topology") else { return parts }
        let path: String
        do {
            path = try ScenarioFile.path(topology.line(), from: topology.file)
        } catch {
            throw .malformed(error)
        }
        let identity = ScenarioFile.identity(of: path)
        func refusal(_ sentence: String) -> ScenarioError {
            .inclusion(
                file: topology.file, line: topology.line, place: topology.place,
                sentence: sentence)
        }
        if chain.contains(identity) {
            let names = (chain + [identity]).map { ScenarioFile.lastComponent(of: $0) }
            throw refusal("files include each other: \(names.joined(separator: " → "))")
        }
        guard chain.count <= depthLimit else {
            throw refusal(
                "this is the topology number \(chain.count) in a row; "
                    + "\(depthLimit) are allowed")
        }
        let text: String
        do {
            text = try included(path)
            try ScenarioFile.check(size: text.utf8.count, of: path)
        } catch .unreadable(_, let sentence) {
            throw refusal("the topology \(path) cannot be used: \(sentence)")
        }
        let next: YAMLFields
        let base: ScenarioParts
        do {
            next = try YAMLReader(text: text, file: path).document(
                schema: ScenarioForm.schema, ScenarioForm.topology.required,
                optional: ScenarioForm.topology.optional)
            _ = try next.optional("title")?.sentence()
            base = try ScenarioParts(next)
        } catch {
            throw .malformed(error)
        }
        return try whole(base, next, chain: chain + [identity], included).extended(by: parts)
    }
}
