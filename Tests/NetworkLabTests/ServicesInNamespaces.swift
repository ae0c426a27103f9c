import Foundation
import InternetProtocols

@testable import NetworkLab

/// Really starts services in network namespaces of their own, and asks them questions there.
struct ServicesInNamespaces {
    /// What is missing on this computer; nil when services can be tried.
    static func obstacle(_ programs: String...) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let folders: [String] =
            path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"]
        for program in programs + ["unshare", "ip"] {
            let isThere = folders.contains {
                FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
            }
            if !isThere { return "\(program) is not installed" }
        }
        guard FileManager.default.fileExists(atPath: "/proc/sys/net/ipv6") else {
            return "this kernel has no IPv6"
        }
        let said = try? run("ip link set lo up && echo yes", seconds: 10)
        return said == "yes\n" ? nil : "network namespaces are refused here"
    }

    /// The answers to questions, by their labels, once every plan listens.
    ///
    /// - Parameter setUp: shell lines that make namespaces, addresses and links before.
    /// - Parameter inNode: the words before a command that bring it into a node.
    static func answers(
        to questions: [(label: String, command: String)], plans: [ServicePlan], setUp: String,
        inNode: (String) -> String = { _ in "" }, seconds: Double = 60
    ) throws -> [String: String] {
        for plan in plans {
            for folder in plan.folders { try make(folder) }
            for (path, text) in plan.files {
                try make((path as NSString).deletingLastPathComponent)
                try Data(text.utf8).write(to: URL(filePath: path))
            }
        }
        var script = "PATH=$PATH:/usr/sbin:/sbin\n\(setUp)\n"
        for plan in plans {
            let node = inNode(plan.node)
            for words in plan.preparations { script += quoted(words) + " >/dev/null || exit 1\n" }
            script += "\(node)\(quoted(plan.command)) >&2 </dev/null &\n"
        }
        for (node, ports) in Dictionary(grouping: plans, by: \.node) {
            for (port, times) in Dictionary(grouping: ports.flatMap(\.ports), by: { $0 }) {
                // The listeners are to be as many as promised, no fewer and no more.
                let place = String(format: ":%04X ", port)
                let count =
                    "\(inNode(node))cat /proc/net/tcp /proc/net/tcp6 | grep -c '\(place)[0-9A-F]*:0000 0A'"
                script += """
                    for try in $(seq 100); do
                    [ "$(\(count))" -ge \(times.count) ] && break; sleep 0.05; done
                    echo '== listeners \(node) \(port)'; \(count)

                    """
            }
        }
        for (label, command) in questions { script += "echo '== \(label)'\n\(command)\n" }
        let said = try run(script, seconds: seconds)
        var answers = [String: String]()
        for part in ("\n" + said).components(separatedBy: "\n== ").dropFirst() {
            let lines = part.split(separator: "\n", omittingEmptySubsequences: false)
            answers[String(lines[0])] = lines.dropFirst().joined(separator: "\n")
                .trimmingCharacters(in: .newlines)
        }
        return answers
    }

    /// A folder for one test.
    static func temporaryFolder() throws -> String {
        let name = "lab-services-\(UUID().uuidString.prefix(8))"
        let folder = FileManager.default.temporaryDirectory.appending(path: name).path
        try make(folder)
        return folder
    }

    private static func make(_ folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    private static func quoted(_ words: [String]) -> String {
        words.map { "'\($0.replacing("'", with: "'\\''"))'" }.joined(separator: " ")
    }

    /// What a shell script prints in fresh namespaces; everything it started ends with it.
    private static func run(_ script: String, seconds: Double) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [
                "timeout", "\(seconds)", "unshare", "--user", "--map-root-user", "--net", "--mount",
                "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", script,
            ]
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: said, as: UTF8.self)
    }
}
