import Foundation
import Testing

@testable import Records

/// Everything that a reader gave of some logs.
struct RecordReading {
    var blocks: [ObservationBlock] = []
    var rejects: [RejectedLine] = []
    var summary = RecordSummary()
    /// The names as they were with each block.
    var names: [FaultNames] = []

    /// Reads files.
    static func of(
        _ paths: [String], _ configuration: RecordConfiguration = .init(), seed: UInt64 = 1
    ) async throws -> RecordReading {
        try await of(paths.map { RecordInput.file(path: $0) }, configuration, seed: seed)
    }

    static func of(
        _ inputs: [RecordInput], _ configuration: RecordConfiguration, seed: UInt64 = 1
    ) async throws -> RecordReading {
        let reader = try RecordReader(configuration, seed: seed)
        var reading = RecordReading()
        var names = FaultNames()
        var (blocks, seen) = ([ObservationBlock](), [FaultNames]())
        var rejects = [RejectedLine]()
        reading.summary = try await reader.read(inputs, onReject: { rejects.append($0) }) { block in
            names.take(block)
            blocks.append(block)
            seen.append(names)
        }
        (reading.blocks, reading.names, reading.rejects) = (blocks, seen, rejects)
        return reading
    }

    /// Reads a text as a file.
    static func of(
        text: String, _ configuration: RecordConfiguration = .init()
    ) async throws -> RecordReading {
        try await of(bytes: Array(text.utf8), configuration)
    }

    static func of(
        bytes: [UInt8], _ configuration: RecordConfiguration = .init()
    ) async throws -> RecordReading {
        let folder = try TemporaryFolder()
        let path = try folder.write(bytes, to: "log")
        return try await of([path], configuration)
    }

    /// A pattern in words: outcome, and the names of faults with their strengths, sorted.
    func patterns(of index: Int) -> [String: Double] {
        let block = blocks[index]
        var patterns = [String: Double]()
        for pattern in 0..<block.observations.count {
            let offsets = block.observations.offsets
            let range = Int(offsets[pattern])..<Int(offsets[pattern + 1])
            let words = range.map {
                names[index][block.observations.faults[$0]]
                    + "@\(block.observations.strengths[$0])"
            }
            let key = ([block.observations.failed[pattern] ? "1" : "0"] + words.sorted())
                .joined(separator: " ")
            patterns[key, default: 0] += block.observations.weights[pattern]
        }
        return patterns
    }

    /// Requests, failures and clients of each fault by name.
    func counts(of index: Int) -> [String: [Double]] {
        var counts = [String: [Double]]()
        for fault in blocks[index].faults {
            counts[names[index][fault.fault]] = [
                fault.requests, fault.failures, Double(fault.clients),
            ]
        }
        return counts
    }
}

/// A folder that lives as long as the test that holds it.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "records-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }

    func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: url.appending(path: name))
        return path(name)
    }
}

/// Files beside the tests, made by the script that lies with them, and a real log that is not part of the project.
enum LogFiles {
    private static var here: URL { URL(filePath: #filePath).deletingLastPathComponent() }

    static func fixture(_ name: String) -> String {
        here.appending(path: "Fixtures").appending(path: name).path
    }

    static var repository: URL {
        here.deletingLastPathComponent().deletingLastPathComponent()
    }

    /// In the folder that `CULPRIT_SHARED` names, or in `shared` beside the package.
    static var real: String {
        let shared =
            ProcessInfo.processInfo.environment["CULPRIT_SHARED"].map { URL(filePath: $0) }
            ?? repository.deletingLastPathComponent().appending(path: "shared")
        return shared.appending(path: "data/logs/apache-combined-10k.log").path
    }

    static var hasReal: Bool { FileManager.default.fileExists(atPath: real) }
    static let reason: Comment = "the real log is absent: set CULPRIT_SHARED"
}
