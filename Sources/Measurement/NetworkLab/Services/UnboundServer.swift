import InternetProtocols

/// What every unbound of the lab is told, whatever it does: one thread, little memory, no privileges
/// to drop, in the foreground.
struct UnboundServer: Sendable, Equatable {
    /// Where it listens.
    var addresses: [IPAddress]
    /// The port for UDP and TCP.
    var port = 53
    /// Its modules, from the client's side to the network's.
    var modules: [String]
    /// More lines of the `server:` clause.
    var lines: [String]

    /// The `server:` clause.
    var text: String {
        let common = [
            "do-daemonize: no",
            "use-syslog: no",
            "verbosity: 0",
            "chroot: \"\"",
            "username: \"\"",
            "pidfile: \"\"",
            "directory: \"/\"",
            "ip-freebind: yes",
            "use-caps-for-id: no",
            "hide-version: yes",
            "hide-identity: yes",
            "num-threads: 1",
            // The same order in every answer: a lab is to give the same result again.
            "rrset-roundrobin: no",
            "outgoing-range: 128",
            "num-queries-per-thread: 128",
            "msg-cache-size: 1m",
            "rrset-cache-size: 2m",
            "key-cache-size: 256k",
            "neg-cache-size: 64k",
            "msg-cache-slabs: 1",
            "rrset-cache-slabs: 1",
            "infra-cache-slabs: 1",
            "key-cache-slabs: 1",
            "infra-cache-numhosts: 200",
            "do-ip6: \(addresses.contains { $0.family == .ipv6 } ? "yes" : "no")",
            "module-config: \"\(modules.joined(separator: " "))\"",
            // Names of the lab may lie in blocks that resolvers keep to themselves (RFC 6303).
            "unblock-lan-zones: yes",
            "insecure-lan-zones: yes",
            "local-zone: \"test.\" nodefault",
        ]
        let interfaces = addresses.map { "interface: \($0)@\(port)" }
        return "server:\n"
            + (common + interfaces + lines).map { "    \($0)\n" }.joined()
    }

    /// The command that runs it with a configuration file.
    static func command(configuration: String) -> [String] {
        ["unbound", "-d", "-c", configuration]
    }
}
