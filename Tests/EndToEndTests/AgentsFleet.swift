import Foundation
import Synchronization

/// Agents as processes of their own, on free ports of the loopback.
actor AgentsFleet {
    /// One agent.
    struct Agent: Sendable {
        let name: String
        let role: String
        let port: Int
        let scheme: String
        let pid: Int32
        let arguments: [String]

        var path: String { "/\(role)" }
        var uri: String { "\(scheme)://127.0.0.1:\(port)/\(role)" }
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// The folder of their files.
    nonisolated let folder: String
    private var processes: [String: Process] = [:]

    /// How long anything may take that takes no time on a machine with nothing else to do.
    static let patience = 90.0

    private init() throws { folder = try Lab.folder() }

    /// Stands as long as `body` runs; whatever happens, every agent is ended.
    static func stand<Result: Sendable>(
        _ body: (AgentsFleet) async throws -> Result
    ) async throws -> Result {
        let fleet = try AgentsFleet()
        do {
            let result = try await body(fleet)
            await fleet.end()
            return result
        } catch {
            let words = await fleet.words
            await fleet.end()
            throw Failure(description: "\(error)\n\(words)")
        }
    }

    /// Starts an agent and returns when it answers.
    ///
    /// - Parameters:
    ///   - role: what it plays.
    ///   - name: its name within the fleet; the role when left out.
    ///   - port: where it listens; a free port when left out.
    ///   - arguments: what else it is told.
    func start(
        _ role: String, name: String? = nil, port: Int? = nil, _ arguments: [String] = []
    ) async throws -> Agent {
        let name = name ?? role
        for _ in 0..<5 {
            let listening = try port ?? AgentsPorts.next()
            let agent = try launch(role, name, listening, arguments)
            if try await answers(agent) { return agent }
            // Somebody else was quicker to take the port.
            guard port == nil, processes[name]?.terminationStatus == 4 else { break }
        }
        throw Failure(description: "\(name) did not start: \(said(name))")
    }

    /// Starts an agent again as it was.
    func restart(_ agent: Agent) async throws -> Agent {
        try await start(agent.role, name: agent.name, port: agent.port, agent.arguments)
    }

    private func launch(
        _ role: String, _ name: String, _ port: Int, _ arguments: [String]
    ) throws -> Agent {
        let log = URL(filePath: folder).appending(path: "\(name).log")
        try Data().write(to: log)
        let process = Process()
        process.executableURL = URL(filePath: try CulpritBinary.path())
        process.arguments =
            ["serve", "--role", role, "--listen", "127.0.0.1:\(port)"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
        processes[name] = process
        AgentsReaper.add(process.processIdentifier)
        return Agent(
            name: name, role: role, port: port,
            scheme: arguments.contains("--certificate") ? "https" : "http",
            pid: process.processIdentifier, arguments: arguments)
    }

    /// Whether it listens by and by; false when it ended.
    private func answers(_ agent: Agent) async throws -> Bool {
        let end = Date().addingTimeInterval(Self.patience)
        while Date() < end {
            guard processes[agent.name]?.isRunning == true else { return false }
            // The line is said once it listens; over TLS there is no more to see from here.
            if said(agent.name).contains("listens on port") {
                if agent.scheme == "https" { return true }
                let health = try? await AgentsHTTP.get("/health", port: agent.port)
                if health?.status == 200 { return true }
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    /// What an agent has said since it was started.
    func said(_ name: String) -> String {
        (try? String(contentsOfFile: folder + "/\(name).log", encoding: .utf8)) ?? ""
    }

    private var words: String {
        processes.keys.sorted().map { "--- \($0)\n\(said($0).suffix(2_000))" }.joined(
            separator: "\n")
    }

    /// Ends an agent as a power cut would, and returns when it is gone.
    func cut(_ agent: Agent) async throws {
        kill(agent.pid, SIGKILL)
        try await Self.wait("\(agent.name) ends") { processes[agent.name]?.isRunning != true }
        AgentsReaper.remove(agent.pid)
    }

    /// Makes an agent hang.
    nonisolated func stop(_ agent: Agent) { kill(agent.pid, SIGSTOP) }

    nonisolated func resume(_ agent: Agent) { kill(agent.pid, SIGCONT) }

    private func end() {
        for process in processes.values where process.isRunning {
            kill(process.processIdentifier, SIGKILL)
        }
        for process in processes.values {
            process.waitUntilExit()
            AgentsReaper.remove(process.processIdentifier)
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Waits until something holds.
    static func wait(
        _ what: String, seconds: Double = patience, isolation: isolated (any Actor)? = #isolation,
        until holds: () async throws -> Bool
    ) async throws {
        let end = Date().addingTimeInterval(seconds)
        while try await !holds() {
            guard Date() < end else {
                throw Failure(description: "in vain was waited for: \(what)")
            }
            try await Task.sleep(for: .milliseconds(30))
        }
    }
}

/// Ends agents that a test process leaves behind which ends before its tests do.
enum AgentsReaper {
    private static let pids = Mutex<Set<Int32>>([])
    private static let isSet: Bool = {
        atexit { AgentsReaper.end() }
        return true
    }()

    static func add(_ pid: Int32) {
        _ = isSet
        pids.withLock { _ = $0.insert(pid) }
    }

    static func remove(_ pid: Int32) { pids.withLock { _ = $0.remove(pid) } }

    private static func end() {
        pids.withLock { for pid in $0 { kill(pid, SIGKILL) } }
    }
}
