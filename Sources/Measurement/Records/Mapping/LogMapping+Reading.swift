import YAMLDocuments

extension LogMapping {
    /// Reads a mapping from YAML.
    ///
    /// - Parameters:
    ///   - text: the YAML.
    ///   - file: what errors call it.
    /// - Throws: ``RecordError/mapping(_:)``, with file, line and place.
    public init(text: String, file: String) throws(RecordError) {
        do throws(YAMLDocumentError) {
            try self.init(YAMLReader(text: text, file: file))
        } catch {
            throw .mapping(error)
        }
    }

    private init(_ source: YAMLReader) throws(YAMLDocumentError) {
        self.init()
        let form = LogMappingForm.mapping
        let fields = try source.document(
            schema: LogMappingForm.schema, form.required, optional: form.optional)
        if let value = fields.optional("format") { format = try value.word() }
        if let value = fields.optional("time") { time = try LogColumn(value) }
        if let value = fields.optional("client") { client = try LogColumn(value) }
        if let value = fields.optional("outcome") { outcome = try OutcomeRule(value) }
        guard let list = fields.optional("faults") else { return }
        let sources = try list.map { entry throws(YAMLDocumentError) in try FaultSource(entry) }
        guard !sources.isEmpty else { throw list.problem("one fault at least is needed") }
        faults = sources
    }
}

extension LogColumn {
    /// A name that is not empty.
    init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let name = try source.string()
        guard !name.isEmpty else { throw source.problem("the name of a column is needed") }
        self.init(name, place: source.line.map { "\(source.file), line \($0)" } ?? source.file)
    }
}

extension OutcomeRule {
    fileprivate init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.outcome)
        // Lists that are left out are those for status codes.
        self = .status(try LogColumn(fields("from")))
        if let list = fields.optional("failure") {
            failure = try list.patterns()
            (mistake, success) = ([], [])
        }
        if let list = fields.optional("mistake") { mistake = try list.patterns() }
        if let list = fields.optional("success") { success = try list.patterns() }
        if let list = fields.optional("skip") { skip = try list.patterns() }
        if let value = fields.optional("slow") {
            let parts = try value.fields(.slow)
            let limit = try parts("over").number()
            guard limit > 0 else { throw try parts("over").problem("a limit is more than 0") }
            slow = Slowness(column: try LogColumn(parts("from")), limit: limit)
        }
    }
}

extension FaultSource {
    fileprivate init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let fields = try source.fields(.fault)
        let kind = try fields("kind").string()
        guard !kind.isEmpty, kind.utf8.count <= 40,
            kind.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x3a && $0 != 0x7f })
        else {
            throw try fields("kind").problem("a kind is a word without colon, of at most 40 bytes")
        }
        let known = FaultKind(rawValue: kind)
        let place = source.line.map { "\(source.file), line \($0)" } ?? source.file
        // Without a column it is that of the kind, found when the file is.
        let column = try fields.optional("from").map { value throws(YAMLDocumentError) in
            try LogColumn(value)
        }
        guard column != nil || known != nil else {
            throw source.problem("`from` is missing: `\(kind)` does not say which column to take")
        }
        var derivation = known?.derivation ?? .value
        if let value = fields.optional("take") { derivation = try value.word() }
        self.init(
            kind: kind, column: column ?? LogColumn("", place: place), derivation: derivation)
        if let value = fields.optional("depth") {
            depth = try value.integer()
            guard (1...16).contains(depth), derivation == .path else {
                throw value.problem("a depth is from 1 to 16, and goes with `take: path`")
            }
        }
        if let value = fields.optional("strength") { strength = try Strength(value) }
    }
}

extension FaultSource.Strength {
    fileprivate init(_ source: YAMLReader) throws(YAMLDocumentError) {
        if source["from"] != nil {
            self = .column(try LogColumn(source.fields(.strength)("from")))
            return
        }
        let value = try source.number()
        guard value > 0, value <= 1 else {
            throw source.problem("a strength is above 0 and at most 1, or `from:` a column")
        }
        self = .constant(Float(value))
    }
}

extension YAMLReader {
    fileprivate func fields(_ form: LogMappingForm) throws(YAMLDocumentError) -> YAMLFields {
        try fields(form.required, optional: form.optional)
    }

    fileprivate func patterns() throws(YAMLDocumentError) -> [String] {
        try map { member throws(YAMLDocumentError) in
            let text = try member.string()
            guard !text.isEmpty, text.utf8.count <= 64 else {
                throw member.problem("a code, a class such as 5xx or a word is needed")
            }
            return text
        }
    }
}
