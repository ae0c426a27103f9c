/// Works a mapping out for a file whose columns are known.
struct LinePlanner {
    let mapping: LogMapping
    let lookup: AddressLookup
    private var wanted: WantedFields

    init(mapping: LogMapping, lookup: AddressLookup, file: String, form: FileForm) {
        self.mapping = mapping
        self.lookup = lookup
        wanted = WantedFields(file: file, form: form)
    }

    private var file: String { wanted.file }
    private var format: LogFormat { wanted.form.format }
    private var known: [String] { wanted.form.columns }

    /// The plan.
    mutating func plan() throws(RecordError) -> LinePlan {
        let rule = try outcomeRule()
        let (outcomes, unfit) = OutcomeTable.compile(rule)
        if let unfit { throw .unfitPattern(unfit, place: rule.column.place) }
        let time = mapping.time ?? usual(.time)
        let client = mapping.client ?? usual(.client)
        let timeField =
            try time.map { column throws(RecordError) in try wanted.field(column) } ?? -1
        let clientField =
            try client.map { column throws(RecordError) in try wanted.field(column) } ?? -1
        let outcomeField = try wanted.field(rule.column)
        let slowField =
            try rule.slow.map { slow throws(RecordError) in try wanted.field(slow.column) } ?? -1
        var sources = [LinePlan.Source]()
        var kinds = [[UInt8]]()
        for source in try faultSources() {
            kinds.append(Array(source.kind.utf8))
            guard lookup.knows(source.derivation) else {
                throw .needsAddressData(kind: source.kind, derivation: source.derivation)
            }
            var (strength, strengthField): (Float, Int) = (1, -1)
            switch source.strength {
            case .constant(let value): strength = value
            case .column(let column): strengthField = try wanted.field(column)
            }
            sources.append(
                LinePlan.Source(
                    field: try wanted.field(source.column),
                    derivation: source.derivation, strength: strength,
                    strengthField: strengthField, depth: source.depth))
        }
        return LinePlan(
            format: format, parser: try wanted.parser(), columns: wanted.columns,
            hasHeader: wanted.form.hasHeader, timeField: timeField,
            clientField: clientField, outcomeField: outcomeField, outcomes: outcomes,
            slowField: slowField, slowLimit: rule.slow?.limit ?? 0, sources: sources,
            kinds: kinds)
    }

    private func outcomeRule() throws(RecordError) -> OutcomeRule {
        if let rule = mapping.outcome { return rule }
        if let column = usual(.status) { return .status(column) }
        if let column = usual(.outcome) { return .words(column) }
        if let column = usual(.success) { return .reversedWords(column) }
        throw .noColumn(
            file: file, role: "the outcome",
            candidates: ColumnRole.status.candidates + ColumnRole.outcome.candidates
                + ColumnRole.success.candidates, known: known)
    }

    /// The sources of faults: those of the mapping, those asked for, or the usual ones.
    private func faultSources() throws(RecordError) -> [FaultSource] {
        var sources = [FaultSource]()
        if let kinds = mapping.kinds {
            for kind in kinds {
                if let source = mapping.faults?.first(where: { $0.kind == kind }) {
                    sources.append(try complete(source))
                } else if let kind = FaultKind(rawValue: kind), !isOwnColumn(kind) {
                    sources.append(try complete(FaultSource(kind)))
                } else {
                    sources.append(FaultSource(kind: kind, column: LogColumn(kind)))
                }
            }
        } else if let faults = mapping.faults {
            for source in faults { sources.append(try complete(source)) }
        } else {
            for kind in FaultKind.usual(lookup) {
                guard let column = column(of: kind) else { continue }
                sources.append(
                    FaultSource(
                        kind: kind.rawValue, column: column, derivation: kind.derivation))
            }
        }
        guard !sources.isEmpty else { throw .noFaults(file: file, known: known) }
        return sources
    }

    /// Whether the log itself says what would have to be looked up.
    private func isOwnColumn(_ kind: FaultKind) -> Bool {
        kind.derivation.takesAddress && kind != .network && known.contains(kind.rawValue)
    }

    /// A source whose column is left to the usual names gets it.
    private func complete(_ source: FaultSource) throws(RecordError) -> FaultSource {
        guard source.column.name.isEmpty, let kind = FaultKind(rawValue: source.kind) else {
            return source
        }
        guard let column = column(of: kind) else {
            throw .noColumn(
                file: file, role: "faults of kind '\(source.kind)'",
                candidates: kind.role.candidates, known: known)
        }
        var source = source
        source.column.name = column.name
        return source
    }

    private func column(of kind: FaultKind) -> LogColumn? {
        if kind.role == .client, let client = mapping.client { return client }
        return usual(kind.role)
    }

    private func usual(_ role: ColumnRole) -> LogColumn? {
        role.find(in: known).map { LogColumn($0) }
    }
}

extension FaultSource {
    /// The source of a kind that is known by its word; its column is yet to be found.
    fileprivate init(_ kind: FaultKind) {
        self.init(kind: kind.rawValue, column: LogColumn(""), derivation: kind.derivation)
    }
}
