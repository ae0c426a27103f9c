import ArgumentParser
import Evaluation
import Foundation
import NetworkLab

/// The verb `culprit lab hunt`.
struct LabHuntCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hunt",
        abstract: "Looks for faults that are diagnosed wrongly, in random networks.",
        discussion: """
            Makes small Internets of random shape with one random fault, or two, and grades the diagnosis. Each \
            scenario that is not right is saved as a file that `lab run` takes. The same seed hunts the same again.

            Examples:
              culprit lab hunt --seed 7 --count 200 --parallel 4
              culprit lab hunt --count 50 --doubles 0.5 --save found

            Exit status: as of `lab run`.
            """)

    @Option(help: "How many scenarios, 1 to 100000.")
    var count = 20

    @Option(help: "The share of scenarios with two faults, 0 to 1.")
    var doubles = 0.0

    @Option(help: "The folder for scenarios that are not right.")
    var save = "."

    @OptionGroup var options: LabRunOptions

    func validate() throws {
        guard (1...100_000).contains(count) else {
            throw ValidationError("--count must lie between 1 and 100000, not \(count)")
        }
        guard (0...1).contains(doubles) else {
            throw ValidationError("--doubles is a share between 0 and 1, not \(doubles)")
        }
    }

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "culprit-hunt-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let items = try prepare(in: folder)
        let grades = try await LabReport(options).run(items)
        let wrong = grades.filter { !$0.isRight }
        if wrong.isEmpty { return }
        try keep(wrong)
        throw ExitStatus.fault
    }

    /// Writes the scenarios where the labs can read them.
    private func prepare(in folder: URL) throws -> [LabSuite.Item] {
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
            try FileManager.default.createDirectory(
                atPath: save, withIntermediateDirectories: true)
            return try (1...count).flatMap { number in
                let scenario = RandomScenario.make(
                    seed: options.seed, number: number, doubles: doubles)
                let file = folder.appending(path: "\(scenario.name).yaml")
                try Data(ScenarioWriter.text(of: scenario).utf8).write(to: file)
                return (1...options.repeat).map { repetition in
                    LabSuite.Item(
                        scenario: scenario, file: file.path(percentEncoded: false),
                        seed: options.seed &+ UInt64(repetition - 1), repetition: repetition)
                }
            }
        } catch {
            StandardError.write(
                "culprit: the scenarios cannot be written: "
                    + "\(error.localizedDescription)\n")
            throw ExitStatus.unmeasurable
        }
    }

    private func keep(_ grades: [ScenarioGrade]) throws {
        for grade in grades {
            let name = URL(filePath: grade.outcome.file).lastPathComponent
            let place = URL(filePath: save).appending(path: name)
            do {
                try Data(contentsOf: URL(filePath: grade.outcome.file)).write(to: place)
            } catch {
                StandardError.write(
                    "culprit: \(place.path()) cannot be written: "
                        + "\(error.localizedDescription)\n")
                throw ExitStatus.unmeasurable
            }
            StandardError.write("saved: \(place.path())\n")
        }
    }
}
