import Subprocess

/// How a command ended.
struct ToolResult: Sendable {
    /// The exit status; 128 and the signal's number for a command that a signal ended.
    var status: Int32
    /// What it printed.
    var output: String
    /// What it complained about.
    var errors: String

    /// The last line of the complaint, or of the output.
    var complaint: String {
        let text = errors.isEmpty ? output : errors
        return text.split(separator: "\n").last.map(String.init) ?? "exit status \(status)"
    }
}

/// A program of the system, run to its end within a time and with bounded output.
enum Tool {
    /// The most that a tool may print, in bytes.
    static let outputLimit = 8 << 20

    /// Runs a command that may fail.
    static func run(
        _ words: [String], input: String = "", environment: Environment = .inherit,
        seconds: Double = 20
    ) async throws -> ToolResult {
        guard let name = words.first else { throw LabError.unsupported(what: "an empty command") }
        let executable: Executable = name.hasPrefix("/") ? .path(.init(name)) : .name(name)
        return try await Deadline.within(seconds, of: words.joined(separator: " ")) {
            let result = try await Subprocess.run(
                executable, arguments: Arguments(Array(words.dropFirst())),
                environment: environment, input: .string(input),
                output: .string(limit: outputLimit), error: .string(limit: outputLimit))
            return ToolResult(
                status: result.terminationStatus.number, output: result.standardOutput,
                errors: result.standardError)
        }
    }

    /// Runs a command that must succeed; returns what it printed.
    @discardableResult
    static func call(
        _ words: [String], input: String = "", seconds: Double = 20
    ) async throws -> String {
        let result = try await run(words, input: input, seconds: seconds)
        guard result.status == 0 else {
            let said = (result.errors + result.output).trimmingPrefix { $0.isWhitespace }
            throw LabError.commandFailed(
                command: words.joined(separator: " "), said: String(said.prefix(800)))
        }
        return result.output
    }

    /// Runs a command that talks to the person at the terminal; returns its exit status.
    static func runInTerminal(_ words: [String]) async throws -> Int32 {
        let result = try await Subprocess.run(
            .name(words[0]), arguments: Arguments(Array(words.dropFirst())),
            input: .currentStandardInput, output: .currentStandardOutput,
            error: .currentStandardError)
        return result.terminationStatus.number
    }
}

extension TerminationStatus {
    /// The exit status as shells count it.
    var number: Int32 {
        switch self {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }
}
