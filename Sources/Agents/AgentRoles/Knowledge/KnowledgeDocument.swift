import YAMLDocuments

/// The knowledge file, as people write it.
struct KnowledgeDocument {
    /// A row: conditions by the short name of a class, and a distribution under `then`.
    struct Row {
        let conditions: [String: [String]]
        let distribution: [String: Double]
    }

    /// How well each value of a test fits that it has not ended after so many milliseconds.
    struct Pending {
        let milliseconds: Double
        let likelihoods: [String: Double]
    }

    let source: String
    let leak: Double
    /// Leaks of single tests, where they differ.
    let leaks: [String: Double]
    let pending: [String: Pending]
    let priors: [String: [String: Double]]
    /// Milliseconds, and the probability of still waiting then for a page that comes in the end.
    let waiting: [[Double]]
    /// How well each pace fits a visit that was quick although somebody complains.
    let complaint: [String: Double]
    let status: [Row]
    let pace: [Row]
    let tests: [String: [Row]]

    /// Reads the text of the file called `file`.
    init(text: String, file: String) throws(KnowledgeError) {
        do {
            try self.init(YAMLReader(text: text, file: file))
        } catch {
            throw KnowledgeError(error)
        }
    }

    private init(_ reader: YAMLReader) throws(YAMLDocumentError) {
        let parts = try reader.document(
            schema: OntologyDocument.schema,
            ["source", "leak", "leaks", "pending", "priors", "symptom", "tests"])
        source = try parts("source").string()
        leak = try parts("leak").number()
        leaks = try parts("leaks").distribution()
        var pending = [String: Pending]()
        for (test, entry) in try parts("pending").entries() {
            let fields = try entry.fields(["milliseconds", "likelihoods"])
            pending[test] = Pending(
                milliseconds: try fields("milliseconds").number(),
                likelihoods: try fields("likelihoods").distribution())
        }
        self.pending = pending
        var priors = [String: [String: Double]]()
        for (name, prior) in try parts("priors").entries() {
            priors[name] = try prior.distribution()
        }
        self.priors = priors
        let symptom = try parts("symptom").fields(["waiting", "complaint", "status", "pace"])
        waiting = try symptom("waiting").map { pair throws(YAMLDocumentError) in
            try pair.numbers()
        }
        complaint = try symptom("complaint").distribution()
        status = try Self.rows(symptom("status"))
        pace = try Self.rows(symptom("pace"))
        var tests = [String: [Row]]()
        for (test, rows) in try parts("tests").entries() { tests[test] = try Self.rows(rows) }
        self.tests = tests
    }

    static func rows(_ reader: YAMLReader) throws(YAMLDocumentError) -> [Row] {
        try reader.map { member throws(YAMLDocumentError) in
            var conditions = [String: [String]]()
            var distribution: [String: Double]?
            for (key, value) in try member.entries() {
                if key == "then" {
                    distribution = try value.distribution()
                } else {
                    conditions[key] = try value.strings()
                }
            }
            guard let distribution else { throw member.problem("`then` is missing") }
            return Row(conditions: conditions, distribution: distribution)
        }
    }
}
