import Foundation
import Records

/// The file of lines that were not counted.
final class RejectsFile {
    private let path: String
    private let file: UnsafeMutablePointer<FILE>
    private var failure: String?
    private var isOpen = true

    /// Opens the file, emptying it.
    init(path: String) throws {
        guard let file = fopen(path, "we") else {
            throw FileProblem(
                description: "\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
        self.path = path
        self.file = file
    }

    deinit { if isOpen { fclose(file) } }

    /// Adds a line: file, number, reason and text between tabs.
    func add(_ line: RejectedLine) {
        guard failure == nil else { return }
        if fputs("\(line)\n", file) < 0 { note() }
    }

    /// Closes the file; what went wrong, if anything did.
    func close() -> String? {
        guard isOpen else { return failure }
        isOpen = false
        if fclose(file) != 0 { note() }
        return failure
    }

    private func note() {
        failure = failure ?? "\(path) cannot be written: \(String(cString: strerror(errno)))"
    }
}
