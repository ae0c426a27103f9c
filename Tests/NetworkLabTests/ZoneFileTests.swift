import InternetProtocols
import Testing

@testable import NetworkLab

@Suite("zone files")
struct ZoneFileTests {
    typealias Lab = NameServersOfALab

    private func lines(_ zone: String, in context: ServiceContext) throws -> Set<String> {
        let found = try #require(context.servedZones.first { $0.zone.name == zone })
        let text = ZoneFile(found.zone, in: context).text
        return Set(text.split(separator: "\n").map(String.init))
    }

    @Test("the root delegates what is directly below it, and leaves the rest to others")
    func root() throws {
        let lines = try lines(".", in: Lab.context([]))
        #expect(lines.contains("com. NS ns-registry.com."))
        #expect(lines.contains("org. NS ns-registry.org."))
        #expect(!lines.contains { $0.hasPrefix("example.") })
    }

    @Test("a delegation to another service has glue of both families")
    func glue() throws {
        let lines = try lines("com", in: Lab.context([]))
        #expect(lines.contains("example.com. NS ns-owner-dns.example.com."))
        #expect(lines.contains("ns-owner-dns.example.com. A 198.51.100.153"))
        #expect(lines.contains("ns-owner-dns.example.com. AAAA 2001:db8:80::153"))
    }

    @Test("without IPv6 there is no glue of it")
    func onlyIPv4() throws {
        var context = Lab.context([])
        context.hasIPv6 = false
        #expect(try !lines("com", in: context).contains { $0.contains("AAAA") })
    }

    @Test("the zone above still names a name server that is stopped")
    func stopped() throws {
        var context = Lab.context([])
        context.faults = [Fault(.serviceStopped(service: "owner-dns"))]
        context.scenario = context.scenario.configured(by: context.faults)
        #expect(
            try lines("com", in: context).contains("example.com. NS ns-owner-dns.example.com."))
    }

    @Test("a zone that two services have names both")
    func twoServers() throws {
        var context = Lab.context([])
        context.scenario.services.append(
            Service(
                name: "second", node: "names", addresses: [Lab.address("192.0.2.7")],
                role: .authoritative([Zone(name: "Example.COM.")])))
        let lines = try lines("com", in: context)
        #expect(lines.contains("example.com. NS ns-owner-dns.example.com."))
        #expect(lines.contains("example.com. NS ns-second.example.com."))
        #expect(lines.contains("ns-second.example.com. A 192.0.2.7"))
    }

    @Test("a zone with none of its own above it is delegated by the next one above")
    func gap() throws {
        var context = Lab.context([])
        context.scenario.services.append(
            Service(
                name: "far", node: "names", addresses: [Lab.address("192.0.2.7")],
                role: .authoritative([Zone(name: "a.b.net")])))
        #expect(try lines(".", in: context).contains("a.b.net. NS ns-far.a.b.net."))
    }

    @Test("the scenario's lines come as they are, behind the SOA that every zone has")
    func records() throws {
        let lines = try lines("example.com", in: Lab.context([]))
        #expect(lines.contains("alias CNAME www"))
        #expect(lines.contains { $0.hasPrefix("example.com. SOA ns-owner-dns.example.com. ") })
    }

    @Test(
        "one name covers another when it is the same or above, by whole labels",
        arguments: [
            (".", "com", true), ("com", "example.com", true), ("Com.", "EXAMPLE.com", true),
            ("example.com", "example.com", true), ("ple.com", "example.com", false),
            ("example.com", "com", false), (".", ".", true),
        ])
    func covers(zone: String, name: String, is expected: Bool) {
        #expect(ZoneName.covers(zone, name) == expected)
    }

    @Test("a zone's key is the same every time, and another zone's is another")
    func keys() throws {
        let first = try ZoneSigningKey(zone: "signed.org")
        let again = try ZoneSigningKey(zone: "Signed.org.")
        let other = try ZoneSigningKey(zone: "spoilt.org")
        #expect(first.record == again.record)
        #expect(first.privateFile == again.privateFile)
        #expect(first.privateFile != other.privateFile)
        #expect(first.record.hasPrefix("signed.org. IN DNSKEY 257 3 15 "))
    }
}
