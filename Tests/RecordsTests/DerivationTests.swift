import InternetProtocols
import RoutingData
import Synchronization
import Testing

@testable import Records

@Suite("What is made of values")
struct DerivationTests {
    private func text(_ slice: ByteSlice) -> String {
        String(decoding: slice.buffer, as: UTF8.self)
    }

    @Test(
        "paths and hosts are found in URLs, paths and request lines",
        arguments: [
            ("/a/b?x#y", "/a/b", ""), ("GET /a HTTP/1.1", "/a", ""), ("/", "/", ""),
            ("https://u:p@Example.org:8443/a?b", "/a", "Example.org"),
            ("http://[2001:db8::1]:80/x", "/x", "[2001:db8::1]"), ("https://h", "", "h"),
            ("CONNECT h:443 HTTP/1.1", "", "h"), ("example.org:80", "", "example.org"),
            ("*", "", "*"), ("", "", ""), ("https://h?x=/y", "/y", "h"),
        ])
    func urls(url: String, path: String, host: String) {
        withSlice(url) { slice in
            #expect(text(URLText.path(slice)) == path)
            #expect(text(URLText.host(slice)) == host)
        }
    }

    @Test(
        "what varies in a path becomes a star",
        arguments: [
            ("/", "/"), ("/a", "/a"), ("/a/", "/a/"), ("/index.HTML", "/*.html"),
            ("/a/b/c/d", "/a/b/c/d"), ("/a/b/c/d/e/f.png", "/a/b/c/**/*.png"),
            ("/users/12/posts/7", "/users/*/posts/*"), ("/x/deadbeef", "/x/deadbeef"),
            ("/x/deadbee0", "/x/*"), ("/x/0b54f6c2-1d9e-4a6e-9d0a-6b8f5f1c2d3e/y", "/x/*/y"),
            ("/.well-known/x", "/.well-known/x"), ("/.htaccess", "/.htaccess"),
            ("/v1.2/file.tar.gz", "/v1.2/*.gz"), ("/a.verylong", "/a.verylong"), ("//x", "//x"),
            ("/a.", "/a."), ("/1234567", "/*"), ("//////x", "////**/x"),
        ])
    func families(path: String, family: String) {
        withSlice(path) { slice in
            let bytes = [UInt8](unsafeUninitializedCapacity: path.utf8.count + 8) { room, count in
                guard let base = room.baseAddress else { return }
                count = URLText.family(slice, into: base)
            }
            #expect(String(decoding: bytes, as: UTF8.self) == family)
        }
    }

    @Test("the first segments of a path can be kept")
    func depth() {
        withSlice("/a/b/c") { slice in
            #expect(text(URLText.prefix(slice, depth: 1)) == "/a")
            #expect(text(URLText.prefix(slice, depth: 2)) == "/a/b")
            #expect(text(URLText.prefix(slice, depth: 5)) == "/a/b/c")
        }
    }

