import AgentRoles
import Foundation
import Ontology

/// The report of `culprit why` for people.
struct WhyText {
    let report: DiagnosisReport
    let style: TerminalStyle
    let explains: Bool

    init(_ report: DiagnosisReport, style: TerminalStyle, explains: Bool) {
        self.report = report
        self.style = style
        self.explains = explains
    }

    private var diagnosis: Diagnosis { report.diagnosis }

    /// The whole report, with a line break at its end.
    var text: String {
        var lines = [String]()
        if explains { lines += WhyExplanation(report, style: style).lines + [""] }
        lines += headline
        let hasFault = diagnosis.verdict.className != "none"
        if hasFault || !diagnosis.isReachable {
            lines += section("why", evidence)
            lines += section("ruled out", ruledOut)
            lines += section("next step", [diagnosis.advice])
            lines += section("would raise certainty", settling)
            lines += section("not asked", notAsked)
        } else {
            lines += stages.map { "  " + style.dim($0) }
        }
        lines.append(style.dim(closing))
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", style.bold(title)] + lines.map { "  " + $0 }
    }

    private var headline: [String] {
        let verdict = diagnosis.verdict
        if verdict.className == "none" {
            let mark = diagnosis.isReachable ? style.green("✓") : style.yellow("?")
            let state = diagnosis.isReachable ? "is reachable." : "did not come."
            return ["\(mark) \(diagnosis.target) \(state) \(style.bold(diagnosis.statement))"]
        }
        let mark = diagnosis.isReachable ? style.yellow("!") : style.red("✗")
        let state = diagnosis.isReachable ? "is reachable, but" : "is not reachable."
        var lines = ["\(mark) \(diagnosis.target) \(state)", "", style.bold(diagnosis.statement)]
        let guesses = diagnosis.explanations.filter { $0.cause != verdict.cause }
        let rivals = guesses.filter { diagnosis.indistinguishable.contains($0.cause) }
        lines.append(
            "\(percent(verdict.probability)) sure: \(title(verdict)) "
                + style.dim("(\(verdict.cause), \(label(verdict)))"))
        if !rivals.isEmpty {
            lines.append(
                ([.budget, .timeout].contains(diagnosis.ending)
                    ? "It may also be: " : "From here it cannot be told apart from: ")
                    + rivals.map { "\(title($0)) \(percent($0.probability))" }
                    .joined(separator: ", ") + ".")
        } else if let second = guesses.first, second.probability >= 0.005 {
            lines.append(
                style.dim("second guess: \(title(second)), \(percent(second.probability))"))
        }
        if !report.isDecided {
            lines.append(style.yellow("This is not decided: " + endingWords))
        }
        return lines
    }

    private var endingWords: String {
        switch diagnosis.ending {
        case .confident, .exhausted: "no test that can be made here would tell more."
        case .budget: "the budget was spent; --budget allows more."
        case .timeout: "the time was over; --timeout allows more."
        }
    }

    /// The evidence that moves the verdict most, in the order in which it came.
    private var evidence: [String] {
        let telling = diagnosis.evidence.filter { abs($0.weight) >= 0.25 }
            .sorted { abs($0.weight) > abs($1.weight) }.prefix(6)
        let shown = diagnosis.evidence.filter { telling.contains($0) }
        var lines = shown.map(line)
        let others = diagnosis.evidence.count - shown.count
        if others > 0, !shown.isEmpty {
            lines.append(style.dim("and \(others) more that change little (--explain shows them)"))
        }
        return lines.isEmpty ? diagnosis.evidence.suffix(6).map(line) : lines
    }

