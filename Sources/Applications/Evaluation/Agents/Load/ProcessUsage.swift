import Foundation

/// What a process and the machine have used so far, as Linux counts it.
enum ProcessUsage {
    /// The processor time of a process, in seconds (proc_pid_stat(5), fields 14 and 15); nil where it is not told.
    static func processorSeconds(of process: Int32) -> Double? {
        guard
            let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            // The name, in brackets, may hold anything.
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[end...].split(separator: " ").dropFirst()
        guard fields.count > 12, let user = Double(fields[fields.startIndex + 11]),
            let system = Double(fields[fields.startIndex + 12])
        else { return nil }
        return (user + system) / ticks
    }

    /// The processor time that all work on this machine has taken, in seconds (proc_stat(5)).
    static var machineSeconds: Double? {
        guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
            let line = text.split(separator: "\n").first
        else { return nil }
        let fields = line.split(separator: " ").dropFirst().compactMap { Double($0) }
        guard fields.count > 7 else { return nil }
        // User, nice, system, interrupts and soft interrupts; time stolen by the host is work of others too.
        return (fields[0] + fields[1] + fields[2] + fields[5] + fields[6] + fields[7]) / ticks
    }

    /// The processor time of this process, in seconds.
    static var own: Double? { processorSeconds(of: getpid()) }

    private static var ticks: Double { Double(sysconf(Int32(_SC_CLK_TCK))) }
}
