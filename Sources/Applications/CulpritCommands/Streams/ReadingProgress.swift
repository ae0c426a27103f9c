import Foundation
import Records
import Synchronization

/// One line on the terminal that says how far reading has come.
final class ReadingProgress: Sendable {
    private struct State {
        var begin: ContinuousClock.Instant?
        var last: ContinuousClock.Instant?
        var isShown = false
    }

    private let isShown: Bool
    private let state = Mutex(State())

    /// Quick answers need no progress.
    private static let delay = Duration.milliseconds(300)
    private static let interval = Duration.milliseconds(100)

    /// A line that is shown on a terminal only.
    init(isShown: Bool) { self.isShown = isShown }

    /// Shows how far reading logs has come.
    func show(_ progress: RecordProgress, follows: Bool) {
        show {
            var parts = [progress.file]
            if let size = progress.size, size > 0 {
                parts.append("\(min(100, 100 * progress.bytesRead / size)) %")
            }
            parts.append("\(Figures.count(Double(progress.lines))) lines")
            let rate = Double(progress.lines) / max(0.001, $0)
            parts.append(follows ? "Ctrl-C ends" : "\(Figures.count(rate.rounded())) a second")
            return parts
        }
    }

    /// Shows how far reading another file has come.
    func show(file: String, read: Int, size: Int?) {
        show { _ in
            [file, size.map { "\(min(100, 100 * read / max(1, $0))) %" } ?? "\(read) bytes"]
        }
    }

    private func show(_ parts: (_ seconds: Double) -> [String]) {
        guard isShown else { return }
        state.withLock { state in
            let now = ContinuousClock.now
            let begin = state.begin ?? now
            state.begin = begin
            guard now - begin >= Self.delay else { return }
            if let last = state.last, now - last < Self.interval { return }
            state.last = now
            state.isShown = true
            let seconds = Double((now - begin) / .microseconds(1)) / 1e6
            let line = parts(seconds).joined(separator: " · ").prefix(Self.width - 1)
            StandardError.write("\r\u{1B}[K\(line)")
        }
    }

    /// Removes the line.
    func clear() {
        state.withLock { state in
            if state.isShown { StandardError.write("\r\u{1B}[K") }
            state.isShown = false
        }
    }

    private static var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else {
            return 80
        }
        return Int(size.ws_col)
    }
}
