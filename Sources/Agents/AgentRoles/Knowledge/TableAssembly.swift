import DMEP
import Ontology

/// Turns tables as people write them into dependency knowledge under whole URIs.
struct TableAssembly {
    let file: String
    private let classes: [String: [String]]
    private let properties: [String: [String]]
    private let ranges: [String: [String]]

    /// Names are those of `ontologies`, short where only one of them has it.
    init(ontologies: [String: DMEP.OntologyDocument], file: String) {
        self.file = file
        let documents = ontologies.values
        classes = Dictionary(
            grouping: documents.flatMap(\.classes).map(\.name.text),
            by: { OntologyURI($0).shortName })
        let all = documents.flatMap(\.properties)
        properties = Dictionary(grouping: all.map(\.name), by: { OntologyURI($0).shortName })
        ranges = Dictionary(all.map { ($0.name, $0.range) }, uniquingKeysWith: { $1 })
    }

    func knowledge(
        _ table: AgentsKnowledgeDocument.Table, source: String
    ) throws(KnowledgeError) -> DependencyKnowledge {
        let place = "\(table.place), \(table.subject).\(table.property)"
        let property = try name(table.property, among: properties, place: place)
        var parents = [PropertyPath]()
        for parent in table.parents { parents.append(try path(parent.path, place: place)) }
        guard (0...1).contains(table.leak) else {
            throw .incomplete(file: file, place: place, need: "leak lies between 0 and 1")
        }
        guard !table.rows.isEmpty else {
            throw .incomplete(file: file, place: place, need: "rows are missing")
        }
        var rows = [DependencyKnowledge.Row]()
        for row in table.rows {
            rows.append(
                try self.row(
                    row, of: property, parents: zip(table.parents.map(\.name), parents).map { $0 },
                    place: place))
        }
        return DependencyKnowledge(
            subject: OntologyURI(try name(table.subject, among: classes, place: place)),
            property: property, parents: parents, rows: rows, leak: table.leak,
            source: table.source ?? source)
    }

    private func row(
        _ row: KnowledgeDocument.Row, of property: String,
        parents: [(name: String, path: PropertyPath)], place: String
    ) throws(KnowledgeError) -> DependencyKnowledge.Row {
        for name in row.conditions.keys.sorted() where !parents.contains(where: { $0.name == name })
        {
            throw .unknownName(file: file, place: place, name: name)
        }
        for parent in parents {
            for value in row.conditions[parent.name] ?? [] {
                try check(value, of: parent.path.property, place: place)
            }
        }
        for value in row.distribution.keys.sorted() { try check(value, of: property, place: place) }
        let sum = row.distribution.values.reduce(0, +)
        guard abs(sum - 1) < 1e-4, row.distribution.values.allSatisfy({ $0 >= 0 }) else {
            throw .incomplete(
                file: file, place: place, need: "a row adds up to \(sum); 1 is needed")
        }
        return DependencyKnowledge.Row(
            when: parents.map { row.conditions[$0.name] ?? [] },
            distribution: row.distribution.mapValues { $0 / sum })
    }

    private func check(
        _ value: String, of property: String, place: String
    ) throws(KnowledgeError) {
        guard ranges[property]?.contains(value) == true else {
            throw .unknownName(
                file: file, place: place,
                name: "\(value) of \(OntologyURI(property).shortName)")
        }
    }

    private func path(_ text: String, place: String) throws(KnowledgeError) -> PropertyPath {
        var names = [String]()
        for name in PropertyPath(text).names {
            names.append(try self.name(name, among: properties, place: place))
        }
        return PropertyPath(names: names)
    }

    /// The URI of a name that is short, or whole already.
    private func name(
        _ name: String, among known: [String: [String]], place: String
    ) throws(KnowledgeError) -> String {
        let uris = known[OntologyURI(name).shortName] ?? []
        if uris.contains(name) { return name }
        guard let uri = uris.first, !name.contains("#") else {
            throw .unknownName(file: file, place: place, name: name)
        }
        guard uris.count == 1 else {
            throw .incomplete(
                file: file, place: place,
                need:
                    "\(name) may be \(uris.sorted().joined(separator: " or ")): write the whole URI"
            )
        }
        return uri
    }
}
