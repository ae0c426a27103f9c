import Testing

@testable import AgentRuntime

@Suite("Addresses of definitions")
struct OntologyAddressTests {
    @Test(
        "a plain URL is read and written",
        arguments: [
            ("https://a.example/x", "https://a.example/x"),
            ("HTTPS://A.Example/X?y=1", "https://a.example/X?y=1"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/"),
            ("http://[::1]:80/x", "http://[::1]:80/x"),
            ("https://a.example?x", "https://a.example/?x"),
        ])
    func plain(text: String, written: String) throws {
        #expect("\(try OntologyAddress(text))" == written)
    }

    @Test(
        "what two readers could read differently is refused",
        arguments: [
            "", "x", "file:///etc/passwd", "ftp://a.example/", "https://", "https:///x",
            "https://user@a.example/", "https://a.example\\@b.example/", "https://a.example#b",
            "https://a b/", "https://a.example/x y", "https://ä.example/", "https://a%2eb/",
            "https://a..b/", "https://.a/", "https://a./", "https://2130706433/", "https://0x7f.1/",
            "https://127.1/", "https://256.0.0.1/", "https://1.2.3.4.5/", "https://127.-0.0.1/",
            "https://a.example:/", "https://a.example:0/", "https://a.example:65536/",
            "https://a.example:x/", "http://[::1/", "http://[]/", "http://[x::1]/",
            "http://[::1%25lo]/", "http://[::1]x/", "https://a.example/\u{0}",
            "https://a.example/\n",
        ])
    func refused(text: String) {
        #expect(throws: OntologyError.self) { try OntologyAddress(text) }
    }

    @Test(
        "this computer is known by its names",
        arguments: ["localhost", "127.0.0.1", "127.255.3.4", "[::1]", "LOCALHOST"])
    func loopback(host: String) throws {
        #expect(try OntologyAddress("http://\(host)/").isLoopback)
    }

    @Test(
        "another computer is not taken for this one",
        arguments: [
            "127.a.example", "localhost.example", "128.0.0.1", "0.0.0.0", "[::]", "10.0.0.1",
        ])
    func notLoopback(host: String) throws {
        #expect(try !OntologyAddress("http://\(host)/").isLoopback)
    }

    @Test(
        "a redirect leads to a whole URL, another host or another path",
        arguments: [
            ("http://b.example/y", "http://b.example/y"), ("//b.example/y", "https://b.example/y"),
            ("/y?z", "https://a.example:8443/y?z"),
        ])
    func redirect(location: String, target: String) throws {
        let address = try OntologyAddress("https://a.example:8443/x")
        #expect("\(try address.following(location))" == target)
    }

    @Test("a redirect that is not one of these is refused", arguments: ["y", "../y", "", "?y"])
    func oddRedirect(location: String) throws {
        let address = try OntologyAddress("https://a.example/x")
        #expect(throws: OntologyError.self) { try address.following(location) }
    }

    @Test("by default definitions come from this computer alone")
    func defaultPolicy() throws {
        let policy = OntologyPolicy()
        try policy.check(OntologyAddress("http://127.0.0.1:1234/x"))
        #expect(throws: OntologyError.hostNotAllowed("a.example")) {
            try policy.check(OntologyAddress("https://a.example/x"))
        }
        #expect(throws: OntologyError.hostNotAllowed("127.0.0.1")) {
            try OntologyPolicy(allowsLoopback: false).check(OntologyAddress("http://127.0.0.1/x"))
        }
    }

    @Test("an allowed host is asked over HTTPS only")
    func encryption() throws {
        let policy = OntologyPolicy(hosts: ["A.example"])
        try policy.check(OntologyAddress("https://a.example/x"))
        #expect(throws: OntologyError.self) {
            try policy.check(OntologyAddress("http://a.example/x"))
        }
        #expect(throws: OntologyError.hostNotAllowed("sub.a.example")) {
            try policy.check(OntologyAddress("https://sub.a.example/x"))
        }
    }

    @Test("a redirect leads neither to this computer from another, nor out of encryption")
    func redirectPolicy() throws {
        let policy = OntologyPolicy(hosts: ["a.example", "b.example"])
        let source = try OntologyAddress("https://a.example/x")
        try policy.check(redirectTo: OntologyAddress("https://b.example/x"), from: source)
        for target in ["http://127.0.0.1/x", "https://localhost/x", "http://b.example/x"] {
            #expect(throws: OntologyError.self) {
                try policy.check(redirectTo: OntologyAddress(target), from: source)
            }
        }
        #expect(throws: OntologyError.self) {
            try policy.check(
                redirectTo: OntologyAddress("http://127.0.0.1/x"),
                from: OntologyAddress("https://127.0.0.1/x"))
        }
    }
}
