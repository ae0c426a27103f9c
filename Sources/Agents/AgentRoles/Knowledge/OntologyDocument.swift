import YAMLDocuments

/// The ontology file, as people write it.
struct OntologyDocument {
    /// The only form that this program reads.
    static let schema = 1

    struct Class {
        let name: String
        let label: String
        /// What machines call the class: `local-network`.
        let slug: String
        /// What the knowledge file calls it: `local`.
        let short: String
        /// The relationship that leads to it from a connection.
        let relationship: String
        /// Whether it takes part only where a name has to be looked up.
        let isLookup: Bool
        let causes: [String: Cause]
    }

    struct Cause {
        let name: String
        let precedence: Int
        let degrades: Bool
        let title: String
        let statement: String
        let advice: String
    }

    struct Symptom {
        let className: String
        let label: String
        let status: [String]
        let pace: [String]
    }

    struct Test {
        let id: String
        let label: String
        let group: String
        let vantage: String
        /// Expected milliseconds, milliseconds when nothing answers, packets.
        let cost: [Double]
        let outcomes: [String: String]
    }

    let namespace: String
    let classes: [Class]
    let symptom: Symptom
    let tests: [Test]

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
            schema: Self.schema, ["namespace", "classes", "symptom", "tests"])
        namespace = try parts("namespace").string()
        classes = try parts("classes").map { member throws(YAMLDocumentError) in
            try Class(member)
        }
        symptom = try Symptom(parts("symptom"))
        tests = try parts("tests").map { member throws(YAMLDocumentError) in try Test(member) }
    }
}

extension OntologyDocument.Class {
    fileprivate init(_ reader: YAMLReader) throws(YAMLDocumentError) {
        let parts = try reader.fields(
            ["name", "label", "slug", "short", "relationship", "causes"], optional: ["lookup"])
        name = try parts("name").string()
        label = try parts("label").string()
        slug = try parts("slug").string()
        short = try parts("short").string()
        relationship = try parts("relationship").string()
        isLookup = try parts.optional("lookup")?.flag() ?? false
        var causes = [String: OntologyDocument.Cause]()
        for (code, cause) in try parts("causes").entries() {
            causes[code] = try OntologyDocument.Cause(cause)
        }
        self.causes = causes
    }
}

extension OntologyDocument.Cause {
    fileprivate init(_ reader: YAMLReader) throws(YAMLDocumentError) {
        let parts = try reader.fields(
            ["name", "precedence", "title", "statement", "advice"], optional: ["degrades"])
        name = try parts("name").string()
        precedence = try parts("precedence").integer()
        degrades = try parts.optional("degrades")?.flag() ?? false
        title = try parts("title").string()
        statement = try parts("statement").string()
        advice = try parts("advice").string()
    }
}

extension OntologyDocument.Symptom {
    fileprivate init(_ reader: YAMLReader) throws(YAMLDocumentError) {
        let parts = try reader.fields(["class", "label", "status", "pace"])
        className = try parts("class").string()
        label = try parts("label").string()
        status = try parts("status").strings()
        pace = try parts("pace").strings()
    }
}

extension OntologyDocument.Test {
    fileprivate init(_ reader: YAMLReader) throws(YAMLDocumentError) {
        let parts = try reader.fields(
            ["id", "label", "group", "cost", "outcomes"], optional: ["vantage"])
        id = try parts("id").string()
        label = try parts("label").string()
        group = try parts("group").string()
        vantage = try parts.optional("vantage")?.string() ?? "local"
        cost = try parts("cost").numbers()
        outcomes = try parts("outcomes").sentences()
    }
}
