extension ServiceEventsSummary {
    /// The figures for programs, on one line.
    public var json: String {
        // The studies of series and leaf tables write their own objects.
        "{\"schema\":\(Self.schema),\"seed\":\"\(settings.seed)\",\"months\":"
            + JSONNode.array(months.map(Self.node)).text + ",\"quiet\":" + Self.node(quiet).text
            + ",\"top\":" + JSONNode.number(topShare).text + ",\"localized\":"
            + JSONNode.number(localizedShare).text + ",\"falseADay\":"
            + JSONNode.number(falseADay).text + ",\"met\":\(isMet),\"series\":\(series.json),"
            + "\"tables\":\(leaves.json)}"
    }

    private static func node(_ study: DeliveryStudy) -> JSONNode {
        .object([
            .init("measurements", .integer(study.measurements)),
            .init("days", .integer(study.days)),
            .init("events", .integer(study.events)), .init("entries", .integer(study.entries)),
            .init("falseEntries", .integer(study.falseEntries)),
            .init("groupBins", .integer(study.groupBins)),
            .init("anomalous", .integer(study.anomalous)),
            .init("seconds", .number(study.seconds)),
            .init(
                "faults",
                .array(
                    study.findings.map { fault in
                        .object([
                            .init("cause", .string(fault.cause)),
                            .init("kind", .string(fault.kind)),
                            .init("users", .number(fault.users)),
                            .init("shift", .number(fault.shift)),
                            .init("hours", .integer(fault.hours)),
                            .init("rank", fault.rank.map(JSONNode.integer) ?? .null),
                            .init("delay", fault.delay.map(JSONNode.integer) ?? .null),
                            .init("localized", .boolean(fault.isLocalized)),
                            .init("byName", .boolean(fault.isExact)),
                            .init("named", .string(orNull: fault.named)),
                            .init("entries", .integer(fault.entries)),
                        ])
                    })),
        ])
    }
}
