import Ontology
import YAMLDocuments

extension LabellingRules {
    /// The only form that this program reads.
    static let schema = 1

    /// Reads the text of the file called `file`.
    ///
    /// - Throws: ``KnowledgeError`` with the line of what cannot be read.
    public init(text: String, file: String) throws(KnowledgeError) {
        do {
            try self.init(YAMLReader(text: text, file: file))
        } catch {
            throw KnowledgeError(error)
        }
    }

    private init(_ reader: YAMLReader) throws(YAMLDocumentError) {
        let parts = try reader.document(schema: Self.schema, ["rules"], optional: ["prefixes"])
        let prefixes = try parts.optional("prefixes")?.sentences() ?? [:]
        var rules = [Rule]()
        for member in try parts("rules").list() {
            if let last = rules.last, last.conditions.isEmpty {
                throw member.problem(
                    "the rule before, \(last.name), always fits; this one is never reached")
            }
            rules.append(try Self.rule(member, prefixes: prefixes))
        }
        self.rules = rules
    }

    private static func rule(
        _ reader: YAMLReader, prefixes: [String: String]
    ) throws(YAMLDocumentError) -> Rule {
        let parts = try reader.fields(["name", "label"], optional: ["when", "value", "guess"])
        var conditions = [PropertyPath: Condition]()
        for (text, value) in try parts.optional("when")?.entries() ?? [] {
            let path = try path(text, at: value, prefixes: prefixes)
            guard conditions.updateValue(try condition(value), forKey: path) == nil else {
                throw value.problem("\(text) has a condition already")
            }
        }
        var alternatives = [PropertyPath]()
        var settledBy = [String]()
        var probability = 1.0
        if let guess = try parts.optional("guess")?.fields(["or", "settled-by", "probability"]) {
            for alternative in try guess("or").list() {
                let text = try alternative.string()
                alternatives.append(try path(text, at: alternative, prefixes: prefixes))
            }
            settledBy = try guess("settled-by").strings()
            probability = try guess("probability").number()
            guard (0...1).contains(probability) else {
                throw try guess("probability").problem("a probability lies between 0 and 1")
            }
        }
        let label = try parts("label")
        let text = try label.string()
        return Rule(
            name: try parts("name").string(), conditions: conditions,
            path: text == "unknown" ? nil : try path(text, at: label, prefixes: prefixes),
            value: try parts.optional("value")?.string() ?? "FAIL",
            alternatives: alternatives, settledBy: settledBy, probability: probability)
    }

    private static func condition(_ reader: YAMLReader) throws(YAMLDocumentError) -> Condition {
        if let value = try? reader.string() { return .oneOf([value]) }
        if let values = try? reader.strings() {
            guard !values.isEmpty else { throw reader.problem("at least one value is needed") }
            return .oneOf(values)
        }
        let bounds = try reader.fields([], optional: ["above", "below"])
        switch (bounds.optional("above"), bounds.optional("below")) {
        case (let above?, nil): return .above(try above.number())
        case (nil, let below?): return .below(try below.number())
        default: throw reader.problem("either above or below is needed")
        }
    }

    /// A path with its prefixes written out; names without a prefix stay as they are.
    private static func path(
        _ text: String, at reader: YAMLReader, prefixes: [String: String]
    ) throws(YAMLDocumentError) -> PropertyPath {
        var names = [String]()
        for part in text.split(separator: "|", omittingEmptySubsequences: false) {
            let name = String(part)
            guard let mark = name.firstIndex(of: ":"), !name.contains("://") else {
                guard !name.isEmpty else { throw reader.problem("the path \(text) has a gap") }
                names.append(name)
                continue
            }
            guard let prefix = prefixes[String(name[..<mark])] else {
                throw reader.problem(
                    "the prefix \(name[..<mark]) of \(text) is not defined under `prefixes`")
            }
            names.append(prefix + name[name.index(after: mark)...])
        }
        return PropertyPath(names: names)
    }
}
