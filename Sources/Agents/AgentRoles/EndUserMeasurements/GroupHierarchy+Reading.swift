import AnomalyLocalization
import YAMLDocuments

extension GroupHierarchy {
    /// Reads a hierarchy from YAML.
    ///
    /// A list of kinds, each with its name, its attributes (the name itself, if nothing is said) and its parents.
    ///
    /// - Parameters:
    ///   - text: the YAML.
    ///   - file: what errors call it.
    /// - Throws: `YAMLDocumentError` with file, line and place, for kinds that are no hierarchy as well.
    public init(text: String, file: String) throws(YAMLDocumentError) {
        let source = try YAMLReader(text: text, file: file)
        let form = GroupHierarchyForm.hierarchy
        let fields = try source.document(
            schema: GroupHierarchyForm.schema, form.required, optional: form.optional)
        let list = try fields("kinds")
        let entries = try list.list()
        let kinds = try list.map { entry throws(YAMLDocumentError) in try Kind(entry) }
        do throws(GroupHierarchyError) {
            try self.init(kinds)
        } catch {
            throw Self.complaint(error, kinds, list, entries)
        }
    }

    /// The complaint about kinds, with the line of the one that it is about.
    private static func complaint(
        _ error: GroupHierarchyError, _ kinds: [Kind], _ list: YAMLReader, _ entries: [YAMLReader]
    ) -> YAMLDocumentError {
        func entry(_ name: String) -> YAMLReader? {
            kinds.lastIndex { $0.name == name }.map { entries[$0] }
        }
        let place =
            switch error {
            case .empty, .tooManyKinds, .tooManyAttributes: list
            case .repeatedKind(let name): entry(name)?.at("name") ?? list
            case .noAttributes(let name), .repeatedAttribute(let name):
                entry(name)?.at("attributes") ?? list
            case .unknownParent(let name, _): entry(name)?.at("parents") ?? list
            case .cycle(let names): names.first.flatMap { entry($0)?.at("parents") } ?? list
            }
        return place.problem("\(error)")
    }
}

extension GroupHierarchy.Kind {
    fileprivate init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let form = GroupHierarchyForm.kind
        let fields = try source.fields(form.required, optional: form.optional)
        self.init(
            name: try Self.name(fields("name")),
            attributes: try Self.names(fields.optional("attributes")),
            parents: try Self.names(fields.optional("parents")) ?? [])
    }

    private static func names(_ list: YAMLReader?) throws(YAMLDocumentError) -> [String]? {
        try list?.map { member throws(YAMLDocumentError) in try name(member) }
    }

    private static func name(_ source: YAMLReader) throws(YAMLDocumentError) -> String {
        let name = try source.string()
        guard !name.isEmpty, name.utf8.count <= 100,
            name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f })
        else { throw source.problem("a name of 1 to 100 printable bytes is needed") }
        return name
    }
}
