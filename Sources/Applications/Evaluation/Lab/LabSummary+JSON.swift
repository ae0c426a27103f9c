extension LabSummary {
    /// One line of JSON without a line break; the form is that of Documentation/Protocols/lab-json.md.
    public var json: String {
        JSONNode.object([
            .init("schema", .integer(1)), .init("scenarios", .integer(scenarios)),
            .init("accuracy", Self.node(classAccuracy, causeAccuracy)),
            .init("brier", .number(orNull: brierScore)), .init("cost", Self.node(cost)),
            .init("tests", Self.node(tests)),
            .init(
                "perScenario",
                .object([
                    .init("cost", Self.node(perScenario: cost)),
                    .init("tests", Self.node(perScenario: tests)),
                ])),
            .init("notMade", .integer(notMade)), .init("notApplied", .integer(notApplied)),
            .init("unanswered", .integer(unanswered)),
            .init(
                "interval",
                .object([
                    .init("class", Self.node(classAccuracy.interval)),
                    .init("cause", Self.node(causeAccuracy.interval)),
                ])),
            .init("honestPairs", .integer(honestPairs)),
            .init(
                "everythingAccuracy",
                everythingAccuracy.map { Self.node($0.className, $0.cause) } ?? .null),
            .init(
                "byClass",
                .array(
                    byClass.map { figures in
                        .object([
                            .init("class", .string(figures.className)),
                            .init("scenarios", .integer(figures.classRight.whole)),
                            .init("classRight", .integer(figures.classRight.part)),
                            .init("causeRight", .integer(figures.causeRight.part)),
                            .init("brier", .number(figures.brierScore)),
                        ])
                    })),
            .init(
                "falseAlarms",
                .object([
                    .init("healthy", .integer(falseAlarms.whole)),
                    .init("calledFaulty", .integer(falseAlarms.part)),
                ])),
            .init("reachabilityWrong", .integer(reachabilityWrong)),
            .init("confusion", Self.node(classConfusion)),
            .init("wrongCauses", Self.node(wrongCauses)),
            .init(
                "reliability",
                .object([
                    .init("class", Self.node(classReliability)),
                    .init("cause", Self.node(causeReliability)),
                ])),
            .init(
                "seconds",
                .object([
                    .init("trial", Self.node(seconds: trialSeconds, longest: longestTrial)),
                    .init("setUp", Self.node(seconds: setUpSeconds, longest: nil)),
                ])),
        ]).text
    }

    private static func node(_ className: Proportion, _ cause: Proportion) -> JSONNode {
        .object([
            .init("class", .number(orNull: className.share)),
            .init("cause", .number(orNull: cause.share)),
        ])
    }

    private static func node(_ interval: ClosedRange<Double>?) -> JSONNode {
        interval.map { .array([.number($0.lowerBound), .number($0.upperBound)]) } ?? .null
    }

    private static func node(_ spending: Spending) -> JSONNode {
        .object([
            .init("spent", .number(spending.spent)),
            .init("everything", .number(orNull: spending.everything)),
        ])
    }

    private static func node(perScenario spending: Spending) -> JSONNode {
        .object([
            .init("mean", .number(orNull: spending.mean)),
            .init("median", .number(orNull: spending.median)),
            .init("ratio", .number(orNull: spending.ratio)),
            .init("pairs", .integer(spending.pairs)),
        ])
    }

    private static func node(seconds: Spending, longest: Double?) -> JSONNode {
        .object(
            [
                .init("sum", .number(seconds.spent)), .init("mean", .number(orNull: seconds.mean)),
                .init("median", .number(orNull: seconds.median)),
            ] + (longest.map { [.init("longest", .number($0))] } ?? []))
    }

    private static func node(_ confusion: Confusion) -> JSONNode {
        .array(
            confusion.cells.map { cell in
                .object([
                    .init("truth", .string(cell.truth)), .init("said", .string(orNull: cell.said)),
                    .init("count", .integer(cell.count)),
                ])
            })
    }

    private static func node(_ table: ReliabilityTable) -> JSONNode {
        .object([
            .init("calibrationError", .number(orNull: table.expectedCalibrationError)),
            .init(
                "bins",
                .array(
                    table.bins.map { bin in
                        .object([
                            .init("from", .number(bin.lower)), .init("to", .number(bin.upper)),
                            .init("count", .integer(bin.right.whole)),
                            .init("meanProbability", .number(orNull: bin.meanProbability)),
                            .init("shareRight", .number(orNull: bin.right.share)),
                        ])
                    })),
        ])
    }
}
