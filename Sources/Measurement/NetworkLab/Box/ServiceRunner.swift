import Foundation
import Subprocess

/// Starts the lab's services and stops them; all of them end with this process at the latest.
actor ServiceRunner {
    /// Seconds in which a service must listen.
    static let startLimit = 15.0

    private struct Running {
        var plan: ServicePlan
        var task: Task<Void, Never>
        var process: Int32
    }

    private var running = [String: Running]()
    /// The ports that services of a node listen on once they are ready, those that are starting too.
    private var ports = [String: [Int]]()

    /// The plans of what runs, by name.
    var plans: [String: ServicePlan] { running.mapValues(\.plan) }

    /// Starts a service and waits until it listens on its ports.
    func start(_ plan: ServicePlan) async throws {
        // Services of one node cannot be told apart by its ports: it is ready when all of them are.
        ports[plan.node, default: []] += plan.ports
        let log = try prepare(plan)
        for words in plan.preparations {
            try await Tool.call(words)
        }
        let (identifiers, sink) = AsyncStream<Int32>.makeStream()
        // Lives as long as the service: ended by `stop`, or by the end of the sandbox's first process.
        let task = Task {
            let script = "exec \"$@\" >>'\(log)' 2>&1 </dev/null"
            let command = NodeNamespace(name: plan.node).command(["sh", "-c", script, "lab"])
            let environment = plan.environment.map { ($0.key, Optional($0.value)) }
            _ = try? await Subprocess.run(
                .name(command[0]), arguments: Arguments(command.dropFirst() + plan.command),
                environment: .inherit.updating(
                    Dictionary(
                        environment.map { (Environment.Key(stringLiteral: $0), $1) },
                        uniquingKeysWith: { first, _ in first })),
                input: .none, output: .discarded, error: .discarded
            ) { execution in
                sink.yield(execution.processIdentifier.value)
            }
            sink.finish()
        }
        var iterator = identifiers.makeAsyncIterator()
        guard let process = await iterator.next() else {
            throw LabError.serviceDidNotStart(service: plan.name, said: "it could not be run")
        }
        running[plan.name] = Running(plan: plan, task: task, process: process)
        try await waitForPorts(plan, process: process, log: log)
    }

    /// Stops a service, if it runs, and waits until it is gone.
    func stop(_ name: String) async {
        guard let service = running.removeValue(forKey: name) else { return }
        for port in service.plan.ports {
            guard let place = ports[service.plan.node]?.firstIndex(of: port) else { continue }
            ports[service.plan.node]?.remove(at: place)
        }
        service.task.cancel()
        await service.task.value
    }

    private func prepare(_ plan: ServicePlan) throws -> String {
        let files = FileManager.default
        for folder in plan.folders {
            try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        for (path, content) in plan.files {
            let folder = (path as NSString).deletingLastPathComponent
            try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(content.utf8).write(to: URL(filePath: path))
        }
        return "/run/lab/\(plan.name).log"
    }

    private func waitForPorts(_ plan: ServicePlan, process: Int32, log: String) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(Self.startLimit)
        while true {
            let listening = ListeningPorts.ofNamespace(ofProcess: process)
            let wanted = ports[plan.node] ?? []
            let isReady = Set(plan.ports).allSatisfy { port in
                listening.count { $0 == port } >= wanted.count { $0 == port }
            }
            if isReady { return }
            let isGone = kill(process, 0) != 0
            guard !isGone, clock.now < deadline else {
                await stop(plan.name)
                let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
                throw LabError.serviceDidNotStart(
                    service: plan.name, said: String(said.suffix(800)))
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}
