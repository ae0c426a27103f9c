import Foundation
import InternetProtocols
import Probes
import Testing
import X509

@Suite("Agreeing on TLS")
struct TLSProbeTests {
    private let certificates: TestCertificates
    private let host: TargetURL.Host

    init() throws {
        certificates = try TestCertificates()
        host = .name(try DomainName("www.example.test"))
    }

    private func handshake(
        _ server: TLSServer, trusting roots: [TestCertificates.Identity]? = nil,
        maximum: Probes.TLSVersion = .tls13, host: TargetURL.Host? = nil
    ) async throws -> TLSOutcome {
        let connected = try await TCPConnectProbe.connect(to: server.endpoint)
        return try await TLSProbe.handshake(
            over: try #require(connected.connection), serverName: host ?? self.host,
            timeout: .seconds(20), maximumVersion: maximum,
            trust: .certificates((roots ?? [certificates.root]).map { try $0.encoded }))
    }

    @Test("a chain to a trusted root proves the name")
    func trusted() async throws {
        let leaf = try certificates.leaf([.dnsName("www.example.test")])
        let server = try await TLSServer(leaf, chain: [certificates.intermediate])
        let outcome = try await handshake(server)
        #expect(outcome.failure == nil)
        #expect(outcome.findings == [])
        #expect(outcome.isTrusted)
        #expect(outcome.version == .tls13)
        #expect(outcome.applicationProtocol == "http/1.1")
        #expect(outcome.chain.count == 2)
        let summary = try #require(outcome.chain.first)
        #expect(summary.names == ["www.example.test"])
        #expect(summary.issuerName == "Test Intermediate")
        #expect(summary.keyType == "P256")
        #expect(!summary.isSelfIssued)
        let digest = MessageDigest.sha256(try leaf.encoded)
        #expect(summary.fingerprint == MessageDigest.hexadecimal(digest))
    }

    @Test("the secured channel carries a request")
    func request() async throws {
        let leaf = try certificates.leaf([.dnsName("www.example.test")])
        let server = try await TLSServer(leaf, chain: [certificates.intermediate])
        let outcome = try await handshake(server)
        let http = try await HTTPProbe.get(
            TargetURL("https://www.example.test/"), over: try #require(outcome.channel))
        #expect(http.failure == nil)
        #expect(http.status == 200)
        #expect(http.body == Array("ok".utf8))
    }

    @Test("an expired certificate is found out with its date, and the handshake still ends well")
    func expired() async throws {
        let leaf = try certificates.leaf([.dnsName("www.example.test")], from: -5, to: -1)
        let outcome = try await handshake(
            TLSServer(leaf, chain: [certificates.intermediate]))
        #expect(outcome.failure == nil)
        #expect(!outcome.isTrusted)
        #expect(
            outcome.findings == [
                .expired(notAfter: leaf.certificate.notValidAfter, subject: "CN=leaf")
            ])
    }

