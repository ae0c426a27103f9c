import Foundation

/// Small files of the system, read whole up to a limit.
enum TextFile {
    /// The text of a file; empty when it is missing, unreadable or larger than the limit.
    static func read(_ path: String, limit: Int = 4 << 20) -> String {
        String(decoding: bytes(path, limit: limit) ?? [], as: UTF8.self)
    }

    /// The bytes of a regular file; nil when it is missing, unreadable or larger than the limit.
    static func bytes(_ path: String, limit: Int = 4 << 20) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { systemClose(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0,
            information.st_mode & S_IFMT == S_IFREG, information.st_size <= limit
        else { return nil }
        var contents: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while contents.count <= limit {
            let count = Foundation.read(descriptor, &chunk, chunk.count)
            if count <= 0 { break }
            contents += chunk[..<count]
        }
        return contents.count <= limit ? contents : nil
    }

    /// Whether something stands at the path.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
