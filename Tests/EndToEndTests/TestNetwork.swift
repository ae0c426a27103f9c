import Foundation

/// The network of namespaces that `Network/network` makes, as the tests use it.
enum TestNetwork {
    /// How one command in the client of a network ended.
    struct Ending: Sendable {
        var status: Int32
        var output: Data
        var errors: String
    }

    /// Exit statuses of the script itself; see its documentation.
    static let couldNotBeMade: Int32 = 125
    static let faultNotInForce: Int32 = 126

    /// The script, beside this file.
    private static let script = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "Network/network")

    /// Why no network can be made on this machine, or nil when one can.
    ///
    /// When there is a reason it is repeated after the last line of the test run, where a skipped
    /// suite would go unnoticed.
    static let reasonAgainst: String? = {
        guard let reason = findReason() else { return nil }
        atexit {
            let line = "End-to-end tests were skipped: \(TestNetwork.reasonAgainst ?? "")\n"
            FileHandle.standardError.write(Data(line.utf8))
        }
        return reason
    }()

    private static func findReason() -> String? {
        #if os(Linux)
            guard FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") else {
                return "missing tools: python3 (Debian packages: python3)"
            }
            let check = Process()
            let output = Pipe()
            check.executableURL = script
            check.arguments = ["check"]
            check.standardOutput = output
            do {
                try check.run()
            } catch {
                return "the network script cannot be started: \(error)"
            }
            let said = output.fileHandleForReading.readDataToEndOfFile()
            check.waitUntilExit()
            guard check.terminationStatus != 0 else { return nil }
            let text = String(decoding: said, as: UTF8.self)
            return text.trimmingCharacters(in: .whitespacesAndNewlines)
        #else
            return "network namespaces are a feature of Linux"
        #endif
    }

    /// Makes a network with this fault, proves the fault, and runs a command in the client.
    static func run(_ fault: String, _ command: [String]) async throws -> Ending {
        await NetworkSlots.shared.take()
        do {
            let ending = try await runAtOnce(["run", fault, "--"] + command)
            await NetworkSlots.shared.giveBack()
            return ending
        } catch {
            await NetworkSlots.shared.giveBack()
            throw error
        }
    }

    private static func runAtOnce(_ arguments: [String]) async throws -> Ending {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "culprit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let output = folder.appending(path: "output")
        let errors = folder.appending(path: "errors")
        for file in [output, errors] { try Data().write(to: file) }

        let process = Process()
        process.executableURL = script
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        let status = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                process.terminationHandler = { ended in
                    continuation.resume(returning: ended.terminationStatus)
                }
                do {
                    try process.run()
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        } onCancel: {
            if process.isRunning { process.terminate() }
        }
        return Ending(
            status: status, output: try Data(contentsOf: output),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }
}
