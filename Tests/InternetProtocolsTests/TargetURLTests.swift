import InternetProtocols
import Testing

@Suite("URLs")
struct TargetURLTests {
    @Test(
        "what people type becomes a whole URL",
        arguments: [
            ("example.com", "https://example.com/"),
            ("example.com:8080", "https://example.com:8080/"),
            ("example.com:8080/a", "https://example.com:8080/a"),
            ("localhost:80", "https://localhost:80/"),
            (" HTTP://Example.COM:80/A?b#c \n", "http://example.com/A?b"),
            ("https://example.com:443", "https://example.com/"),
            ("https://example.com?q", "https://example.com/?q"),
            ("//example.com/x", "https://example.com/x"), ("192.0.2.1", "https://192.0.2.1/"),
            ("::1", "https://[::1]/"), ("[::1]:8443/x", "https://[::1]:8443/x"),
            ("http://[2001:db8::1]:80/", "http://[2001:db8::1]/"),
            ("https://bücher.example/ü?ü=ß", "https://xn--bcher-kva.example/%C3%BC?%C3%BC=%C3%9F"),
            ("https://例え。テスト", "https://xn--r8jz45g.xn--zckzah/"),
            ("http://a.test/a b", "http://a.test/a%20b"),
            ("http://a.test/%41", "http://a.test/%41"),
            ("http://a.test/../b/./c/..", "http://a.test/b/"), ("http://a.test:", "http://a.test/"),
            ("example.com.", "https://example.com/"),
        ])
    func parses(_ text: String, _ expected: String) throws {
        let url = try TargetURL(text)
        #expect(url.description == expected)
        #expect(try TargetURL(url.description) == url)
    }

    @Test(
        "what is no URL of a page is refused, each for its own reason",
        arguments: [
            ("", InternetProtocolsError.empty), ("  \n", .empty),
            ("ftp://a.test/", .unsupportedScheme("ftp")),
            ("mailto:me@a.test", .unsupportedScheme("mailto")),
            ("javascript:alert(1)", .unsupportedScheme("javascript")),
            ("file:///etc/passwd", .unsupportedScheme("file")),
            ("http://a.test:0", .portOutOfRange("0")),
            ("http://a.test:65536", .portOutOfRange("65536")),
            ("http://a.test:-1", .portOutOfRange("-1")), ("a.test:99999", .portOutOfRange("99999")),
            ("http://a.test:8x", .portOutOfRange("8x")),
            ("https://user:secret@a.test/", .credentialsInURL), ("user@a.test", .credentialsInURL),
            ("https://", .missingHost("")), ("https:///path", .missingHost("")),
            ("https:a.test", .missingHost("https:a.test")), ("/path", .missingHost("")),
            ("http://a.test/%zz", .invalidPercentEscape("%zz")),
            ("http://a.test/%4", .invalidPercentEscape("%4")),
            ("http://a.test/\u{0}", .controlCharacter(0)), ("a\u{1}.test", .controlCharacter(1)),
            ("http://a\r\nb.test", .controlCharacter(13)),
            ("http://[::1", .invalidAddress("[::1")),
            ("http://[1.2.3.4]/", .invalidAddress("1.2.3.4")),
            ("http://1.2.3.256/", .numericName("1.2.3.256")), ("http://a..b/", .emptyLabel("a..b")),
            ("http://a b/", .invalidCharacter(" ", in: "a b")),
        ])
    func refuses(_ text: String, _ error: InternetProtocolsError) {
        #expect(throws: error) { try TargetURL(text) }
        #expect(!error.description.isEmpty)
    }

    @Test("a URL of more than 8192 bytes is refused")
    func tooLong() throws {
        let fits = "http://a.test/" + String(repeating: "x", count: 8192 - 14)
        #expect(try TargetURL(fits).pathAndQuery.utf8.count == 8179)
        #expect(throws: InternetProtocolsError.urlTooLong(bytes: 8193)) {
            try TargetURL(fits + "x")
        }
    }

    @Test(
        "references resolve as RFC 3986, section 5.4 has it",
        arguments: [
            ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"), ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q"), ("", "http://a/b/c/d;p?q"),
            ("g#s", "http://a/b/c/g"), (";x", "http://a/b/c/;x"), (".", "http://a/b/c/"),
            ("..", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"),
            ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("/./g", "http://a/g"),
            ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), ("./g/.", "http://a/b/c/g/"),
            ("g/../h", "http://a/b/c/h"), ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("https://h.test:1/x", "https://h.test:1/x"),
        ])
    func resolves(_ reference: String, _ expected: String) throws {
        let base = try TargetURL("http://a/b/c/d;p?q")
        #expect(try base.resolving(reference).description == expected)
    }

    @Test("random bytes never trap, and what is accepted reads back the same")
    func hostile() throws {
        var generator = SplitMix(state: 42)
        let pieces = [
            "http", "https", "://", ":", "/", "?", "#", "@", "[", "]", "%", ".", "..", "-", "xn--",
            "a", "é", "例", "\u{0}", " ", "255", "::1", "\u{200D}", "\u{FE0F}", "\u{1F600}", "８",
        ]
        for _ in 0..<5000 {
            let count = Int.random(in: 0..<12, using: &generator)
            let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }
                .joined()
            guard let url = try? TargetURL(text) else { continue }
            #expect(try TargetURL(url.description) == url, "\(text)")
            _ = try? url.resolving(text)
        }
    }
}

/// A small seeded generator (Steele, Lea and Flood, 2014).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
