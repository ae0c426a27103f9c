import AgentRoles
import Foundation
import Ontology

/// The long form of a report: the network, each choice of tests, and all the evidence.
struct WhyExplanation {
    let report: DiagnosisReport
    let style: TerminalStyle

    init(_ report: DiagnosisReport, style: TerminalStyle) {
        self.report = report
        self.style = style
    }

    var lines: [String] { network + [""] + choices + [""] + evidence }

    private var network: [String] {
        var lines = [style.bold("the network (\(report.network.count) variables)")]
        for variable in report.network {
            let best = variable.probabilities.indices.max {
                variable.probabilities[$0] < variable.probabilities[$1]
            }
            let state = best.map {
                "\(variable.states[$0]) \(Self.number(variable.probabilities[$0]))"
            }
            let parents =
                variable.parents.isEmpty
                ? "" : " <- " + variable.parents.joined(separator: ", ")
            lines.append("  \(variable.name)\(style.dim(parents))  \(state ?? "")")
        }
        return lines
    }

    private var choices: [String] {
        var lines = [String]()
        for (index, step) in report.steps.enumerated() {
            let leading = step.leading.map { "\($0.cause) \(Self.number($0.probability))" }
            lines.append(
                style.bold("step \(index + 1), after \(Int(step.milliseconds)) ms")
                    + ": " + leading.joined(separator: ", "))
            lines.append(
                style.dim("    gain  information     price     value for money  test"))
            for candidate in step.candidates {
                let columns = [
                    Self.pad(Self.number(candidate.expectedGain), 8),
                    Self.pad(Self.number(candidate.information) + " bit", 12),
                    Self.pad(String(Int(candidate.price)), 10),
                    Self.pad(String(format: "%.6f", candidate.utility), 18),
                ]
                let name =
                    candidate.isStarted
                    ? style.green(candidate.test + "  started")
                    : candidate.test
                lines.append(columns.joined() + "   " + name)
            }
        }
        return lines.isEmpty ? ["no test was chosen: the visit itself told enough"] : lines
    }

    private var evidence: [String] {
        [style.bold("all the evidence (weight for the verdict, in natural log odds)")]
            + report.diagnosis.evidence.map { evidence in
                Self.pad(String(format: "%+.2f", evidence.weight), 8)
                    + "  \(evidence.test) = \(evidence.result)"
                    + (evidence.subject.isEmpty ? "" : " [\(evidence.subject)]")
                    + style.dim(
                        evidence.detail.isEmpty ? "" : "  " + evidence.detail)
            }
    }

    private static func number(_ value: Double) -> String { String(format: "%.4f", value) }

    private static func pad(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
