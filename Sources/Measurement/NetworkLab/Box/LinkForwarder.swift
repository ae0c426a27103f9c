import Foundation
import Subprocess

/// The process that holds back the frames of links, seen from the lab that starts it.
actor LinkForwarder {
    private let culpritPath: String
    private let seed: UInt64
    private var writer: (@Sendable (String) async throws -> Void)?
    private var answers: AsyncStream<String>.Iterator?
    private var task: Task<Void, Never>?

    init(culpritPath: String, seed: UInt64) {
        self.culpritPath = culpritPath
        self.seed = seed
    }

    /// Starts the process and waits until every link is forwarded.
    func start(_ lines: [ForwarderConfiguration.Line]) async throws {
        let (answers, sink) = AsyncStream<String>.makeStream()
        let (inputs, inputSink) = AsyncStream<String>.makeStream()
        let command = NodeNamespace(name: NetworkPlan.wires)
            .command([culpritPath, "lab", "forward"])
        // Lives as long as the lab.
        task = Task {
            _ = try? await Subprocess.run(
                .name(command[0]), arguments: Arguments(Array(command.dropFirst())),
                input: .inputWriter, output: .sequence, error: .currentStandardError
            ) { execution in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for await text in inputs {
                            _ = try await execution.standardInputWriter.write(text)
                        }
                    }
                    for try await line in execution.standardOutput.strings() {
                        sink.yield(line)
                    }
                    group.cancelAll()
                }
            }
            sink.finish()
        }
        writer = { inputSink.yield($0) }
        self.answers = answers.makeAsyncIterator()
        try await send(
            lines.enumerated().map { index, line in
                var line = line
                line.seed = seed &+ UInt64(index)
                return line
            })
    }

    /// Changes what a link does to packets.
    func replace(_ name: String, quality: LinkQuality) async throws {
        try await send([ForwarderConfiguration.Line(name: name, quality: quality)])
    }

    private func send(_ lines: [ForwarderConfiguration.Line]) async throws {
        let data = try JSONEncoder().encode(ForwarderConfiguration(lines: lines))
        try await writer?(String(decoding: data, as: UTF8.self) + "\n")
        var iterator = answers
        let answer = await iterator?.next(isolation: #isolation)
        answers = iterator
        guard answer != nil else {
            throw LabError.serviceDidNotStart(
                service: "the forwarder of links", said: "it ended; see the messages above")
        }
    }
}
