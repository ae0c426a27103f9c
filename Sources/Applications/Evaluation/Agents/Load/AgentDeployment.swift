import Foundation

/// A directory, a history agent and a regional agent as processes of their own on this machine.
///
/// Whoever starts it stops it: then the processes and their folder are gone.
public actor AgentDeployment {
    /// Why agents could not be started.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        /// What went wrong, with what the agents said.
        public let description: String
    }

    private let program: String
    private let folder: URL
    private var processes: [(role: String, process: Process)] = []
    private var isStopped = false
    /// The URI of the regional agent.
    public private(set) var regional = ""
    /// The process of the regional agent; 0 before it runs.
    public private(set) var regionalProcess: Int32 = 0
    /// The longest that agents may take to find one another, in seconds.
    private static let patience = 60.0

    /// Makes a deployment; nothing runs before `start()`.
    ///
    /// - Parameter program: the path of the program whose verb `serve` plays the roles.
    public init(program: String) {
        self.program = program
        folder = FileManager.default.temporaryDirectory
            .appending(path: "culprit-load-\(UUID().uuidString)")
    }

    /// Starts the agents; returns when the regional agent knows the history agent.
    ///
    /// - Parameter keepsStores: whether they keep their memory in files, as in real life.
    public func start(keepsStores: Bool) async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let ports = try LoopbackPorts.free(3)
        let directory = "http://127.0.0.1:\(ports[0])/directory"
        for (role, port) in zip(["directory", "regional", "history"], ports) {
            var arguments = ["serve", "--role", role, "--listen", "127.0.0.1:\(port)"]
            if keepsStores {
                arguments += ["--store", path("\(role).db")]
            }
            if role != "directory" { arguments += ["--directory", directory, "--poll", "0.5"] }
            let process = try run(role, arguments)
            if role == "regional" { regionalProcess = process.processIdentifier }
        }
        regional = "http://127.0.0.1:\(ports[1])/regional"
        guard let target = LoadTarget(regional) else { return }
        let driver = LoadDriver(target: target, plan: LoadPlan())
        do {
            try await wait(with: driver)
        } catch {
            await driver.shutdown()
            throw error
        }
        await driver.shutdown()
    }

    private func path(_ name: String) -> String {
        folder.appending(path: name).path(percentEncoded: false)
    }

    private func run(_ role: String, _ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try Data().write(to: folder.appending(path: "\(role).log"))
        process.standardError = try FileHandle(forWritingTo: folder.appending(path: "\(role).log"))
        try process.run()
        processes.append((role, process))
        return process
    }

    private func wait(with driver: LoadDriver) async throws {
        let begin = ContinuousClock.now
        while ContinuousClock.now - begin < .seconds(Self.patience) {
            if let over = processes.first(where: { !$0.process.isRunning }) {
                throw Failure(
                    description: "the \(over.role) agent ended by itself: \(said(by: over.role))")
            }
            let services = await driver.status()?.services ?? []
            if services.contains(where: { $0.contains("bel:webserver.status") }) { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Failure(
            description: "after \(Int(Self.patience)) seconds the regional agent still does not "
                + "know the history agent: \(said(by: "regional"))")
    }

    /// The last lines of what an agent said.
    private func said(by role: String) -> String {
        let text = (try? String(contentsOfFile: path("\(role).log"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(3).joined(separator: "; ")
    }

    /// Whether all of them still run.
    public var isWhole: Bool { processes.allSatisfy(\.process.isRunning) }

    /// Stops the agents and removes what they left.
    public func stop() async {
        guard !isStopped else { return }
        isStopped = true
        for (_, process) in processes where process.isRunning { process.terminate() }
        let begin = ContinuousClock.now
        while processes.contains(where: \.process.isRunning) {
            if ContinuousClock.now - begin > .seconds(8) {
                for (_, process) in processes where process.isRunning {
                    kill(process.processIdentifier, SIGKILL)
                }
            }
            // Also when the task is cancelled: this is what cancelling waits for.
            await Task { try? await Task.sleep(for: .milliseconds(20)) }.value
        }
        try? FileManager.default.removeItem(at: folder)
    }
}
