import Foundation

/// A file that lives as long as the test that holds it.
final class TemporaryFile {
    let path: String

    init(_ bytes: [UInt8]) throws {
        let folder = FileManager.default.temporaryDirectory
        let url = folder.appendingPathComponent("compressed-files-\(UUID().uuidString)")
        try Data(bytes).write(to: url)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
