import AgentRuntime
import Foundation
import Testing

@Suite("What is revealed of names")
struct TrustRevelationTests {
    /// Made with: `printf NAME | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102...1f -binary | head -c 16 | base64`.
    @Test(
        "hashes are those that OpenSSL makes",
        arguments: [
            ("www.example.com", "5AvQaZFrqqswHqP9tbAf9Q=="),
            ("192.0.2.1", "YxiA3CWEt9IjsANR/1PfFg=="),
            ("bücher.example", "PNhe6igXkx+nV0THPLGqXw=="),
        ])
    func sameAsOpenSSL(name: String, expected: String) throws {
        let hash = try #require(NameHash(key: Array(0..<32)))
        #expect(hash.hash(host: name) == expected)
        #expect(
            NameHash(base64Key: Data(0..<32).base64EncodedString())?.hash(host: name) == expected)
    }

    @Test("case and the dot at the end do not matter for hosts")
    func hosts() throws {
        let hash = try #require(NameHash(key: Array(0..<32)))
        #expect(hash.hash(host: "WWW.Example.COM.") == hash.hash(host: "www.example.com"))
        #expect(hash.hash(host: "2001:DB8::1") == hash.hash(host: "2001:db8::1"))
        #expect(hash.hash(host: "www.example.org") != hash.hash(host: "www.example.com"))
        let other = try #require(NameHash(key: Array(1..<33)))
        #expect(hash.hash(host: "www.example.com") != other.hash(host: "www.example.com"))
    }

    @Test("case matters for the path of a URL and not for its host")
    func urls() throws {
        let hash = try #require(NameHash(key: Array(0..<32)))
        #expect(
            hash.hash(url: "HTTPS://WWW.Example.com/A?b=C")
                == hash.hash(url: "https://www.example.com/A?b=C"))
        #expect(
            hash.hash(url: "https://www.example.com/A")
                != hash.hash(url: "https://www.example.com/a"))
        #expect(hash.hash(url: "HTTP://Example.com") == hash.hash(url: "http://example.com"))
    }

    @Test("a key that is too short or no base64 is none")
    func keys() {
        #expect(NameHash(key: Array(0..<15)) == nil)
        #expect(NameHash(base64Key: "not base64!") == nil)
    }

    @Test("nothing, hashes or everything is revealed, of each kind of name")
    func revelation() throws {
        let hash = try #require(NameHash(key: Array(0..<32)))
        let names: [Revelation.Name] = [
            .destination("www.example.com"), .address("192.0.2.1"),
            .url("https://www.example.com/"),
        ]
        #expect(names.map { Revelation.none.reveal($0, hash: hash) } == [nil, nil, nil])
        #expect(
            names.map { Revelation.hash.reveal($0, hash: hash) } == [
                .hash(hash.hash(host: "www.example.com")), .hash(hash.hash(host: "192.0.2.1")),
                .hash(hash.hash(url: "https://www.example.com/")),
            ])
        #expect(
            names.map { Revelation.full.reveal($0, hash: nil) } == [
                .name("www.example.com"), .name("192.0.2.1"), .name("https://www.example.com/"),
            ])
        // Without a key there is no hash, and the name itself must not be told in its place.
        #expect(names.map { Revelation.hash.reveal($0, hash: nil) } == [nil, nil, nil])
    }
}
