import Foundation

/// Files that scenarios are read from: bounded, and found from each other.
enum ScenarioFile {
    /// The text of a regular file of at most ``ScenarioReader/sizeLimit`` bytes.
    static func text(of path: String) throws(ScenarioError) -> String {
        // Opening a pipe waits for its other end unless it is told not to.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw .unreadable(file: path, sentence: String(cString: strerror(errno)).lowercased())
        }
        defer { close(descriptor) }
        var information = stat()
        guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(file: path, sentence: "it is no regular file")
        }
        try check(size: Int(information.st_size), of: path)
        var contents = [UInt8]()
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while contents.count <= ScenarioReader.sizeLimit {
            let count = read(descriptor, &chunk, chunk.count)
            guard count >= 0 else {
                let reason = String(cString: strerror(errno)).lowercased()
                throw .unreadable(file: path, sentence: reason)
            }
            if count == 0 { break }
            contents += chunk[..<count]
        }
        try check(size: contents.count, of: path)
        guard let text = String(validating: contents, as: UTF8.self) else {
            throw .unreadable(file: path, sentence: "it is not UTF-8 text")
        }
        return text
    }

    /// Refuses what is too large.
    static func check(size: Int, of path: String) throws(ScenarioError) {
        guard size <= ScenarioReader.sizeLimit else {
            throw .unreadable(
                file: path,
                sentence: "it has \(size) bytes; \(ScenarioReader.sizeLimit) are allowed")
        }
    }

    /// The path of a file that is named relative to the folder of another.
    static func path(_ name: String, from file: String) -> String {
        guard !name.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return name }
        return file[...slash] + name
    }

    /// The path without `.`, `..` and doubled slashes, by which a file is known again.
    ///
    /// Symbolic links can hide that two paths are one file; then the limit of depth ends the circle.
    static func identity(of path: String) -> String {
        var steps = [Substring]()
        for step in path.split(separator: "/") where step != "." {
            if step == "..", let last = steps.last, last != ".." {
                steps.removeLast()
            } else {
                steps.append(step)
            }
        }
        return (path.hasPrefix("/") ? "/" : "") + steps.joined(separator: "/")
    }

    /// The file's name without its folders.
    static func lastComponent(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