    @Test("a certificate before its time is found out with its date")
    func notYetValid() async throws {
        let leaf = try certificates.leaf([.dnsName("www.example.test")], from: 1, to: 5)
        let outcome = try await handshake(
            TLSServer(leaf, chain: [certificates.intermediate]))
        #expect(
            outcome.findings == [
                .notYetValid(notBefore: leaf.certificate.notValidBefore, subject: "CN=leaf")
            ])
    }

    @Test("a certificate for other names says which")
    func wrongName() async throws {
        let leaf = try certificates.leaf([.dnsName("a.test"), .dnsName("*.b.test")])
        let outcome = try await handshake(
            TLSServer(leaf, chain: [certificates.intermediate]))
        #expect(outcome.findings == [.nameMismatch(names: ["a.test", "*.b.test"])])
    }

    @Test("several findings hold at once")
    func several() async throws {
        let leaf = try certificates.leaf([.dnsName("a.test")], from: -5, to: -1)
        let outcome = try await handshake(
            TLSServer(leaf, chain: [certificates.intermediate]), trusting: [])
        #expect(outcome.findings.count == 3)
        #expect(outcome.findings.contains(.nameMismatch(names: ["a.test"])))
        #expect(outcome.findings.contains(.unknownIssuer(name: "Test Root")))
    }

    @Test("a certificate that signed itself is known as such")
    func selfSigned() async throws {
        let own = try TestCertificates.make(
            "own", issuer: nil, authority: false, names: [.dnsName("www.example.test")],
            from: certificates.now.addingTimeInterval(-60),
            to: certificates.now.addingTimeInterval(3600))
        #expect(try await handshake(TLSServer(own)).findings == [.selfSigned])
    }

    @Test("an issuer outside the trust roots is named")
    func unknownIssuer() async throws {
        let leaf = try certificates.leaf([.dnsName("www.example.test")])
        let outcome = try await handshake(
            TLSServer(leaf, chain: [certificates.intermediate, certificates.root]), trusting: [])
        #expect(outcome.findings == [.unknownIssuer(name: "Test Root")])
    }

    @Test("a left out intermediate is an incomplete chain, which fetching it completes")
    func incomplete() async throws {
        let leaf = try certificates.leaf(
            [.dnsName("www.example.test")], issuerURL: "http://ca.test/intermediate.der")
        let outcome = try await handshake(TLSServer(leaf))
        #expect(outcome.findings == [.incompleteChain(missingIssuer: "Test Intermediate")])
        #expect(outcome.chain.first?.issuerURLs == ["http://ca.test/intermediate.der"])
        let completed = await CertificateChain.examine(
            outcome.encodedChain, host: host,
            trust: .certificates([try certificates.root.encoded]), date: Date(),
            fetchedIssuers: [try certificates.intermediate.encoded])
        #expect(completed.findings == [])
    }

    @Test("a forged signature is not trusted")
    func forged() async throws {
        let impostor = try TestCertificates.make(
            "Test Intermediate", issuer: certificates.root, authority: true,
            from: certificates.now.addingTimeInterval(-60),
            to: certificates.now.addingTimeInterval(3600))
        let leaf = try certificates.leaf([.dnsName("www.example.test")], issuer: impostor)
        let outcome = try await handshake(
            TLSServer(leaf, chain: [certificates.intermediate]))
        #expect(!outcome.isTrusted)
        #expect(outcome.findings.count == 1)
    }

    @Test("an address is proven by an address in the certificate only")
    func address() async throws {
        let good = try certificates.leaf([.ipAddress(.init(contentBytes: [127, 0, 0, 1]))])
        let loopback = TargetURL.Host.address(IPAddress(127, 0, 0, 1))
        let outcome = try await handshake(
            TLSServer(good, chain: [certificates.intermediate]), host: loopback)
        #expect(outcome.isTrusted)
        let bad = try certificates.leaf([.dnsName("127.0.0.1")])
        let other = try await handshake(
            TLSServer(bad, chain: [certificates.intermediate]), host: loopback)
        #expect(other.findings == [.nameMismatch(names: ["127.0.0.1"])])
    }

    @Test("a star stands for one whole label")
    func wildcards() throws {
        let leaf = try certificates.leaf([.dnsName("*.Example.test"), .dnsName("*.test")])
        let store = CertificateSummary(
            subject: "", issuer: "", issuerName: "", names: ["*.Example.test", "*.test"],
            addresses: [], notBefore: leaf.certificate.notValidBefore,
            notAfter: leaf.certificate.notValidAfter, serialNumber: "", fingerprint: "",
            keyType: "", isSelfIssued: false, issuerURLs: [])
        #expect(try store.proves(.name(DomainName("a.example.test"))))
        #expect(try !store.proves(.name(DomainName("a.b.example.test"))))
        #expect(try !store.proves(.name(DomainName("example.test"))))
        #expect(try !store.proves(.name(DomainName("other.test"))))
    }

    @Test("a version that the server does not speak ends in its alert")
    func versionAlert() async throws {
        let leaf = try certificates.leaf([.dnsName("www.example.test")])
        let server = try await TLSServer(leaf, minimum: .tlsv13)
        let outcome = try await handshake(server, maximum: .tls12)
        #expect(outcome.failure == .tlsAlert)
        #expect(outcome.alert == TLSAlert(number: 70))
        #expect(outcome.alert?.name == "protocol_version")
    }

    private func handshake(
        timeout: Duration = .seconds(20),
        with script: @escaping @Sendable (LoopbackServer.Peer) -> Void
    ) async throws -> TLSOutcome {
        let server = try LoopbackServer(script)
        let connected = try await TCPConnectProbe.connect(to: server.endpoint)
        return try await TLSProbe.handshake(
            over: try #require(connected.connection), serverName: host, timeout: timeout,
            trust: .certificates([]))
    }

    @Test("an alert in plain bytes is read with its number")
    func handshakeAlert() async throws {
        let outcome = try await handshake { peer in
            _ = peer.receive()
            peer.send([21, 3, 3, 0, 2, 2, 40])
            _ = peer.seesEnd()
        }
        #expect(outcome.failure == .tlsAlert)
        #expect(outcome.alert?.name == "handshake_failure")
    }

    @Test("a peer that speaks plain HTTP shows its first bytes")
    func plainHTTP() async throws {
        let outcome = try await handshake { peer in
            _ = peer.receive()
            peer.send("HTTP/1.1 400 Bad Request\r\n\r\n")
            _ = peer.seesEnd()
        }
        #expect(outcome.failure == .tlsProtocolError)
        #expect(String(decoding: outcome.foreignBytes, as: UTF8.self).hasPrefix("HTTP/1.1 400"))
        #expect(outcome.reason?.isEmpty == false)
    }

    @Test("a peer that closes, one that resets and one that is silent are told apart")
    func endings() async throws {
        let closed = try await handshake { _ = $0.receive() }
        #expect(closed.failure == .connectionClosed)
        let reset = try await handshake { peer in
            _ = peer.receive()
            peer.resetOnClose()
        }
        #expect(reset.failure == .connectionReset)
        let silent = try await handshake(timeout: .milliseconds(150)) { _ = $0.seesEnd() }
        #expect(silent.failure == .timeout)
    }

    @Test("cancellation closes the connection")
    func cancels() async throws {
        let arrived = Mailbox<Int>()
        let ended = Mailbox<Bool>()
        let task = Task {
            try await handshake(timeout: .seconds(60)) { peer in
                arrived.put(peer.receive().count)
                ended.put(peer.seesEnd())
            }
        }
        #expect(try await arrived.first() != nil)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await ended.first() == true)
    }

    @Test("garbage in place of certificates is a finding and never a trap")
    func garbage() async {
        for encoded in [
            [], [0x30], [0x30, 0x84, 0xff, 0xff, 0xff, 0xff], [UInt8](repeating: 0x30, count: 500),
        ] {
            let judged = await CertificateChain.examine(
                [encoded], host: host, trust: .certificates([encoded]), date: Date())
            #expect(
                judged.findings == [.other(reason: "a certificate of the chain cannot be read")])
        }
    }

    @Test("the system's bundle is the one that the environment names")
    func environment() async throws {
        let leaf = try certificates.leaf([.dnsName("www.example.test")])
        let chain = [try leaf.encoded, try certificates.intermediate.encoded]
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let pem = try certificates.root.certificate.serializeAsPEM().pemString
        let file = directory.appendingPathComponent("0123abcd.0")
        try ("comment\n" + pem + "\n").write(to: file, atomically: true, encoding: .utf8)
        for environment in [
            ["SSL_CERT_FILE": file.path], ["SSL_CERT_DIR": directory.path],
            ["SSL_CERT_FILE": "/absent", "SSL_CERT_DIR": "/absent:\(directory.path)"],
        ] {
            let judged = await CertificateChain.examine(
                chain, host: host, trust: .system(environment: environment), date: Date())
            #expect(judged.findings == [])
        }
        let judged = await CertificateChain.examine(
            chain, host: host, trust: .system(environment: ["SSL_CERT_FILE": "/absent"]),
            date: Date())
        #expect(judged.findings == [.unknownIssuer(name: "Test Root")])
    }
}
