import AgentRoles
import Foundation
import NetworkLab

/// Scenario files named on the command line.
enum LabFiles {
    /// Reads one, or says what is wrong with it and where.
    static func scenario(_ file: String) throws -> Scenario {
        do {
            let scenario = try ScenarioReader.read(file: file)
            try checkTruth(scenario.truth, file: file)
            return scenario
        } catch let problem as FileProblem {
            throw problem
        } catch {
            throw FileProblem(description: "\(error)")
        }
    }

    /// The truth must be something that `culprit why` could say.
    private static func checkTruth(_ truth: Truth, file: String) throws {
        let known = try WhyVocabulary.shipped().explanations
        for cause in [truth.cause] + truth.alsoPossible where cause != "none" {
            guard known.contains(where: { $0.cause == cause }) else {
                let all = known.map(\.cause).joined(separator: ", ")
                throw FileProblem(
                    description: "\(file): truth: there is no cause \(cause); there are \(all)")
            }
        }
        let right = known.first { $0.cause == truth.cause }?.className ?? "none"
        guard truth.className == right else {
            throw FileProblem(
                description: "\(file): truth: \(truth.cause) is of class \(right), "
                    + "not \(truth.className)")
        }
    }

    /// The path from the root.
    static func absolute(_ path: String) -> String {
        URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
    }
}
