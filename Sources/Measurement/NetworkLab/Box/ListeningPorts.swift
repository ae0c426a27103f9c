import Foundation

/// The TCP ports that somebody listens on.
enum ListeningPorts {
    /// The ports in the network namespace of a process, each as often as it has a listener.
    static func ofNamespace(ofProcess process: Int32) -> [Int] {
        ["tcp", "tcp6"].flatMap { table in
            let path = "/proc/\(process)/net/\(table)"
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                return [Int]()
            }
            return ports(inTable: text)
        }
    }

    /// The local ports of the listening sockets (state 0A) in a table of proc(5).
    static func ports(inTable text: String) -> [Int] {
        text.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            guard fields.count > 3, fields[3] == "0A",
                let port = fields[1].split(separator: ":").last
            else { return nil }
            return Int(port, radix: 16)
        }
    }
}
