import AgentRoles
import Evaluation
import Foundation
import Reasoning
import Records

/// How blocks and what came of the whole are printed.
protocol RatesPrinter {
    /// What is printed of a block as soon as it is there.
    func block(_ step: RequestLogDiagnosis.Step) -> String
    /// What is printed at the end.
    func summary(_ summary: RecordSummary, history: RatesHistory) -> String
    /// Whether the summary says which lines were not counted, or somebody else has to.
    var tellsOfRejects: Bool { get }
}

/// One run of `culprit rates`: reads, reasons, prints.
struct RatesRun {
    let plot: String?
    let follows: Bool
    /// What `--memory` says, for messages.
    let memory: String
    let rejects: RejectsFile?
    let progress: ReadingProgress

    func run(
        _ inputs: [RecordInput], reading: RecordConfiguration, diagnoser: FaultRateDiagnoser,
        printer: any RatesPrinter
    ) async throws {
        var history = RatesHistory()
        // Sees before the first line whether the drawing can be written at all.
        try draw(history)
        let summary: RecordSummary
        do {
            let diagnosis = try RequestLogDiagnosis(reading: reading, diagnoser: diagnoser)
            summary = try await diagnosis.run(
                inputs, onReject: { rejects?.add($0) },
                onProgress: { progress.show($0, follows: follows) },
                deliver: { step in
                    history.add(step.report)
                    progress.clear()
                    try StreamOutput.write(printer.block(step))
                    if follows { try draw(history) }
                })
        } catch let error as RecordError {
            progress.clear()
            throw error.ending
        } catch let error as ReasoningError {
            progress.clear()
            StandardError.write("culprit: the rates cannot be inferred: \(error)\n")
            throw ExitStatus.unmeasurable
        }
        progress.clear()
        try finish(summary, history, printer)
    }

    private func finish(
        _ summary: RecordSummary, _ history: RatesHistory, _ printer: any RatesPrinter
    ) throws {
        let warnings = RatesWarnings(summary, memory: memory)
        try StreamOutput.write(printer.summary(summary, history: history))
        if !printer.tellsOfRejects {
            StandardError.write(warnings.rejected.map { $0 + "\n" }.joined())
        }
        StandardError.write(
            warnings.lines.map { "culprit: \(Figures.message($0))\n" }.joined())
        try draw(history)
        if let failure = rejects?.close() {
            StandardError.write("culprit: \(failure)\n")
            throw ExitStatus.unmeasurable
        }
        if summary.requests == 0 {
            if summary.fileErrors.isEmpty {
                StandardError.write("culprit: no line of the log could be counted\n")
            }
            throw ExitStatus.unmeasurable
        }
        if !summary.fileErrors.isEmpty { throw ExitStatus.undecided }
    }

    private func draw(_ history: RatesHistory) throws {
        guard let plot else { return }
        do {
            try Data(history.chart.svg.utf8).write(to: URL(filePath: plot), options: .atomic)
        } catch {
            throw FileProblem(
                description: "\(plot) cannot be written: \(error.localizedDescription)")
        }
    }
}
