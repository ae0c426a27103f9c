extension LoadSummary {
    /// The number of the form of the JSON; it changes when readers would have to.
    public static let schema = 1

    /// The figures for programs, on one line.
    public var json: String {
        JSONNode.object([
            .init("schema", .integer(Self.schema)), .init("agent", .string(agent)),
            .init("seed", .string("\(plan.seed)")), .init("seconds", .number(plan.seconds)),
            .init("format", .string(plan.format.rawValue)),
            .init("phases", .array(figures.map(Self.node))),
            .init(
                "bars",
                .array(
                    bars.map { bar in
                        .object([
                            .init("name", .string(bar.name)),
                            .init("measured", .string(bar.measured)),
                            .init("met", .boolean(orNull: bar.isMet)),
                        ])
                    })),
            .init("met", .boolean(isMet)),
        ]).text
    }

    private static func node(_ figures: LoadFigures) -> JSONNode {
        func counts(_ values: [String: Int]) -> JSONNode {
            .object(values.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })
        }
        func integer(_ value: Int?) -> JSONNode { value.map { .integer($0) } ?? .null }
        return .object([
            .init("evidence", .string(figures.phase.evidence.rawValue)),
            .init("level", .string(figures.phase.level.rawValue)),
            .init("bar", .number(figures.phase.bar)), .init("offered", .number(figures.phase.rate)),
            .init("answeredPerSecond", .number(figures.answeredRate)),
            .init("answered", .integer(figures.answered)),
            .init("refused", counts(figures.refusals)), .init("failed", counts(figures.failures)),
            .init(
                "milliseconds",
                .object([
                    .init("p50", .number(orNull: figures.latency.quantile(0.5))),
                    .init("p95", .number(orNull: figures.latency.quantile(0.95))),
                    .init("p99", .number(orNull: figures.latency.quantile(0.99))),
                    .init("max", .number(orNull: figures.latency.longest)),
                ])),
            .init("read", .integer(figures.samples)),
            .init("wrong", .array(figures.flaws.map { .string($0) })),
            .init("specialistRequests", integer(figures.specialistRequests)),
            .init("residentBytes", integer(figures.residentBytes)),
            .init("agentSeconds", .number(orNull: figures.agentSeconds)),
            .init(
                "agentMillisecondsPerRequest",
                .number(orNull: figures.agentMillisecondsPerRequest)),
            .init("generatorSeconds", .number(orNull: figures.generatorSeconds)),
            .init("otherSeconds", .number(orNull: figures.otherSeconds)),
            .init("elapsed", .number(figures.elapsed)),
        ])
    }
}
