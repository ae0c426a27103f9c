import InternetProtocols

extension ResolverConfiguration {
    /// Reads `/etc/resolv.conf`, and behind the stub of systemd-resolved its own servers.
    static func read() -> ResolverConfiguration {
        var configuration = ResolverConfiguration(parsing: TextFile.read("/etc/resolv.conf"))
        let stubs = [IPAddress(127, 0, 0, 53), IPAddress(127, 0, 0, 54)]
        if configuration.servers.contains(where: { stubs.contains($0.address) }) {
            configuration.upstreamServers =
                ResolverConfiguration(
                    parsing: TextFile.read("/run/systemd/resolve/resolv.conf")
                ).servers.filter { !stubs.contains($0.address) }
        }
        return configuration
    }

    /// Reads the text of a `resolv.conf` as the C library does (resolv.conf(5)).
    ///
    /// The last of several `search` and `domain` lines counts, and the first three servers.
    public init(parsing text: String) {
        self.init()
        for line in text.split(whereSeparator: \.isNewline) {
            let fields = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard let keyword = fields.first, fields.count > 1 else { continue }
            switch keyword {
            case "nameserver":
                if servers.count < 3, let address = IPAddress(String(fields[1])) {
                    servers.append(IPEndpoint(address, port: 53))
                }
            case "search", "domain":
                searchDomains = fields.dropFirst().map { $0.lowercased() }
            default: break
            }
        }
    }
}

extension HostsEntry {
    /// Reads the text of a hosts file (hosts(5)); lines without an address are left out.
    public static func parse(_ text: String) -> [HostsEntry] {
        text.split(whereSeparator: \.isNewline).compactMap { line in
            let fields = line.prefix { $0 != "#" }
                .split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard fields.count > 1, let address = IPAddress(String(fields[0])) else { return nil }
            return HostsEntry(
                address: address, names: fields.dropFirst().map { $0.lowercased() })
        }
    }
}
