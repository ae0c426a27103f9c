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
