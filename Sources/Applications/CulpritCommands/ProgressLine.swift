import AgentRoles
import Foundation

/// One line on the terminal that says what is under way and goes when the answer comes.
struct ProgressLine: Sendable {
    let isShown: Bool

    /// Quick answers need no progress.
    private static let delay = 300.0

    func show(_ progress: DiagnosisProgress) {
        guard isShown, progress.milliseconds >= Self.delay else { return }
        var parts = [String(format: "%.1f s", progress.milliseconds / 1000)]
        if let stage = progress.waitingFor { parts.append(stage) }
        if let test = progress.tests.first {
            let more = progress.tests.count - 1
            parts.append(test + (more > 0 ? " and \(more) more" : ""))
        }
        if let leading = progress.leading, progress.confidence >= 0.3 {
            parts.append("so far: \(leading), \(Int((progress.confidence * 100).rounded())) %")
        }
        let line = String(parts.joined(separator: " · ").prefix(width - 1))
        StandardError.write("\r\u{1B}[K\(line)")
    }

    func clear() {
        if isShown { StandardError.write("\r\u{1B}[K") }
    }

    private var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else {
            return 80
        }
        return Int(size.ws_col)
    }
}
