import ArgumentParser
import Evaluation
import Foundation
import NetworkLab

/// The verb `culprit lab run FILE...`.
struct LabRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Runs scenarios and grades what culprit says of them.",
        discussion: """
            Makes the lab of each scenario, breaks it, has independent tools prove the fault, runs `culprit why` on \
            the scenario's node, and compares the answer with the truth. A fault that is not proved is not graded.

            Examples:
              culprit lab run Scenarios/*/*.yaml --parallel 4
              culprit lab run Scenarios/ip-routing/*.yaml --everything --junit report.xml
              culprit lab run Scenarios/healthy/healthy.yaml --json

            Exit status: 0 all right, 1 some wrong, not proved or not made, 2 the arguments or a scenario cannot be \
            used, 4 no lab can be made here.
            """)

    @Argument(help: "The scenarios.")
    var files: [String]

    @OptionGroup var options: LabRunOptions

    func run() async throws {
        let scenarios = try files.map { (file: $0, scenario: try LabFiles.scenario($0)) }
        let items = (1...options.repeat).flatMap { repetition in
            scenarios.map {
                LabSuite.Item(
                    scenario: $0.scenario, file: $0.file,
                    seed: options.seed &+ UInt64(repetition - 1), repetition: repetition)
            }
        }
        let grades = try await LabReport(options).run(items)
        let isRight = grades.allSatisfy(\.isRight)
        if !isRight { throw ExitStatus.fault }
    }
}

/// The options of the verbs that run labs and grade.
struct LabRunOptions: ParsableArguments {
    @Flag(help: "Print one JSON object for each run, then one for the summary.")
    var json = false

    @Option(help: "Also write a JUnit report to this file.")
    var junit: String?

    @Flag(help: "Run each scenario a second time with every test made, and compare.")
    var everything = false

    @Option(help: "How many labs stand at a time, 1 to 32. (default: the number of cores)")
    var parallel: Int?

    @Option(name: .customLong("repeat"), help: "How often each scenario is run, 1 to 1000.")
    var `repeat` = 1

    @Option(help: "Where chance begins: the jitter of links, and what `hunt` makes.")
    var seed: UInt64 = 1

    @Option(help: "How many seconds one diagnosis may take, 5 to 600.")
    var limit = 60.0

    /// How many labs stand at a time.
    var labs: Int { parallel ?? ProcessInfo.processInfo.activeProcessorCount }

    func validate() throws {
        guard (1...32).contains(labs) else {
            throw ValidationError("--parallel must lie between 1 and 32, not \(labs)")
        }
        guard (1...1000).contains(`repeat`) else {
            throw ValidationError("--repeat must lie between 1 and 1000, not \(`repeat`)")
        }
        guard (5...600).contains(limit) else {
            throw ValidationError("--limit must lie between 5 and 600 seconds, not \(limit)")
        }
    }
}

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
