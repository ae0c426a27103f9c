import InternetProtocols
import Testing

@Suite("IP addresses")
struct IPAddressTests {
    @Test(
        "an address is written in its canonical form (RFC 5952)",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("::", "::"), ("::1", "::1"), ("1::", "1::"),
            ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
            ("2001:0db8::0001", "2001:db8::1"), ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
            ("::ffff:c000:201", "::ffff:192.0.2.1"), ("fe80::1%eth0", "fe80::1%eth0"),
            ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ])
    func canonical(_ text: String, _ expected: String) throws {
        let address = try IPAddress(parsing: text)
        #expect(address.description == expected)
        #expect(IPAddress(address.description) == address)
        #expect(IPAddress(bytes: address.bytes, zone: address.zone) == address)
    }

    @Test(
        "what is not an address is refused",
        arguments: [
            "", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4 ", "0x7f.0.0.1",
            "1.2.3.-4", ":", ":::", "1::2::3", "12345::", "g::", "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1.2.3", "1.2.3.4::", "::1%", "1.2.3.4%a",
            "::1%a b", "fe80::1%a%b", "1:", ":1", "[::1]", "::1/64", "\u{0}", "１.2.3.4",
        ])
    func refused(_ text: String) {
        #expect(IPAddress(text) == nil)
        #expect(throws: InternetProtocolsError.invalidAddress(text)) {
            try IPAddress(parsing: text)
        }
    }

    @Test("special blocks are known by their edges")
    func specialPurpose() throws {
        func all(_ texts: [String]) throws -> [IPAddress] {
            try texts.map { try IPAddress(parsing: $0) }
        }
        for address in try all([
            "0.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1",
            "169.254.1.1", "172.16.0.0", "172.31.255.255", "192.0.2.9", "192.168.1.1",
            "198.19.255.255", "203.0.113.7", "224.0.0.1", "255.255.255.255", "::", "::1",
            "::ffff:8.8.8.8", "2001:db8::1", "fd00::1", "fe80::1", "ff02::1", "100::1",
        ]) {
            #expect(address.isBogon, "\(address)")
        }
        for address in try all([
            "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
            "172.15.255.255", "172.32.0.0", "198.17.255.255", "198.20.0.0", "192.0.0.9",
            "223.255.255.255", "2606:4700::1111", "2a00::1", "64:ff9b::808:808", "2001:20::1",
        ]) {
            #expect(!address.isBogon, "\(address)")
        }
        #expect(try all(["10.1.2.3", "172.20.0.1", "192.168.0.1"]).allSatisfy(\.isPrivate))
        #expect(try all(["172.32.0.1", "11.0.0.1", "fd00::1"]).allSatisfy { !$0.isPrivate })
        #expect(try all(["127.8.9.1", "::1"]).allSatisfy(\.isLoopback))
        #expect(try all(["169.254.0.1", "fe80::9", "febf::1"]).allSatisfy(\.isLinkLocal))
        #expect(try !IPAddress(parsing: "fec0::1").isLinkLocal)
        #expect(try all(["fc00::1", "fdff::1"]).allSatisfy(\.isUniqueLocal))
        #expect(try all(["100.64.1.1"]).allSatisfy(\.isCarrierShared))
    }

    @Test("a prefix holds its first and last address and not the next")
    func prefixes() throws {
        let prefix = try IPPrefix(parsing: "192.0.2.77/27")
        #expect(prefix.description == "192.0.2.64/27")
        #expect(prefix.contains(IPAddress(192, 0, 2, 64)))
        #expect(prefix.contains(IPAddress(192, 0, 2, 95)))
        #expect(!prefix.contains(IPAddress(192, 0, 2, 96)))
        let everything = try IPPrefix(parsing: "::/0")
        #expect(everything.contains(try IPAddress(parsing: "ffff::1")))
        #expect(!everything.contains(IPAddress(1, 2, 3, 4)))
        #expect(try everything.contains(IPPrefix(parsing: "2001:db8::/32")))
        for text in ["1.2.3.4/33", "::/129", "::/-1", "1.2.3.4/", "/8", "1.2.3.4/8/8", "::/+1"] {
            #expect(IPPrefix(text) == nil, "\(text)")
        }
    }

    @Test("endpoints read back what they write")
    func endpoints() throws {
        for text in ["192.0.2.1:443", "[2001:db8::1]:53", "[fe80::1%eth0]:80"] {
            #expect(try IPEndpoint(parsing: text).description == text)
        }
        for text in [
            "192.0.2.1", "::1:80", "[::1]", "[192.0.2.1]:80", "1.2.3.4:65536", ":80",
            "1.2.3.4:", "1.2.3.4:+1",
        ] {
            #expect(IPEndpoint(text) == nil, "\(text)")
        }
    }

    @Test("addresses order by family and then by number")
    func ordering() throws {
        let texts = ["::", "9.0.0.0", "::1", "10.0.0.0", "1.0.0.0"]
        let sorted = try texts.map { try IPAddress(parsing: $0) }.sorted()
        #expect(sorted.map(\.description) == ["1.0.0.0", "9.0.0.0", "10.0.0.0", "::", "::1"])
    }
}