    @Test(
        "addresses are read as logs write them",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("192.0.2.1:5000", "192.0.2.1"),
            ("[2001:db8::1]:5000", "2001:db8::1"), ("2001:DB8::1", "2001:db8::1"),
            ("::ffff:192.0.2.1", "192.0.2.1"), ("fe80::1%eth0", "fe80::1"),
            ("192.0.2.1, 198.51.100.2", "192.0.2.1"), ("192.0.2.256", nil), ("192.0.2", nil),
            ("192.0.02.1", nil), ("host.example.org", nil), ("-", nil), ("", nil),
            ("1.2.3.4.5", nil), ("0.0.0.0", "0.0.0.0"), ("1..2.3", nil),
        ] as [(String, String?)])
    func addresses(field: String, address: String?) {
        let found = withSlice(field) { ClientAddress.parse($0) }
        #expect(found?.description == address)
    }

    @Test(
        "user agents belong to families, in the order of the rules",
        arguments: [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:27.0) Gecko/20100101 Firefox/27.0", "Firefox 27"),
            (
                "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) "
                    + "Chrome/32.0.1700.107 Safari/537.36", "Chrome 32"
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/121.0 "
                    + "Safari/537.36 Edg/121.0", "Edge 121"
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_1) AppleWebKit/537.73.11 (KHTML, like "
                    + "Gecko) Version/7.0.1 Safari/537.73.11", "Safari 7"
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 6_0 like Mac OS X) AppleWebKit/536.26 (KHTML, "
                    + "like Gecko) Version/6.0 Mobile/10A5376e Safari/8536.25 (compatible; "
                    + "Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot"
            ),
            ("Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1; SV1)", "Internet Explorer 6"),
            (
                "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko",
                "Internet Explorer 11"
            ),
            ("Opera/9.80 (Windows NT 6.1) Presto/2.12.388 Version/12.16", "Opera 9"),
            ("curl/7.88.1", "curl 7"), ("python-requests/2.31", "Python"), ("whatever", "other"),
            ("Tiny Tiny RSS/1.11 (http://tt-rss.org/)", "feed reader"), ("", "other"),
        ])
    func agents(agent: String, name: String) throws {
        let families = try UserAgentFamilies.shipped()
        let found = families.familyAndVersion(of: agent)
        #expect(found.hasPrefix(name))
        #expect(name.hasPrefix(families.family(of: agent)))
    }

    @Test("rules without words are refused, with their line")
    func badRules() {
        #expect {
            try UserAgentFamilies(
                text: "schema: 1\nfamilies:\n  - {family: x, words: []}\n", file: "rules.yaml")
        } throws: { "\($0)".hasPrefix("rules.yaml, line 3, families.1.words: ") }
    }

    @Test("an answer for a block serves its other addresses, and changes nothing")
    func blocks() async throws {
        var generator = SeededGenerator(state: 44)
        var text = "client\tstatus\n"
        for _ in 0..<2000 {
            let bytes = (0..<2).map { _ in Int.random(in: 0..<20, using: &generator) }
            text += "10.0.\(bytes[0]).\(bytes[1] * 12)\t200\n"
        }
        let asked = Mutex(0)
        func reading(withBlocks: Bool) async throws -> RecordReading {
            var configuration = RecordConfiguration()
            configuration.mapping.kinds = ["network", "as", "prefix"]
            configuration.chunkSize = 500
            configuration.lookup = AddressLookup([.originAS, .prefix]) { address in
                asked.withLock { $0 += 1 }
                var answer = AddressLookup.Answer()
                // Even thirds of a /16 are one prefix for all, odd ones are four prefixes each.
                let third = Int(address.value >> 8) & 255
                let length = third.isMultiple(of: 2) ? 23 : 26
                answer.prefix = IPPrefix(address, length: length)
                answer.originAS = UInt32(truncatingIfNeeded: address.value) >> UInt32(32 - length)
                if withBlocks { answer.block = answer.prefix }
                return answer
            }
            return try await RecordReading.of(text: text, configuration)
        }
        let without = try await reading(withBlocks: false)
        let times = asked.withLock { $0 }
        let with = try await reading(withBlocks: true)
        #expect(with.blocks == without.blocks)
        #expect(with.names[0].names == without.names[0].names)
        #expect(asked.withLock { $0 } - times < times)
    }

    @Test("an address is looked up once, and gives a fault for each name")
    func lookup() async throws {
        var builder = PrefixTableBuilder()
        builder.insert(try #require(IPPrefix("192.0.2.0/24")), origin: 64_500)
        builder.insert(try #require(IPPrefix("2001:db8::/32")), origin: 7018)
        let looked = Mutex([String]())
        var configuration = RecordConfiguration()
        let table = builder.build()
        configuration.lookup = AddressLookup([.originAS, .transitAS, .city]) { address in
            looked.withLock { $0.append(address.description) }
            guard address != IPAddress(198, 51, 100, 9) else { return nil }
            var answer = AddressLookup.Answer()
            answer.originAS = table.origin(of: address)
            guard address.family == .ipv4 else { return answer }
            answer.transitASes = [1299, 3356]
            answer.city = "Zürich, CH"
            return answer
        }
        configuration.mapping.kinds = ["as", "transit", "city", "network"]
        configuration.workers = 1
        configuration.chunkSize = 64
        let text =
            "client\tstatus\n"
            + String(
                repeating: "192.0.2.1\t500\n2001:db8::1\t200\n198.51.100.9\t200\nname\t200\n",
                count: 50)
        let reading = try await RecordReading.of(text: text, configuration)
        #expect(
            reading.patterns(of: 0) == [
                "1 as:64500@1.0 city:Zürich, CH@1.0 network:192.0.2.0/24@1.0 transit:1299@1.0 "
                    + "transit:3356@1.0": 50,
                "0 as:7018@1.0 network:2001:db8::/48@1.0": 50,
                "0 network:198.51.100.0/24@1.0": 50,
                "0": 50,
            ])
        #expect(reading.blocks[0].clients == 4)
        #expect((1...2).contains(reading.summary.failedLookups))
        // Once for each of two parsers at most, in however many pieces the address is.
        let counts = Dictionary(grouping: looked.withLock { $0 }, by: { $0 }).mapValues(\.count)
        #expect(counts.count == 3)
        #expect(counts.values.allSatisfy { $0 <= 2 })
    }
}
