import Foundation
import InternetProtocols
import Probes
import Testing

@Suite("The configuration of this machine")
struct HostConfigurationTests {
    @Test("the loopback interface is read as the kernel has it")
    func loopback() throws {
        let configuration = try HostConfiguration.read()
        let loopback = try #require(configuration.interfaces.first { $0.kind == .loopback })
        #expect(loopback.name == "lo")
        #expect(loopback.isUp)
        #expect(
            loopback.addresses.contains {
                $0.address == IPAddress(127, 0, 0, 1) && $0.prefixLength == 8 && $0.scope == "host"
            })
        let route = try #require(configuration.route(to: IPAddress(127, 0, 0, 1)))
        #expect(route.kind == .local)
        #expect(route.interface == "lo")
    }

    @Test("interfaces and routes agree with what the kernel shows in its files")
    func secondSource() throws {
        let configuration = try HostConfiguration.read()
        let names = try FileManager.default.contentsOfDirectory(atPath: "/sys/class/net")
            .filter { FileManager.default.fileExists(atPath: "/sys/class/net/\($0)/ifindex") }
        #expect(Set(configuration.interfaces.map(\.name)) == Set(names))
        for interface in configuration.interfaces {
            let path = "/sys/class/net/\(interface.name)/"
            func file(_ name: String) throws -> String {
                try String(contentsOfFile: path + name, encoding: .utf8)
                    .trimmingCharacters(in: .whitespacesAndNewlines)
            }
            #expect(try file("mtu") == "\(interface.mtu)")
            #expect(try file("ifindex") == "\(interface.index)")
            #expect(try file("operstate") == interface.operationalState)
        }
        // /proc/net/route lists the unicast IPv4 routes of the main table, addresses reversed.
        let lines = try String(contentsOfFile: "/proc/net/route", encoding: .utf8)
            .split(separator: "\n").dropFirst()
        let listed = try lines.map { line in
            let fields = line.split(separator: "\t").map { String($0) }
            let destination = IPAddress(
                ipv4: try #require(UInt32(fields[1], radix: 16)).byteSwapped)
            let mask = try #require(UInt32(fields[7], radix: 16)).nonzeroBitCount
            return "\(destination)/\(mask) \(fields[0])"
        }
        let read = configuration.routes.filter {
            $0.destination.address.family == .ipv4 && $0.table == 254 && $0.kind == .unicast
        }.map { "\($0.destination) \($0.interface ?? "*")" }
        #expect(read.sorted() == listed.sorted())
    }

    private func route(
        _ prefix: String, gateway: String? = nil, _ interface: String = "eth0", metric: Int = 0,
        kind: NetworkRoute.Kind = .unicast, linkDown: Bool = false, table: Int = 254
    ) throws -> NetworkRoute {
        NetworkRoute(
            destination: try IPPrefix(parsing: prefix),
            gateway: try gateway.map { try IPAddress(parsing: $0) }, interface: interface,
            metric: metric, kind: kind, isLinkDown: linkDown, table: table)
    }

    @Test("the longest prefix wins, then the smallest metric, even over a link that is down")
    func routes() throws {
        let configuration = HostConfiguration(routes: [
            try route("0.0.0.0/0", gateway: "192.0.2.1", metric: 200),
            try route("0.0.0.0/0", gateway: "192.0.2.2", "wlan0", metric: 100),
            try route("0.0.0.0/0", gateway: "192.0.2.3", "eth1", metric: 10, linkDown: true),
            try route("10.0.0.0/8", "wg0"), try route("10.9.0.0/16", "eth0", kind: .unreachable),
            try route("10.1.1.1/32", "lo", kind: .local, table: 255),
            try route("::/0", gateway: "fe80::1"),
        ])
        func chosen(_ text: String) throws -> NetworkRoute? {
            configuration.route(to: try IPAddress(parsing: text))
        }
        #expect(try chosen("8.8.8.8")?.interface == "eth1")
        #expect(try chosen("10.2.3.4")?.interface == "wg0")
        #expect(try chosen("10.9.3.4")?.kind == .unreachable)
        #expect(try chosen("10.1.1.1")?.kind == .local)
        #expect(try chosen("2001:db8::1")?.gateway?.description == "fe80::1")
        #expect(
            configuration.defaultGateways(.ipv4).map { $0.gateway?.description }
                == ["192.0.2.2", "192.0.2.1", "192.0.2.3"])
        #expect(HostConfiguration().route(to: IPAddress(8, 8, 8, 8)) == nil)
    }

    @Test("a resolv.conf is read as the C library reads it")
    func resolvers() throws {
        let text = """
            # nameserver 9.9.9.9
            nameserver 192.0.2.53
            nameserver\tfe80::1%eth0
            nameserver nonsense
            search A.test b.test
            options edns0
            nameserver 192.0.2.54
            nameserver 192.0.2.55
            """
        let configuration = ResolverConfiguration(parsing: text)
        #expect(
            configuration.servers.map(\.description)
                == ["192.0.2.53:53", "[fe80::1%eth0]:53", "192.0.2.54:53"])
        #expect(configuration.searchDomains == ["a.test", "b.test"])
        #expect(ResolverConfiguration(parsing: "").servers.isEmpty)
    }

    @Test("the hosts file answers for its names")
    func hosts() throws {
        let configuration = HostConfiguration(
            hosts: HostsEntry.parse(
                """
                127.0.0.1 localhost # comment
                192.0.2.1\tWWW.Example.Test www
                junk line
                #192.0.2.9 www
                2001:db8::1 www
                """))
        #expect(
            configuration.hostsAddresses(for: "www").map(\.description)
                == ["192.0.2.1", "2001:db8::1"])
        #expect(configuration.hostsAddresses(for: "www.example.TEST").count == 1)
        #expect(configuration.hostsAddresses(for: "absent").isEmpty)
    }

    @Test("proxies are read from the environment as curl reads them")
    func proxies() throws {
        let configuration = ProxyConfiguration(environment: [
            "http_proxy": "http://u:s%40c@proxy.test:3128/", "HTTPS_PROXY": "192.0.2.8:8080",
            "HTTP_PROXY": "http://evil.test", "no_proxy": "example.test, .b.test,10.0.0.0/8",
        ])
        #expect(configuration.http?.url.description == "http://proxy.test:3128/")
        #expect(configuration.http?.credentials == "u:s@c")
        #expect(configuration.https?.url.description == "http://192.0.2.8:8080/")
        func proxy(_ text: String) throws -> String? {
            configuration.proxy(for: try TargetURL(text))?.url.authority
        }
        #expect(try proxy("http://other.test") == "proxy.test:3128")
        #expect(try proxy("https://other.test") == "192.0.2.8:8080")
        #expect(try proxy("https://example.test") == nil)
        #expect(try proxy("https://www.example.test") == nil)
        #expect(try proxy("https://myexample.test") != nil)
        #expect(try proxy("https://a.b.test") == nil)
        #expect(try proxy("https://10.1.2.3") == nil)
        let odd = ProxyConfiguration(environment: ["https_proxy": "socks5://u:p@h.test:1080"])
        #expect(odd.https == nil)
        #expect(odd.unusable == ["https_proxy=socks5://h.test:1080"])
    }
}
