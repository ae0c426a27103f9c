import Foundation

/// The built `culprit`: named by CULPRIT_BINARY, or in the folder of the test bundle.
enum CulpritBinary {
    struct NotFound: Error, CustomStringConvertible {
        var path: String
        var description: String { "there is no program at \(path); build the product culprit" }
    }

    static func path() throws -> String {
        let path =
            ProcessInfo.processInfo.environment["CULPRIT_BINARY"]
            ?? URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "culprit").path(percentEncoded: false)
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw NotFound(path: path)
        }
        return path
    }
}
