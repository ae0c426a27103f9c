import Foundation
import Testing

/// Files beside the tests, made by the scripts that lie with them.
enum FixtureFiles {
    private static var folder: URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }

    static func decoded<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: name)))
    }
}

/// Reference networks and tables that are not part of the project.
///
/// They lie in the folder that `CULPRIT_SHARED` names, or in `shared` beside the package.
enum ReferenceFiles {
    static var folder: URL {
        if let path = ProcessInfo.processInfo.environment["CULPRIT_SHARED"] {
            return URL(filePath: path).appending(path: "reference")
        }
        return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "shared/reference")
    }

    static var arePresent: Bool {
        FileManager.default.fileExists(atPath: folder.path)
    }

    static let reason: Comment = "the reference files are absent: set CULPRIT_SHARED"

    static var networkNames: [String] {
        let found = try? FileManager.default.contentsOfDirectory(
            atPath: folder.appending(path: "bayesian-networks").path)
        return (found ?? []).filter { $0.hasSuffix(".bif") || $0.hasSuffix(".bif.gz") }.sorted()
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        let file = folder.appending(path: path)
        guard path.hasSuffix(".gz") else { return Array(try Data(contentsOf: file)) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gunzip", "-c", file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return Array(data)
    }
}
