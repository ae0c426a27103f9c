import Foundation
import NoisyOr
import NumericKernels
import Testing

/// Instances and their optimum from `Fixtures/noisy_or_reference.py`.
struct ReferenceFixture: Decodable {
    struct Instance: Decodable {
        let faults: Int
        let leak: Double
        let priors: [[Double]]
        let rows: [Row]
        let start: Double
        let optimum: Double
        let alpha: [Double]
        let beta: [Double]
        let elsewhere: Double
        let gradient: [Double]

        struct Row: Decodable {
            let failed: Bool
            let weight: Double
            let faults: [Int32]
            let strengths: [Float]

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                failed = try list.decode(Int.self) == 1
                weight = try list.decode(Double.self)
                faults = try list.decode([Int32].self)
                strengths = try list.decode([Float].self)
            }
        }

        func patterns() throws -> ObservationPatterns {
            try .of(
                faults: faults, leak: leak,
                rows.map { ($0.failed, $0.weight, Array(zip($0.faults, $0.strengths))) })
        }

        func faultPriors() throws -> FaultPriors {
            try FaultPriors(each: priors.map { BetaDistribution(alpha: $0[0], beta: $0[1]) })
        }
    }

    struct Single: Decodable {
        let prior: [Double]
        let successes: [[Double]]
        let failures: [[Double]]
        let mean: Double
        let deviation: Double
        let logEvidence: Double
    }

    let instances: [Instance]
    let divergences: [[Double]]
    let singles: [Single]

    static func load() throws -> ReferenceFixture {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/noisy_or_reference.json")
        return try JSONDecoder().decode(ReferenceFixture.self, from: Data(contentsOf: file))
    }
}

extension ObservationPatterns {
    /// Rows as one writes them by hand: outcome, weight, faults with strengths.
    static func of(
        faults count: Int, leak: Double, _ rows: [(Bool, Double, [(Int32, Float)])]
    ) throws -> ObservationPatterns {
        var offsets: [Int32] = [0]
        for row in rows { offsets.append(offsets[offsets.count - 1] + Int32(row.2.count)) }
        return try ObservationPatterns(
            faultCount: count, leak: leak, failed: rows.map(\.0), weights: rows.map(\.1),
            offsets: offsets, faults: rows.flatMap { $0.2.map(\.0) },
            strengths: rows.flatMap { $0.2.map(\.1) })
    }
}

/// Larger instances that are not part of the project.
///
/// They lie in the folder that `CULPRIT_SHARED` names, or in `shared` beside the package.
enum SharedInstances {
    static var folder: URL {
        if let path = ProcessInfo.processInfo.environment["CULPRIT_SHARED"] {
            return URL(filePath: path).appending(path: "reference/noisy-or")
        }
        return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "shared/reference/noisy-or")
    }

    static var arePresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

    static let reason: Comment = "the reference instances are absent: set CULPRIT_SHARED"

    /// The patterns, their prior and the best objective that is recorded.
    static func load(
        _ name: String
    ) throws -> (patterns: ObservationPatterns, prior: BetaDistribution, objective: Double) {
        var rows: [(Bool, Double, [(Int32, Float)])] = []
        var header: [String: Double] = [:]
        for line in try text("\(name).txt").split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix("#") {
                for (key, value) in zip(words, words.dropFirst()) {
                    if let value = Double(value) { header[String(key)] = value }
                }
                continue
            }
            var mentions: [(Int32, Float)] = []
            for word in words.dropFirst() {
                let parts = word.split(separator: ":")
                mentions.append((try #require(Int32(parts[0])), try #require(Float(parts[1]))))
            }
            rows.append((words[0] == "1", 1, mentions))
        }
        let objective = try text("\(name).opt").split(separator: "\n")[0].split(separator: " ")
        return (
            try .of(
                faults: Int(try #require(header["faults"])), leak: try #require(header["leak"]),
                rows),
            BetaDistribution(
                alpha: try #require(header["alpha0"]), beta: try #require(header["beta0"])),
            try #require(Double(objective[2]))
        )
    }

    private static func text(_ name: String) throws -> String {
        let file = folder.appending(path: name)
        if FileManager.default.fileExists(atPath: file.path) {
            return try String(contentsOf: file, encoding: .utf8)
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gunzip", "-c", file.path + ".gz"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }
}
