import Foundation

/// Writing to standard error, where messages and progress go.
enum StandardError {
    /// Writes what can be written: where even this fails there is nobody to tell.
    static func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}

/// Writing to standard output, where answers go.
enum StandardOutput {
    /// Writes the whole text, or says on standard error that it could not and ends with status 4.
    static func write(_ text: String) throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            StandardError.write(
                "culprit: the answer cannot be written to standard output: "
                    + "\(error.localizedDescription)\n")
            throw ExitStatus.unmeasurable
        }
    }
}

/// What a stream can show.
struct TerminalStyle: Sendable {
    /// Whether colour may be used.
    let usesColour: Bool

    /// Plain text.
    static let plain = TerminalStyle(usesColour: false)

    /// Colour on a terminal, unless NO_COLOR is set (no-color.org) or the terminal is dumb.
    init(descriptor: Int32, environment: [String: String]) {
        usesColour =
            isatty(descriptor) == 1 && (environment["NO_COLOR"] ?? "").isEmpty
            && environment["TERM"] != "dumb"
    }

    init(usesColour: Bool) { self.usesColour = usesColour }

    /// How many characters fit into a line of standard output; 100 where nobody says.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 100
        }
        return Int(size.ws_col)
    }

    private func wrap(_ text: String, _ code: String) -> String {
        usesColour && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// What matters most.
    func bold(_ text: String) -> String { wrap(text, "1") }
    /// What matters less.
    func dim(_ text: String) -> String { wrap(text, "2") }
    /// What is wrong.
    func red(_ text: String) -> String { wrap(text, "31") }
    /// What is right.
    func green(_ text: String) -> String { wrap(text, "32") }
    /// What is doubtful.
    func yellow(_ text: String) -> String { wrap(text, "33") }
}
