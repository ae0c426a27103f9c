import CompressedFiles
import Foundation
import Testing

@testable import RoutingData

/// Files beside the tests, made by the scripts that lie with them.
enum RoutingFixtures {
    static func path(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures").appending(path: name).path
    }

    static func lines(_ name: String) throws -> [String] {
        try lines(at: path(name))
    }

    /// The lines of a file, plain or compressed.
    static func lines(at path: String) throws -> [String] {
        let text = String(decoding: try bytes(at: path), as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }

    static func bytes(at path: String) throws -> [UInt8] {
        let source = try ByteSource(path: path)
        var all = [UInt8]()
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try piece.withUnsafeMutableBytes { try source.read(into: $0) }
            if count == 0 { return all }
            all += piece[..<count]
        }
    }
}

/// Data that are not part of the project.
///
/// They lie in the folder that `CULPRIT_SHARED` names, or in `shared` beside the package.
enum SharedData {
    static let folder: URL =
        if let path = ProcessInfo.processInfo.environment["CULPRIT_SHARED"] {
            URL(filePath: path).appending(path: "data")
        } else {
            URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "shared/data")
        }

    static func path(_ name: String) -> String { folder.appending(path: name).path }

    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

    static let reason: Comment = "the data files are absent: set CULPRIT_SHARED"
}

/// A file that exists as long as the value.
final class TemporaryFile {
    let path = FileManager.default.temporaryDirectory
        .appending(path: "routing-\(UUID().uuidString)").path

    init(_ bytes: [UInt8] = []) throws {
        try Data(bytes).write(to: URL(filePath: path))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A stated generator (splitmix64), so that every run sees the same numbers.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
