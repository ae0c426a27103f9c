import ArgumentParser

/// The command line: `culprit VERB ...`.
public struct CulpritCommand: AsyncParsableCommand {
    /// Name, help and verbs.
    public static let configuration = CommandConfiguration(
        commandName: "culprit",
        abstract: "Finds who broke it: the cause of failures and slowness on the Internet.",
        discussion: """
            Example: culprit why https://www.example.com/
            """,
        version: "0.1.0",
        subcommands: [
            WhyCommand.self, RatesCommand.self, EventsCommand.self, DetectCommand.self,
            LocalizeCommand.self, ServeCommand.self, LabCommand.self,
            EvaluateCommand.self, BenchCommand.self, LabelCommand.self, KnowledgeCommand.self,
        ])

    /// Makes the command; the argument parser fills it.
    public init() {}

    /// Parses the arguments of the process, runs the verb, and ends the process.
    ///
    /// Bad usage ends with 2, as most tools of its kind do; the parser's own code would be 64.
    public static func run() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let status as ExitStatus {
            exit(withError: ExitCode(status.rawValue))
        } catch let problem as FileProblem {
            StandardError.write("culprit: \(problem)\n")
            exit(withError: ExitCode(ExitStatus.usage.rawValue))
        } catch {
            let code = exitCode(for: error)
            if code.isSuccess { exit(withError: error) }
            StandardError.write(fullMessage(for: error) + "\n")
            exit(withError: ExitCode(ExitStatus.usage.rawValue))
        }
    }
}

/// How the process ends, for scripts.
public enum ExitStatus: Int32, Error, Sendable {
    /// The page came, or the verb did its work.
    case success = 0
    /// A fault was found.
    case fault = 1
    /// The arguments or a file given cannot be used.
    case usage = 2
    /// Something is wrong, and the evidence does not settle what.
    case undecided = 3
    /// Nothing could be measured, or the answer could not be written.
    case unmeasurable = 4
}
