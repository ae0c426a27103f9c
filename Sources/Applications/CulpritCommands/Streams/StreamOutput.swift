import Foundation

/// Writing an answer that comes piece by piece.
enum StreamOutput {
    /// Writes the whole text at once.
    ///
    /// Where the reader is gone (`| head`) the program ends quietly: nobody wants the rest.
    static func write(_ text: String) throws {
        if text.isEmpty { return }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count > 0 {
                bytes = bytes.dropFirst(count)
                continue
            }
            if errno == EINTR { continue }
            if errno == EAGAIN {
                var waiting = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, 1_000)
                continue
            }
            if errno == EPIPE { throw ExitStatus.success }
            StandardError.write(
                "culprit: the answer cannot be written to standard output: "
                    + "\(String(cString: strerror(errno)))\n")
            throw ExitStatus.unmeasurable
        }
    }
}
