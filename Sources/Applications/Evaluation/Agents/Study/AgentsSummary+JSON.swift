extension AgentsSummary {
    /// The number of the form of the JSON; it changes when readers would have to.
    public static let schema = 1

    /// The figures for programs, on one line.
    public var json: String {
        JSONNode.object([
            .init("schema", .integer(Self.schema)), .init("seed", .string("\(settings.seed)")),
            .init("users", .integer(settings.users)), .init("days", .integer(settings.days)),
            .init("failures", .integer(failures)), .init("learningDay", .integer(learningDay)),
            .init("learning", .string(orNull: learning)), .init("traffic", trafficNode),
            .init("requests", .array(requests.rows.map(Self.node))),
            .init("savings", Self.node(savings)),
            .init("savingsAfter", Self.node(savingsAfter)),
            .init("before", Self.node(before)), .init("after", Self.node(after)),
            .init("beforeByLabel", Self.node(beforeByLabel)),
            .init("afterByLabel", Self.node(afterByLabel)),
            .init("effortBefore", Self.node(effortBefore)),
            .init("effortAfter", Self.node(effortAfter)),
            .init("reliability", Self.node(reliability)),
            .init("reliabilityWithSound", Self.node(reliabilityWithSound)),
            .init("labels", .number(orNull: labels.share)),
            .init("gains", .array(gains.map(Self.node))),
            .init("gainsBefore", .array(gainsBefore.map(Self.node))),
            .init("aggregation", .array(aggregation.map(Self.node))),
            .init("secondSpecialist", secondNode),
            .init(
                "refused",
                .object(
                    refused.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })),
        ]).text
    }

    private var trafficNode: JSONNode {
        .object([
            .init("documents", .integer(traffic.documents)),
            .init("bytes", .integer(traffic.bytes)), .init("lost", .integer(traffic.lost)),
            .init("unreadable", .integer(traffic.unreadable)),
        ])
    }

    private static func node(_ row: RequestTable.Row) -> JSONNode {
        func counts(_ values: [Int]) -> JSONNode {
            .object(
                zip(RequestTable.combinations, values).map { .init($0, .integer($1)) })
        }
        return .object([
            .init("error", .string(row.title)), .init("user", .integer(row.settledByUser)),
            .init("regional", counts(row.counts)), .init("thesis", counts(row.thesis)),
        ])
    }

    private static func node(_ savings: RequestSavings) -> JSONNode {
        .object([
            .init("requests", .integer(savings.requests)),
            .init("everything", .integer(savings.everything)),
            .init("everyAgent", .integer(savings.everyAgent)),
            .init("share", .number(orNull: savings.share)),
            .init("accuracy", .number(orNull: savings.accuracy.share)),
            .init("accuracyOfEverything", .number(orNull: savings.accuracyOfEverything.share)),
        ])
    }

    private static func node(_ confusion: CauseConfusion) -> JSONNode {
        let causes = FailureCause.explained
        return .object([
            .init("causes", .array(causes.map { .string($0.rawValue) })),
            .init("counts", .array(confusion.counts.map { .array($0.map(JSONNode.integer)) })),
            .init("silent", .array(confusion.silent.map(JSONNode.integer))),
            .init(
                "recall",
                .array(causes.indices.map { .number(orNull: confusion.recall($0).share) })),
            .init(
                "precision",
                .array(causes.indices.map { .number(orNull: confusion.precision($0).share) })),
            .init("accuracy", .number(orNull: confusion.accuracy.share)),
        ])
    }

    private static func node(_ effort: DiagnosisEffort) -> JSONNode {
        .object([
            .init("failures", .integer(effort.failures)),
            .init("regional", .integer(effort.regional)),
            .init("specialist", .integer(effort.specialist)),
            .init("medianMilliseconds", .integer(Int(effort.median))),
            .init("milliseconds95", .integer(Int(effort.percentile95))),
        ])
    }

    private static func node(_ table: ReliabilityTable) -> JSONNode {
        .array(
            table.bins.map { bin in
                .object([
                    .init("from", .number(bin.lower)), .init("to", .number(bin.upper)),
                    .init("diagnoses", .integer(bin.right.whole)),
                    .init("said", .number(orNull: bin.meanProbability)),
                    .init("right", .number(orNull: bin.right.share)),
                ])
            })
    }

    private static func node(_ gain: ActionGain) -> JSONNode {
        .object([
            .init("from", .number(gain.lower)), .init("to", .number(gain.upper)),
            .init("actions", .integer(gain.count)), .init("value", .number(gain.meanValue)),
            .init("gain", .number(gain.gain)), .init("standardError", .number(gain.standardError)),
        ])
    }

    private static func node(_ point: AggregationPoint) -> JSONNode {
        .object([
            .init("from", .integer(point.recent.lowerBound)),
            .init("to", .integer(point.recent.upperBound)),
            .init("diagnoses", .integer(point.count)), .init("requests", .number(point.requests)),
        ])
    }

    private var secondNode: JSONNode {
        func times(_ values: [Int64]) -> JSONNode {
            .array(
                [0.15, 0.5, 0.85, 0.95].map { share in
                    SecondSpecialist.quantile(share, of: values).map { .integer(Int($0)) } ?? .null
                })
        }
        return .object([
            .init(
                "periods",
                .array(
                    second.periods.map {
                        .object([
                            .init("hour", .integer($0.hour)), .init("first", .integer($0.first)),
                            .init("second", .integer($0.second)),
                        ])
                    })),
            .init("firstMilliseconds", times(second.firstTimes)),
            .init("secondMilliseconds", times(second.secondTimes)),
        ])
    }
}
