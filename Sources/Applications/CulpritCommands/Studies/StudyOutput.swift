import Foundation

/// What a study shows while it runs and when it is done.
struct StudyOutput: Sendable {
    private let showsProgress = isatty(STDERR_FILENO) == 1

    /// Runs the work; where it fails, says why and ends with the status of what cannot be measured.
    func run<Summary>(
        _ work: (_ progress: @escaping @Sendable (String) -> Void) async throws -> Summary
    ) async throws -> Summary {
        defer { clear() }
        do {
            return try await work { show($0) }
        } catch {
            clear()
            StandardError.write("culprit: \(error)\n")
            throw ExitStatus.unmeasurable
        }
    }

    /// Prints the figures: as JSON, or as text with colour where the terminal has it.
    static func print(json: String?, text: (_ usesColour: Bool) -> String) throws {
        let style = TerminalStyle(
            descriptor: STDOUT_FILENO, environment: ProcessInfo.processInfo.environment)
        try StandardOutput.write(json.map { $0 + "\n" } ?? text(style.usesColour))
    }

    private func show(_ what: String) {
        if showsProgress { StandardError.write("\r\u{1B}[K\(what)") }
    }

    private func clear() {
        if showsProgress { StandardError.write("\r\u{1B}[K") }
    }
}
