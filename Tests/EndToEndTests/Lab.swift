import Foundation

/// The built program and the scenarios, as the tests use them.
enum Lab {
    /// How one run of the program ended.
    struct Ending: Sendable {
        var status: Int32
        var output: String
        var errors: String
    }

    /// Why no lab can be made on this machine, or nil when one can.
    ///
    /// When there is a reason it is repeated after the last line of the test run, where a skipped
    /// suite would go unnoticed.
    static let reasonAgainst: String? = {
        guard let reason = findReason() else { return nil }
        atexit {
            let line = "Lab tests were skipped: \(Lab.reasonAgainst ?? "")\n"
            FileHandle.standardError.write(Data(line.utf8))
        }
        return reason
    }()

    private static func findReason() -> String? {
        do {
            let process = try start(["lab", "check"])
            process.process.waitUntilExit()
            guard process.process.terminationStatus != 0 else { return nil }
            return process.said().trimmingCharacters(in: .whitespacesAndNewlines)
        } catch {
            return "\(error)"
        }
    }

    /// The file of a scenario or topology.
    static func file(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Scenarios/\(name).yaml")
            .path(percentEncoded: false)
    }

    /// A folder of its own for a test.
    static func folder() throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "culprit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path(percentEncoded: false)
    }

    /// A program that runs, with where its output goes.
    struct Running {
        var process: Process
        var output: URL
        var errors: URL
        var processIdentifier: Int32 { process.processIdentifier }

        func said() -> String {
            [output, errors].map { (try? String(contentsOf: $0, encoding: .utf8)) ?? "" }.joined()
        }
    }

    /// Starts the built program.
    static func start(
        _ arguments: [String], environment: [String: String] = [:]
    ) throws -> Running {
        let folder = URL(filePath: try folder())
        let output = folder.appending(path: "output")
        let errors = folder.appending(path: "errors")
        for file in [output, errors] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: try CulpritBinary.path())
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        return Running(process: process, output: output, errors: errors)
    }

    /// Runs the built program to its end, when there is room for one more lab.
    static func culprit(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> Ending {
        await LabSlots.shared.take()
        do {
            let running = try start(arguments, environment: environment)
            while running.process.isRunning {
                do {
                    try await Task.sleep(for: .milliseconds(20))
                } catch {
                    running.process.terminate()
                    throw error
                }
            }
            await LabSlots.shared.giveBack()
            return Ending(
                status: running.process.terminationStatus,
                output: try String(contentsOf: running.output, encoding: .utf8),
                errors: try String(contentsOf: running.errors, encoding: .utf8))
        } catch {
            await LabSlots.shared.giveBack()
            throw error
        }
    }
}

/// A process that sleeps for a number of seconds that nobody else sleeps: it shows whether what
/// stands around it is still there.
struct Marker {
    let seconds = "\(Int.random(in: 100_000_000...999_999_999))"

    struct Waited: Error {
        var what: String
    }

    /// Waits until the process is there, or gone.
    func wait(isThere: Bool) async throws {
        for _ in 0..<600 {
            if sleeps() == isThere { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Waited(what: isThere ? "the command did not start" : "the command is still there")
    }

    private func sleeps() -> Bool {
        let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return numbers.contains { number in
            FileManager.default.contents(atPath: "/proc/\(number)/cmdline")
                == Data("sleep\0\(seconds)\0".utf8)
        }
    }
}
