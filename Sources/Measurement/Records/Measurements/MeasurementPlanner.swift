/// Works a mapping of measurements out for a file whose columns are known.
struct MeasurementPlanner {
    let mapping: MeasurementMapping
    let lookup: AddressLookup
    let attributes: [String]
    private var wanted: WantedFields

    init(
        mapping: MeasurementMapping, lookup: AddressLookup, attributes: [String], file: String,
        form: FileForm
    ) {
        self.mapping = mapping
        self.lookup = lookup
        self.attributes = attributes
        wanted = WantedFields(file: file, form: form)
    }

    private var known: [String] { wanted.form.columns }

    /// The plan.
    mutating func plan() throws(RecordError) -> MeasurementPlan {
        let form = wanted.form
        guard MeasurementMapping.formats.contains(form.format) else {
            throw .noMeasurements(file: wanted.file, format: form.format)
        }
        let time = try wanted.field(try column(mapping.time, "the time", [.time]))
        let user = mapping.user ?? usual(.user)
        let userField: Int
        if let user {
            userField = try wanted.field(user)
        } else {
            userField = try wanted.field(
                try column(mapping.client, "the end user", [.user, .client]))
        }
        let value = try wanted.field(try valueColumn())

        var columns = [(attribute: Int, field: Int)]()
        var lookUps = [MeasurementPlan.LookUp]()
        var missing = [String]()
        for (place, name) in attributes.enumerated() {
            guard let source = source(of: name) else {
                missing.append(name)
                continue
            }
            if source.derivation == .value, let column = source.column {
                columns.append((place, try wanted.field(column)))
                continue
            }
            guard lookup.knows(source.derivation) else {
                throw .attributeNeedsData(
                    attribute: name, place: source.place, derivation: source.derivation)
            }
            guard let column = source.column ?? mapping.client ?? usual(.client) else {
                throw .needsAddress(
                    attribute: name, place: source.place, file: wanted.file, known: known)
            }
            lookUps.append(
                MeasurementPlan.LookUp(
                    attribute: place, field: try wanted.field(column),
                    derivation: source.derivation))
        }
        guard missing.count < attributes.count else {
            throw .noAttributes(file: wanted.file, attributes: attributes, known: known)
        }
        return MeasurementPlan(
            form: form, parser: try wanted.parser(), fieldCount: wanted.columns.count,
            timeField: time, userField: userField, usersAreClients: user == nil,
            valueField: value, scale: mapping.scale, columns: columns, lookUps: lookUps,
            attributeCount: attributes.count, missing: missing)
    }

    /// Where an attribute comes from: as the mapping says, from a column of its name, or from a look-up.
    private func source(of name: String) -> MeasurementAttribute? {
        if let source = mapping.attributes.first(where: { $0.name == name }) { return source }
        if let column = MeasurementAttribute.find(name, in: known) {
            return MeasurementAttribute(name: name, column: LogColumn(column))
        }
        if let lookUp = MeasurementAttribute.lookUp(name), lookup.knows(lookUp),
            mapping.client != nil || usual(.client) != nil
        {
            return MeasurementAttribute(name: name, column: nil, derivation: lookUp)
        }
        // Keys of JSON may be on later lines alone.
        guard wanted.form.format == .json else { return nil }
        return MeasurementAttribute(name: name, column: LogColumn(name))
    }

    private func valueColumn() throws(RecordError) -> LogColumn {
        if let value = mapping.value { return value }
        if let metric = mapping.metric,
            let column = known.first(where: { $0.lowercased() == metric.lowercased() })
        {
            return LogColumn(column)
        }
        return try column(nil, "what was measured", [.value])
    }

    private func column(
        _ named: LogColumn?, _ what: String, _ roles: [ColumnRole]
    ) throws(RecordError) -> LogColumn {
        if let named { return named }
        for role in roles {
            if let column = usual(role) { return column }
        }
        throw .noColumn(
            file: wanted.file, role: what, candidates: roles.flatMap(\.candidates), known: known)
    }

    private func usual(_ role: ColumnRole) -> LogColumn? {
        role.find(in: known).map { LogColumn($0) }
    }
}
