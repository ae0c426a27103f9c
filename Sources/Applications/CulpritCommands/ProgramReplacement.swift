import Foundation
import NetworkLab

/// Becoming another program, as `exec` does.
enum ProgramReplacement {
    static func become(_ words: [String]) throws {
        setenv("PATH", SystemPath.search, 1)
        var arguments = words.map { strdup($0) } + [nil]
        words[0].withCString { name in _ = execvp(name, &arguments) }
        throw LabError.commandFailed(
            command: words[0], said: String(cString: strerror(errno)))
    }
}
