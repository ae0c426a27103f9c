import Evaluation
import Foundation
import NetworkLab

/// Runs labs and prints what they gave, as it comes.
struct LabReport {
    private let options: LabRunOptions

    init(_ options: LabRunOptions) { self.options = options }

    /// Runs every item; the table or the objects are printed as the runs end, the summary last.
    func run(_ items: [LabSuite.Item]) async throws -> [ScenarioGrade] {
        let sandbox: Sandbox
        do {
            sandbox = try await Sandbox.find()
        } catch let error as LabError {
            StandardError.write("culprit: \(error)\n")
            throw ExitStatus.unmeasurable
        }
        try openReport()
        let suite = LabSuite(
            sandbox: sandbox, culpritPath: LabProgram.path, parallel: options.labs,
            trialLimit: options.limit, everything: options.everything)
        let style = TerminalStyle(
            descriptor: STDOUT_FILENO, environment: ProcessInfo.processInfo.environment)
        let table = LabTable(
            names: items.map { $0.scenario.name + (options.repeat > 1 ? "#\($0.repetition)" : "") },
            width: TerminalStyle.width,
            usesColour: style.usesColour,
            comparesWithEverything: options.everything)
        if !options.json { try StandardOutput.write(table.header) }
        let results = try await suite.run(items) { result in
            let grade = ScenarioGrade(result.outcome, everything: result.everything)
            try StandardOutput.write(options.json ? grade.json + "\n" : table.row(grade))
        }
        let grades = results.map { ScenarioGrade($0.outcome, everything: $0.everything) }
        let summary = LabSummary(grades)
        try StandardOutput.write(
            options.json
                ? summary.json + "\n" : "\n" + summary.text(usesColour: style.usesColour))
        if let junit = options.junit { try write(JUnitReport.xml(grades), to: junit) }
        return grades
    }

    /// Sees before the first run whether the report can be written at all.
    private func openReport() throws {
        if let junit = options.junit { try write("", to: junit) }
    }

    private func write(_ text: String, to file: String) throws {
        do {
            try Data(text.utf8).write(to: URL(filePath: file))
        } catch {
            StandardError.write(
                "culprit: \(file) cannot be written: \(error.localizedDescription)\n")
            throw ExitStatus.unmeasurable
        }
    }
}
