import InternetProtocols
import Testing

@Suite("Domain names")
struct DomainNameTests {
    @Test(
        "international names become A-labels (RFC 3492, section 7.1, and registries' examples)",
        arguments: [
            ("Bücher.example", "xn--bcher-kva.example"), ("münchen", "xn--mnchen-3ya"),
            ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
            ("почемужеонинеговорятпорусски", "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l"),
            ("なぜみんな日本語を話してくれないのか", "xn--n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"),
            ("ليهمابتكلموشعربي", "xn--mgbcah9ar9a4efegftvvn"),
            ("faß.de", "xn--fa-hia.de"), ("e\u{301}.test", "xn--9ca.test"),
            ("ＥＸＡＭＰＬＥ.test", "example.test"), ("WWW.Example.COM.", "www.example.com"),
            ("_dmarc.example", "_dmarc.example"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ])
    func encodes(_ text: String, _ expected: String) throws {
        let name = try DomainName(text)
        #expect(name.text == expected)
        #expect(try DomainName(name.unicode) == name)
    }

    @Test(
        "what cannot be a name is refused",
        arguments: [
            "", ".", "..", "a..b", ".a", "-a", "a-", "a b", "a/b", "a\u{0}b", "a:b", "a@b",
            "xn--", "xn--a", "xn--bcher-kv", "xn--999999999999", "1.2.3.4", "a.1", "a.0x1f",
            "\u{1F600}.test", "\u{301}a", "ab--ü", "a\u{202E}b", "xn--\u{fc}",
        ])
    func refused(_ text: String) {
        #expect(throws: InternetProtocolsError.self) { try DomainName(text) }
    }

    @Test("labels have at most 63 bytes and names at most 253")
    func lengths() throws {
        let label = String(repeating: "a", count: 63)
        #expect(try DomainName(label).text == label)
        #expect(throws: InternetProtocolsError.labelTooLong(label + "a")) {
            try DomainName(label + "a")
        }
        let longest = [label, label, label, String(label.dropLast(2))].joined(separator: ".")
        #expect(try DomainName(longest).text.utf8.count == 253)
        #expect(throws: InternetProtocolsError.nameTooLong(bytes: 254)) {
            try DomainName(longest + "a")
        }
    }

    @Test("a name lies within itself and its parents only")
    func within() throws {
        let name = try DomainName("www.example.com")
        #expect(try name.isWithin(DomainName("example.com")))
        #expect(name.isWithin(name))
        #expect(try !DomainName("wexample.com").isWithin(DomainName("example.com")))
    }

    @Test("codes have the names of their registries")
    func codes() {
        #expect(DNSResponseCode.nameError.description == "NXDOMAIN")
        #expect(DNSResponseCode(rawValue: 99).description == "RCODE99")
        #expect(ExtendedDNSError(code: 15, text: "").name == "Blocked")
        #expect(ExtendedDNSError(code: 24, text: "").name == "Invalid Data")
        #expect(ExtendedDNSError(code: 29, text: "").name == "Synthesized")
        #expect(ExtendedDNSError(code: 6, text: "").saysSignatureInvalid)
        #expect(ExtendedDNSError(code: 17, text: "").saysWithheld)
        #expect(!ExtendedDNSError(code: 22, text: "").saysWithheld)
    }
}
