import Foundation

/// The labs that `lab up` left standing, so that `lab down` and `lab shell` find them.
///
/// One small file a lab, in a folder of the user's; files of labs that no longer live are removed
/// whenever anybody looks.
public struct LabRegistry: Sendable {
    /// A lab that stands.
    public struct Entry: Codable, Sendable, Equatable {
        /// The scenario's name.
        public var name: String
        /// The scenario's file.
        public var file: String
        /// The process that holds the namespaces.
        public var holder: Int32
        /// When that process started, in the kernel's ticks: tells it from a later one of the same number.
        public var started: UInt64
        /// Whether its namespaces are of a user namespace.
        public var isRootless: Bool
        /// What was said of the faults: what proves each, or what was seen instead.
        public var proofs: [String]
    }

    private let folder: String

    /// The registry of this user.
    public init() {
        let environment = ProcessInfo.processInfo.environment
        let base = environment["XDG_RUNTIME_DIR"] ?? NSTemporaryDirectory()
        folder = "\(base.hasSuffix("/") ? String(base.dropLast()) : base)/culprit-lab-\(geteuid())"
    }

    /// The labs that stand, by name.
    public func entries() -> [Entry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
            let path = "\(folder)/\(name)"
            guard let data = FileManager.default.contents(atPath: path),
                let entry = try? JSONDecoder().decode(Entry.self, from: data)
            else { return nil }
            guard Self.startTime(of: entry.holder) == entry.started else {
                try? FileManager.default.removeItem(atPath: path)
                return nil
            }
            return entry
        }
    }

    /// The lab of a scenario's name, if it stands.
    public func entry(named name: String) -> Entry? { entries().first { $0.name == name } }

    /// Starts a lab that stays: `words` is what the sandbox runs, which prints `ready` and the proofs.
    public func start(
        name: String, file: String, sandbox: Sandbox, words: [String], seconds: Double
    ) async throws -> Entry {
        guard entry(named: name) == nil else {
            throw LabError.registry("a lab of \(name) stands already: culprit lab down \(file)")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw LabError.registry(
                "\(folder) cannot be made: \(error.localizedDescription)")
        }
        try claim(name)
        defer { try? FileManager.default.removeItem(atPath: claimFile(name)) }
        let log = "\(folder)/\(name).log"
        guard FileManager.default.createFile(atPath: log, contents: nil) else {
            throw LabError.registry("\(log) cannot be written")
        }
        let process = try launch(sandbox.command(words), log: log)
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(seconds)
        while clock.now < deadline {
            let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            let lines = said.split(separator: "\n").map(String.init)
            if let ready = lines.firstIndex(of: "ready") {
                let entry = Entry(
                    name: name, file: file, holder: process.processIdentifier,
                    started: Self.startTime(of: process.processIdentifier) ?? 0,
                    isRootless: sandbox.isRootless, proofs: Array(lines[..<ready]))
                try JSONEncoder().encode(entry)
                    .write(to: URL(filePath: "\(folder)/\(name).json"))
                return entry
            }
            guard process.isRunning else {
                throw LabError.registry("the lab did not come up: \(said.suffix(800))")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        kill(process.processIdentifier, SIGKILL)
        throw LabError.commandTookTooLong(command: "lab up", seconds: seconds)
    }

    private func claimFile(_ name: String) -> String { "\(folder)/\(name).claim" }

    /// Keeps others from making the same lab at the same time; a claim of a process that is gone is void.
    private func claim(_ name: String) throws {
        let path = claimFile(name)
        for _ in 0..<2 {
            let file = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
            if file >= 0 {
                close(file)
                try Data("\(getpid())".utf8).write(to: URL(filePath: path))
                return
            }
            let owner = (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { Int32($0) }
            if let owner, kill(owner, 0) != 0 {
                try? FileManager.default.removeItem(atPath: path)
            } else {
                throw LabError.registry("a lab of \(name) is just being made")
            }
        }
        throw LabError.registry("\(path) cannot be written")
    }

    /// In a process group of its own and deaf to hang-ups: neither Ctrl-C nor the end of the terminal reaches it.
    private func launch(_ words: [String], log: String) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/nohup")
        process.arguments = words
        process.standardInput = FileHandle.nullDevice
        let output = FileHandle(forWritingAtPath: log)
        process.standardOutput = output
        process.standardError = output
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["PATH": SystemPath.search]) { $1 }
        do {
            try process.run()
        } catch {
            throw LabError.commandFailed(command: "nohup", said: "\(error)")
        }
        return process
    }

    /// Takes a lab down: kills the process that holds it, and everything in it goes.
    public func stop(_ entry: Entry) async throws {
        kill(entry.holder, SIGKILL)
        for _ in 0..<200 where Self.startTime(of: entry.holder) == entry.started {
            try await Task.sleep(for: .milliseconds(10))
        }
        for ending in ["json", "log"] {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(entry.name).\(ending)")
        }
    }

    /// The command line that opens a shell on a node of a lab that stands.
    public func shellCommand(
        _ entry: Entry, node: String, command: [String], isRoot: Bool
    ) throws -> [String] {
        // The holder's only child is process 1 inside.
        let path = "/proc/\(entry.holder)/task/\(entry.holder)/children"
        let children = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        guard let inside = children.split(separator: " ").first.flatMap({ Int32($0) }) else {
            throw LabError.registry("the lab of \(entry.name) is going down")
        }
        return [
            "nsenter", "--target", "\(inside)", "--mount", "--pid", "--net",
        ] + (entry.isRootless ? ["--user", "--preserve-credentials"] : [])
            + ["--", "sh", Box.entry(to: node, isRoot: isRoot)]
            + (command.isEmpty ? [LabRunner.shell] : command)
    }

    /// When a process started (field 22 of proc(5)'s stat), nil when there is none or it has ended.
    private static func startTime(of process: Int32) -> UInt64? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let name = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[name...].split(separator: " ")
        // Field 3, the state, is the first after the name; a zombie has ended.
        guard fields.count > 20, fields[1] != "Z" else { return nil }
        return UInt64(fields[20])
    }
}
