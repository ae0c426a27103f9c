import YAMLDocuments

/// The file of the agents' conditional probability tables, as people write it.
struct AgentsKnowledgeDocument {
    /// Tables that are published together.
    struct Set {
        let source: String
        let tables: [Table]
    }

    /// How a property depends on others.
    struct Table {
        let subject: String
        let property: String
        /// The name of each parent within the rows, and its path, in the order of the file.
        let parents: [(name: String, path: String)]
        let leak: Double
        let source: String?
        let rows: [KnowledgeDocument.Row]
        /// Where it stands, for errors.
        let place: String
    }

    let sets: [String: Set]

    /// Reads the text of the file called `file`.
    init(text: String, file: String) throws(KnowledgeError) {
        do {
            let parts = try YAMLReader(text: text, file: file)
                .document(schema: OntologyDocument.schema, ["sets"])
            var sets = [String: Set]()
            for (name, entry) in try parts("sets").entries() {
                let fields = try entry.fields(["source", "tables"])
                sets[name] = Set(
                    source: try fields("source").string(),
                    tables: try fields("tables").map { member throws(YAMLDocumentError) in
                        try Table(member)
                    })
            }
            self.sets = sets
        } catch {
            throw KnowledgeError(error)
        }
    }
}

extension AgentsKnowledgeDocument.Table {
    fileprivate init(_ reader: YAMLReader) throws(YAMLDocumentError) {
        let fields = try reader.fields(
            ["of", "property", "rows"], optional: ["parents", "leak", "source"])
        subject = try fields("of").string()
        property = try fields("property").string()
        var parents = [(name: String, path: String)]()
        for (name, path) in try fields.optional("parents")?.entries() ?? [] {
            parents.append((name, try path.string()))
        }
        self.parents = parents
        leak = try fields.optional("leak")?.number() ?? 0
        source = try fields.optional("source")?.string()
        rows = try KnowledgeDocument.rows(fields("rows"))
        place = reader.problem("").position
    }
}
