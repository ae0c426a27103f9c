extension FaultRatesSummary {
    /// The number of the form of the JSON; it changes when readers would have to.
    public static let schema = 1

    /// The figures for programs, on one line.
    public var json: String {
        JSONNode.object([
            .init("schema", .integer(Self.schema)), .init("seed", .string("\(settings.seed)")),
            .init("synthetic", .array(synthetic.rows.map(Self.node))),
            .init("rising", risingNode), .init("timing", timingNode),
            .init("links", .array(links.map(Self.node))),
        ]).text
    }

    private static func node(_ row: SyntheticRateStudy.Row) -> JSONNode {
        .object([
            .init("method", .string(row.method)), .init("objective", .number(row.objective)),
            .init("meanError", .number(row.meanError)),
            .init("rankCorrelation", .number(row.correlation)),
            .init("byMean", node(row.byMean)), .init("byLoss", node(row.byLoss)),
            .init("intervalsHold", .number(row.coverage.share)),
            .init("seconds", .number(row.seconds)),
        ])
    }

    private static func node(_ grade: NamingGrade) -> JSONNode {
        .object([
            .init("right", .integer(grade.right)), .init("wrong", .integer(grade.wrong)),
            .init("missed", .integer(grade.missed)), .init("precision", .number(grade.precision)),
            .init("recall", .number(grade.recall)), .init("f", .number(grade.fMeasure)),
        ])
    }

    private static func node(_ row: FailingLinkStudy.Row) -> JSONNode {
        .object([
            .init("rule", .string(row.rule)), .init("threshold", .number(row.threshold)),
            .init("grade", node(row.grade)),
        ])
    }

    private var risingNode: JSONNode {
        func rates(_ values: [[Double]]) -> JSONNode {
            .array(values.map { .array($0.map(JSONNode.number)) })
        }
        return .object([
            .init("true", rates(rising.truth)),
            .init(
                "methods",
                .array(
                    rising.tracks.map { track in
                        .object([
                            .init("method", .string(track.method)),
                            .init("means", rates(track.means)),
                            .init(
                                "noticed",
                                .array(track.noticed.map { $0.map(JSONNode.integer) ?? .null })),
                            .init(
                                "othersNoticed",
                                .integer(track.alarmed.subtracting(rising.faults).count)),
                            .init("meanError", .number(track.meanError)),
                            .init("seconds", .number(track.seconds)),
                        ])
                    })),
        ])
    }

    private var timingNode: JSONNode {
        .object([
            .init("requests", .integer(timing.requests)), .init("blocks", .integer(timing.blocks)),
            .init("faults", .integer(timing.faults)),
            .init(
                "methods",
                .array(
                    timing.rows.map {
                        .object([
                            .init("method", .string($0.method)),
                            .init("seconds", .number($0.seconds)),
                            .init("objective", .number($0.objective)),
                        ])
                    })),
        ])
    }
}
