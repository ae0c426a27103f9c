import AnomalyLocalization

/// Findings as NDJSON; Documentation/Protocols/detect-json.md.
struct DetectJSON: DetectPrinter {
    let head = ""

    func line(_ finding: SeriesFinding) -> String {
        let time = finding.time.map { JSONText.quoted(JSONText.time(Int64(($0 * 1e6).rounded()))) }
        var members = [
            ("index", "\(finding.index)"), ("time", time ?? "null"),
            // As it was read, to the last digit.
            ("value", finding.value.isFinite ? "\(finding.value)" : "null"),
        ]
        members += judgement(finding.outcome)
        members += [
            ("standing", JSONText.quoted(finding.outcome.standing.name)),
            ("event", finding.event.map { "\($0)" } ?? "null"),
            ("levelShift", finding.levelShift.map(shift) ?? "null"),
        ]
        if let classic = finding.classic {
            members.append(("classic", JSONText.object(judgement(classic))))
        }
        return JSONText.object(members) + "\n"
    }

    func summary(_ tally: DetectTally) -> String { "" }

    private func judgement(_ outcome: SeasonalOutcome<Double>) -> [(String, String)] {
        [
            ("forecast", JSONText.number(outcome.forecast)),
            ("low", JSONText.number(outcome.low)), ("high", JSONText.number(outcome.high)),
            ("residual", JSONText.number(outcome.residual)), ("level", "\(outcome.level)"),
            ("anomalous", "\(outcome.isAnomalous)"),
        ]
    }

    private func shift(_ shift: LevelShift) -> String {
        JSONText.object([
            ("index", "\(shift.index)"), ("from", JSONText.number(shift.from)),
            ("to", JSONText.number(shift.to)),
        ])
    }
}

extension SeasonalOutcome.Standing {
    /// The word for it.
    var name: String {
        switch self {
        case .gathering: "gathering"
        case .learning: "learning"
        case .judged: "judged"
        case .missing: "missing"
        }
    }
}
