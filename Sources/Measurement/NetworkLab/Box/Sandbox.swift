import Foundation
import Subprocess

/// The namespaces around a lab, seen from outside: makes them, and is sure that they go.
///
/// A lab lives in one tree of processes: `unshare`, and in it process 1 of a process namespace. The
/// kernel kills all of them when process 1 ends; `unshare --kill-child` ends that when `unshare` ends;
/// and process 1 ends itself when its standard input does, which this process holds open. So nothing
/// is left after success, failure, Ctrl-C or `kill -9`: not even a name, since the names of namespaces
/// and every file are in a file system that goes with them.
public struct Sandbox: Sendable {
    /// The words before the command that is to run inside.
    let holder: [String]

    /// Whether the namespaces are of a user namespace, in which nobody is really root.
    public var isRootless: Bool { holder.contains("--user") }

    /// Each program that a lab needs, and the Debian package that has it.
    static let programs: [(program: String, package: String)] = [
        ("ip", "iproute2"), ("tc", "iproute2"), ("nft", "nftables"), ("nginx", "nginx-light"),
        ("unbound", "unbound"), ("curl", "curl"), ("dig", "bind9-dnsutils"), ("openssl", "openssl"),
        ("unshare", "util-linux"), ("setpriv", "util-linux"),
    ]

    /// Programs that only some scenarios need.
    static let optionalPrograms: [(program: String, package: String)] = [
        ("dnsmasq", "dnsmasq-base"), ("squid", "squid"), ("bird", "bird2"),
        ("ldns-signzone", "ldnsutils"),
    ]

    /// The Debian packages that are not here and that some scenarios need.
    public static var missingPackages: [String] {
        optionalPrograms.filter { !SystemPath.has($0.program) }.map(\.package)
    }

    /// The caller's environment with the programs of the system within reach.
    private static var environment: Environment { .inherit.updating(["PATH": SystemPath.search]) }

    /// Finds a way to make namespaces here, the one with the least privilege first, or says why not.
    public static func find() async throws -> Sandbox {
        try requirePrograms()
        let namespaces = [
            "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc",
        ]
        var ways = [["unshare", "--user", "--map-root-user"] + namespaces]
        if geteuid() == 0 { ways.append(["unshare"] + namespaces) }
        var reason = ""
        for way in ways {
            let result = try await Tool.run(
                way + ["sh", "-ec", trial], environment: environment, seconds: 20)
            if result.status == 0 { return Sandbox(holder: way) }
            reason = result.complaint
        }
        throw LabError.noNamespaces(reason: reason)
    }

    /// Does once what a lab needs from the kernel.
    private static let trial = """
        mount -t tmpfs lab /run
        mkdir /run/netns
        ip netns add one
        ip netns add two
        ip link add left0 netns one type veth peer name right0 netns two
        ip netns exec one nft 'add table inet trial'
        """

    private static func requirePrograms() throws {
        let missing = programs.filter { !SystemPath.has($0.program) }
        guard missing.isEmpty else {
            throw LabError.missingPrograms(
                missing.map(\.program), packages: Set(missing.map(\.package)).sorted())
        }
    }

    /// The command line that runs a command inside new namespaces.
    public func command(_ words: [String]) -> [String] { holder + words }

    /// Runs a command as process 1 of new namespaces and returns what it printed.
    ///
    /// The command must end when its standard input does.
    public func run(_ words: [String], seconds: Double) async throws -> String {
        let line = command(words)
        return try await Deadline.within(seconds, of: "the lab") {
            let result = try await Subprocess.run(
                .name(line[0]), arguments: Arguments(Array(line.dropFirst())),
                environment: Self.environment, input: .inputWriter, output: .sequence,
                error: .string(limit: Tool.outputLimit)
            ) { execution in
                // Standard input stays open as long as this reads: its end is what tells the sandbox
                // that we are gone.
                var bytes = [UInt8]()
                for try await buffer in execution.standardOutput
                where bytes.count < Tool.outputLimit {
                    buffer.withUnsafeBytes { bytes.append(contentsOf: $0) }
                }
                return String(decoding: bytes, as: UTF8.self)
            }
            let output = result.closureResult
            guard result.terminationStatus.isSuccess else {
                throw LabError.commandFailed(
                    command: words.prefix(4).joined(separator: " "),
                    said: String(result.standardError.suffix(800)))
            }
            return output
        }
    }

    /// What process 1 does first: a file system of its own for names and files.
    public static func enter() async throws {
        try await Tool.call(["mount", "-t", "tmpfs", "-o", "mode=755", "lab", "/run"])
        for folder in ["/run/netns", Box.folder] {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        }
    }

    /// Ends this process as soon as standard input ends: whoever started it is gone.
    public static func endWithStandardInput() {
        let thread = Thread {
            var byte: UInt8 = 0
            while read(0, &byte, 1) > 0 {}
            _exit(130)
        }
        thread.start()
    }
}
