import NetworkLab

extension ScenarioGrade {
    /// One line of JSON without a line break; the form is that of Documentation/Protocols/lab-json.md.
    public var json: String {
        JSONNode.object([
            .init("schema", .integer(1)), .init("scenario", .string(outcome.scenario)),
            .init("repetition", .integer(outcome.repetition)),
            .init("seed", .string(String(outcome.seed))), .init("file", .string(outcome.file)),
            .init("title", .string(outcome.title)), .init("state", .string(trial.word)),
            .init("reason", .string(orNull: trial.reason)),
            .init("truth", outcome.truth.node), .init("verdict", verdict),
            .init(
                "right",
                trial.isGraded
                    ? .object([
                        .init("class", .boolean(orNull: trial.isClassRight)),
                        .init("cause", .boolean(orNull: trial.isCauseRight)),
                        .init("honestPair", .boolean(trial.answer?.isHonestPair ?? false)),
                    ]) : .null),
            .init("brier", .number(orNull: trial.brierScore)),
            .init("tests", figures { Double($0.testCount) }), .init("cost", figures(\.cost)),
            .init("everything", everything.map(\.node) ?? .null),
            .init(
                "seconds",
                .object([
                    .init("setUp", .number(outcome.setUpSeconds)),
                    .init("trial", .number(outcome.trialSeconds)),
                ])),
            .init("exitStatus", outcome.exitStatus.map { .integer(Int($0)) } ?? .null),
            .init("faults", .array(outcome.faults.map { .string($0) })),
            .init("proofs", .array(outcome.proofs.map { .string($0) })),
        ]).text
    }

    private var verdict: JSONNode {
        guard let answer = trial.answer?.answer else { return .null }
        return .object([
            .init("class", .string(answer.verdict.className)),
            .init("cause", .string(answer.verdict.cause)),
            .init("name", .string(orNull: answer.verdict.name)),
            .init("probability", .number(answer.verdict.probability)),
            .init("indistinguishable", .array(answer.indistinguishable.map { .string($0) })),
            .init("reachable", .boolean(answer.isReachable)),
            .init("decided", .boolean(answer.isDecided)),
        ])
    }

    /// A figure of the ordinary run and of the one that asked everything.
    private func figures(_ figure: (AnswerGrade) -> Double) -> JSONNode {
        .object([
            .init("spent", .number(orNull: trial.answer.map(figure))),
            .init("everything", .number(orNull: everything?.answer.map(figure))),
        ])
    }
}

extension TrialGrade {
    /// How far it came, as JSON says it.
    var word: String {
        switch self {
        case .notMade: "not-made"
        case .notApplied: "not-applied"
        case .unanswered: "unanswered"
        case .answered: "answered"
        }
    }

    /// Why there is no answer; nil when there is one.
    var reason: String? {
        switch self {
        case .notMade(let reason), .notApplied(let reason), .unanswered(let reason): reason
        case .answered: nil
        }
    }

    /// The run that asked everything, in short.
    fileprivate var node: JSONNode {
        .object([
            .init("state", .string(word)), .init("reason", .string(orNull: reason)),
            .init("class", .string(orNull: answer?.answer.verdict.className)),
            .init("cause", .string(orNull: answer?.answer.verdict.cause)),
            .init("probability", .number(orNull: answer?.answer.verdict.probability)),
            .init(
                "right",
                isGraded
                    ? .object([
                        .init("class", .boolean(orNull: isClassRight)),
                        .init("cause", .boolean(orNull: isCauseRight)),
                    ]) : .null),
        ])
    }
}

extension Truth {
    fileprivate var node: JSONNode {
        .object([
            .init("class", .string(className)), .init("cause", .string(cause)),
            .init("also", .array(alsoPossible.map { .string($0) })),
            .init("component", .string(orNull: component)),
            .init("reachable", .boolean(isReachable)),
        ])
    }
}
