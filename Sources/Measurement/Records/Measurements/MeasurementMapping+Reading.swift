import YAMLDocuments

extension MeasurementMapping {
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
        let form = MeasurementMappingForm.mapping
        let fields = try source.document(
            schema: MeasurementMappingForm.schema, form.required, optional: form.optional)
        if let value = fields.optional("format") {
            let format: LogFormat = try value.word()
            guard Self.formats.contains(format) else {
                let words = Self.formats.map(\.rawValue).joined(separator: ", ")
                throw value.problem("one of these is needed: \(words)")
            }
            self.format = format
        }
        if let value = fields.optional("metric") { metric = try value.string() }
        if let value = fields.optional("time") { time = try LogColumn(value) }
        if let value = fields.optional("user") { user = try LogColumn(value) }
        if let value = fields.optional("client") { client = try LogColumn(value) }
        if let value = fields.optional("value") { try read(value: value) }
        guard let list = fields.optional("attributes") else { return }
        for entry in try list.list() {
            let attribute = try MeasurementAttribute(entry)
            guard !attributes.contains(where: { $0.name == attribute.name }) else {
                throw entry.at("name").problem("the attribute `\(attribute.name)` is there twice")
            }
            attributes.append(attribute)
        }
    }

    /// A column, or a column and what its values are multiplied with.
    private mutating func read(value source: YAMLReader) throws(YAMLDocumentError) {
        guard source["from"] != nil || source["times"] != nil else {
            value = try LogColumn(source)
            return
        }
        let form = MeasurementMappingForm.value
        let fields = try source.fields(form.required, optional: form.optional)
        value = try LogColumn(fields("from"))
        guard let factor = fields.optional("times") else { return }
        scale = try factor.number()
        guard scale != 0 else { throw factor.problem("a factor is not 0") }
    }
}

extension MeasurementAttribute {
    fileprivate init(_ source: YAMLReader) throws(YAMLDocumentError) {
        let form = MeasurementMappingForm.attribute
        let fields = try source.fields(form.required, optional: form.optional)
        let name = try fields("name").string()
        guard !name.isEmpty else {
            throw try fields("name").problem("the name of an attribute is needed")
        }
        var derivation = FaultDerivation.value
        if let value = fields.optional("take") {
            derivation = try value.word()
            guard derivation == .value || Self.lookUps.contains(derivation) else {
                let words = ([.value] + Self.lookUps).map(\.rawValue).joined(separator: ", ")
                throw value.problem("one of these is needed: \(words)")
            }
        }
        let column = try fields.optional("from").map { value throws(YAMLDocumentError) in
            try LogColumn(value)
        }
        guard column != nil || derivation != .value else {
            throw source.problem("`from` is missing: which column says `\(name)`?")
        }
        self.init(
            name: name, column: column, derivation: derivation,
            place: source.line.map { "\(source.file), line \($0)" } ?? source.file)
    }
}
