import Foundation
import Synchronization

/// A run of a verb of `culprit`, or of what is around it.
final class CommandProcess: Sendable {
    /// What came of it.
    struct Result {
        let status: Int32
        let output: String
        let error: String

        /// The lines of the output as JSON objects.
        func objects() throws -> [[String: Any]] {
            try output.split(separator: "\n").map { line in
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            }
        }
    }

    /// Nothing here takes longer.
    private static let limit = Duration.seconds(60)

    private let process: Process
    private let output = Mutex(Data())
    private let error = Mutex(Data())
    private let readers = DispatchGroup()

    private init(_ program: String, _ arguments: [String], input: String?) throws {
        process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        let standardInput = Pipe()
        process.standardInput = standardInput
        let pipes = (Pipe(), Pipe())
        process.standardOutput = pipes.0
        process.standardError = pipes.1
        try process.run()
        read(pipes.0.fileHandleForReading) { data in self.output.withLock { $0 += data } }
        read(pipes.1.fileHandleForReading) { data in self.error.withLock { $0 += data } }
        if let input { try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
        try standardInput.fileHandleForWriting.close()
    }

    /// Reads on a thread of its own: a pipe that nobody empties would stop the program.
    private func read(_ handle: FileHandle, _ take: @escaping @Sendable (Data) -> Void) {
        let descriptor = handle.fileDescriptor
        readers.enter()
        Thread.detachNewThread { [readers] in
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = Foundation.read(descriptor, &buffer, buffer.count)
                if count <= 0 { break }
                take(Data(buffer[..<count]))
            }
            try? handle.close()
            readers.leave()
        }
    }

    /// Runs a verb to its end.
    static func run(
        _ verb: String, _ arguments: [String], input: String? = nil
    ) throws -> Result {
        try CommandProcess(CulpritBinary.path(), [verb] + arguments, input: input).result()
    }

    /// Starts a verb.
    static func start(_ verb: String, _ arguments: [String]) throws -> CommandProcess {
        try CommandProcess(CulpritBinary.path(), [verb] + arguments, input: nil)
    }

    /// Runs another tool to its end.
    static func tool(_ name: String, _ arguments: [String]) throws {
        _ = try CommandProcess("/usr/bin/env", [name] + arguments, input: nil).result()
    }

    /// Runs a line of shell with arguments from $1 on.
    static func shell(_ line: String, _ arguments: [String]) throws -> Result {
        try CommandProcess("/bin/sh", ["-c", line, "sh"] + arguments, input: nil).result()
    }

    private func result() -> Result {
        let deadline = ContinuousClock.now + Self.limit
        while process.isRunning, ContinuousClock.now < deadline { usleep(5_000) }
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
        readers.wait()
        return Result(
            status: process.terminationStatus,
            output: String(decoding: output.withLock { $0 }, as: UTF8.self),
            error: String(decoding: error.withLock { $0 }, as: UTF8.self))
    }

    /// Whether a text comes on the output within the limit.
    func wait(for text: String) async -> Bool {
        let deadline = ContinuousClock.now + Self.limit
        while ContinuousClock.now < deadline {
            if String(decoding: output.withLock { $0 }, as: UTF8.self).contains(text) {
                return true
            }
            if !process.isRunning { return false }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    /// Ctrl-C.
    func interrupt() { process.interrupt() }

    /// `kill -9`.
    func kill() { _ = Foundation.kill(process.processIdentifier, SIGKILL) }

    /// Waits for the end.
    func end() async -> Result {
        let deadline = ContinuousClock.now + Self.limit
        while process.isRunning, ContinuousClock.now < deadline {
            try? await Task.sleep(for: .milliseconds(10))
        }
        return result()
    }
}
