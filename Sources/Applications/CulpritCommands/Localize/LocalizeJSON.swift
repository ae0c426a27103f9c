import AnomalyLocalization

/// The answer as one JSON object; Documentation/Protocols/localize-json.md.
struct LocalizeJSON {
    func text(_ answer: LocalizeAnswer) -> String {
        let causes = answer.shown.map { cause in
            JSONText.object([
                (
                    "where",
                    JSONText.object(
                        answer.conditions(cause).map { ($0.attribute, JSONText.quoted($0.value)) })
                ),
                ("score", JSONText.number(cause.score)),
                ("explained", JSONText.number(cause.explained)),
                ("leaves", "\(cause.leaves)"),
                ("change", JSONText.number(-cause.change)),
                ("real", JSONText.number(cause.actual)),
                ("predict", JSONText.number(cause.forecast)),
                ("evidence", JSONText.number(cause.evidence)),
            ])
        }
        return JSONText.object([
            ("schema", "1"), ("causes", JSONText.list(causes)),
            ("found", "\(answer.found.causes.count)"),
            ("leaves", "\(answer.table.count)"),
            ("noise", JSONText.number(answer.found.noise)),
            ("commonChange", JSONText.number(-answer.found.commonChange)),
            ("searchedConditions", "\(answer.found.searchedConditions)"),
            ("duplicates", "\(answer.table.duplicates)"), ("rejected", "\(answer.rejected)"),
            ("milliseconds", JSONText.number(answer.milliseconds)),
        ]) + "\n"
    }
}