    private func line(_ evidence: Diagnosis.Evidence) -> String {
        let mark =
            evidence.weight > 0.05 ? "+" : evidence.weight < -0.05 ? style.yellow("-") : "·"
        var words = evidence.statement
        if !evidence.detail.isEmpty { words += ": " + WhyText.shortened(evidence.detail) }
        let subject =
            evidence.subject.isEmpty || evidence.detail.contains(evidence.subject)
            ? "" : " [\(WhyText.shortened(evidence.subject))]"
        return "\(mark) \(words)\(subject)"
            + style.dim("  \(milliseconds(evidence.milliseconds)), cost \(Int(evidence.cost))")
    }

    /// Long lists are cut for the eye; JSON has them whole.
    static func shortened(_ text: String) -> String {
        text.count <= 90 ? text : text.prefix(87) + "..."
    }

    private var ruledOut: [String] {
        let codes = Set(diagnosis.ruledOut)
        let classes = ["local-network", "dns-lookup", "ip-routing", "web-server"]
        let letters = [
            "local-network": "L", "dns-lookup": "D", "ip-routing": "P", "web-server": "S",
        ]
        return classes.compactMap { name in
            let letter = letters[name] ?? ""
            let own = report.titles.keys.filter { $0.hasPrefix(letter) }
            let out = own.filter(codes.contains).sorted {
                (Int($0.dropFirst()) ?? 0) < (Int($1.dropFirst()) ?? 0)
            }
            guard !out.isEmpty else { return nil }
            let label = report.classLabels[name] ?? name
            if out.count == own.count { return "\(label): all \(out.count) causes" }
            let words = out.compactMap { report.titles[$0] }
            let most = words.prefix(4).joined(separator: ", ")
            return "\(label): \(most)" + (words.count > 4 ? ", and \(words.count - 4) more" : "")
        }
    }

    private var settling: [String] {
        guard !report.isDecided || !diagnosis.indistinguishable.isEmpty else { return [] }
        return diagnosis.notAsked.filter { $0.expectedGain >= 0.01 }
            .sorted { $0.expectedGain > $1.expectedGain }.prefix(3)
            .map { "\($0.label) " + style.dim("(\($0.test); \($0.reason))") }
    }

    private var notAsked: [String] {
        let reasons = Dictionary(
            grouping: diagnosis.notAsked.filter { !$0.isRemote }, by: \.reason)
        return reasons.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map {
            reason, tests in
            let names = tests.map(\.test)
            let shown = names.prefix(5).joined(separator: ", ")
            return shown + (names.count > 5 ? " and \(names.count - 5) more" : "")
                + style.dim(": \(reason)")
        }
    }

    /// How long each stage of a page that came took.
    private var stages: [String] {
        let labels = [
            "dns.system": "looked up", "tcp.target": "connected", "tls.target": "encrypted",
            "http.target": "answered", "proxy.connect": "through the proxy",
        ]
        let parts = diagnosis.evidence.compactMap { evidence in
            labels[evidence.test].map { "\($0) in \(milliseconds(evidence.milliseconds))" }
        }
        return parts.isEmpty ? [] : [parts.joined(separator: " · ")]
    }

    private var closing: String {
        let probes = diagnosis.evidence.count
        let seconds = String(format: "%.2f s", diagnosis.elapsedMilliseconds / 1000)
        return
            "\n\(probes) observation\(probes == 1 ? "" : "s") in \(seconds); affected: \(diagnosis.affected)."
    }

    private func title(_ explanation: Diagnosis.Explanation) -> String {
        explanation.className == "none"
            ? (diagnosis.isReachable ? "nothing in particular" : "a passing failure")
            : report.titles[explanation.cause] ?? explanation.name
    }

    private func label(_ explanation: Diagnosis.Explanation) -> String {
        report.classLabels[explanation.className] ?? explanation.className
    }

    private func percent(_ probability: Double) -> String {
        let value = probability * 100
        return value > 99 && value < 100 ? "over 99 %" : "\(Int(value.rounded())) %"
    }

    private func milliseconds(_ value: Double) -> String {
        value < 10 ? String(format: "%.1f ms", value) : "\(Int(value.rounded())) ms"
    }
}
