import Foundation
import InternetProtocols
import Probes
import Testing

@Suite("Visiting a page")
struct PageVisitProbeTests {
    /// A server that answers by path; the answer may name its own port as `PORT`.
    private func server(_ pages: [String: String]) throws -> LoopbackServer {
        try LoopbackServer { peer in
            let head = peer.receiveHead()
            let path = head.split(separator: " ").dropFirst().first.map { String($0) } ?? ""
            peer.send(pages[path] ?? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        }
    }

    private func url(_ server: LoopbackServer, _ path: String = "/") throws -> TargetURL {
        try TargetURL("http://\(server.endpoint)\(path)")
    }

    private func redirect(_ location: String, _ more: String = "") -> String {
        "HTTP/1.1 302 Found\r\nLocation: \(location)\r\n\(more)Content-Length: 0\r\n\r\n"
    }

    @Test("redirects are followed, each a hop with its measurements")
    func redirects() async throws {
        let server = try server([
            "/": redirect("/a/b"), "/a/b": redirect("../c?d=1"),
            "/c?d=1": "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone",
        ])
        let events = Mailbox<String>()
        let visit = try await PageVisitProbe.visit(url(server)) { event in
            if case .began(let stage, let hop, _) = event { events.put("\(hop) \(stage)") }
        }
        #expect(visit.end == .answered(status: 200))
        #expect(visit.hops.map(\.url.pathAndQuery) == ["/", "/a/b", "/c?d=1"])
        #expect(visit.hops.last?.http?.body == Array("done".utf8))
        #expect(visit.hops.allSatisfy { $0.endpoint == server.endpoint })
        #expect(visit.hops.allSatisfy { $0.attempts.count == 1 })
        #expect(visit.hops.allSatisfy { $0.durations[.connecting] != nil })
        #expect(
            events.values.filter { $0.hasPrefix("0 ") }
                == ["0 resolving", "0 connecting", "0 waiting"])
    }

    @Test("a redirect in a circle is seen, and so are too many and unusable ones")
    func badRedirects() async throws {
        let circle = try server(["/": redirect("/x"), "/x": redirect("/")])
        #expect(
            try await PageVisitProbe.visit(url(circle)).end == .redirectLoop(url(circle)))
        let endless = try LoopbackServer { peer in
            let path = peer.receiveHead().split(separator: " ").dropFirst().first ?? ""
            peer.send("HTTP/1.1 301 x\r\nLocation: \(path)a\r\nContent-Length: 0\r\n\r\n")
        }
        let many = try await PageVisitProbe.visit(url(endless))
        #expect(many.end == .tooManyRedirects(limit: 10))
        #expect(many.hops.count == 11)
        let scheme = try server(["/": redirect("ftp://a.test/")])
        #expect(
            try await PageVisitProbe.visit(url(scheme)).end
                == .badRedirect(location: "ftp://a.test/", reason: .unsupportedScheme("ftp")))
        let nowhere = try server(["/": "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"])
        #expect(
            try await PageVisitProbe.visit(url(nowhere)).end == .redirectNotFollowed(status: 302))
    }

    @Test("a redirect to itself that sets a cookie is no circle")
    func cookies() async throws {
        let server = try LoopbackServer { peer in
            let head = peer.receiveHead()
            peer.send(
                head.contains("Cookie: seen=yes")
                    ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                    : "HTTP/1.1 302 x\r\nLocation: /\r\nSet-Cookie: seen=yes; Path=/\r\n"
                        + "Content-Length: 0\r\n\r\n")
        }
        #expect(try await PageVisitProbe.visit(url(server)).end == .answered(status: 200))
    }

    @Test("a closed port fails at connecting, with the attempt")
    func refused() async throws {
        let visit = try await PageVisitProbe.visit(
            TargetURL("http://\(TestSocket.closedEndpoint())/"))
        #expect(visit.end == .failed(.connecting, .connectionRefused))
        #expect(visit.hops.first?.attempts.first?.failure == .connectionRefused)
    }

    @Test("a given resolver is asked, and a second address is tried when the first refuses")
    func resolver() async throws {
        let server = try server(["/": "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"])
        let names = try DatagramServer { query in
            var reply = DNSReply()
            // The type is the last but one number of the question.
            if query.dropLast(13).last == 1 {
                reply.answers = [
                    DNSReply.record(1, [127, 0, 0, 2]), DNSReply.record(1, [127, 0, 0, 1]),
                ]
            }
            return [reply.bytes(to: query)]
        }
        var options = PageVisitOptions()
        options.resolver = names.endpoint
        let visit = try await PageVisitProbe.visit(
            TargetURL("http://www.example.test:\(server.endpoint.port)/"), options: options)
        #expect(visit.end == .answered(status: 200))
        let hop = try #require(visit.hops.first)
        #expect(hop.attempts.map(\.failure) == [.connectionRefused, nil])
        #expect(hop.endpoint == server.endpoint)
        guard case .queried(let outcomes) = hop.resolution else {
            Issue.record("the resolver was not asked")
            return
        }
        #expect(outcomes.map(\.type) == [.aaaa, .a])
    }

    @Test("an address that stays silent is given up when the next one answers, and is recorded")
    func abandoned() async throws {
        let (silent, held) = try await TCPConnectProbeTests.silentServer()
        let port = silent.endpoint.port
        let live = try LoopbackServer(address: IPAddress(127, 0, 0, 9), port: port) { peer in
            _ = peer.receiveHead()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        let names = try DatagramServer { query in
            var reply = DNSReply()
            if query.dropLast(13).last == 1 {
                reply.answers = [
                    DNSReply.record(1, [127, 0, 0, 1]), DNSReply.record(1, [127, 0, 0, 9]),
                ]
            }
            return [reply.bytes(to: query)]
        }
        var options = PageVisitOptions()
        options.resolver = names.endpoint
        options.timeout = .seconds(60)
        options.connectTimeout = .seconds(60)
        let visit = try await PageVisitProbe.visit(
            TargetURL("http://www.example.test:\(port)/"), options: options)
        #expect(visit.end == .answered(status: 200))
        let hop = try #require(visit.hops.first)
        #expect(hop.endpoint == live.endpoint)
        #expect(hop.abandonedAttempts.map(\.endpoint) == [silent.endpoint])
        #expect(hop.abandonedAttempts.allSatisfy { $0.elapsed >= .milliseconds(250) })
        withExtendedLifetime(held) {}
    }

    @Test("a source address leaves only addresses of its family")
    func sourceFamily() async throws {
        let server = try server(["/": "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"])
        var options = PageVisitOptions()
        options.source = ProbeSource(address: try IPAddress(parsing: "::1"))
        let visit = try await PageVisitProbe.visit(url(server), options: options)
        #expect(visit.end == .failed(.resolving, .nameNotFound))
    }

    @Test("a left out issuer is fetched from where the certificate says", arguments: [false, true])
    func issuer(_ asPEM: Bool) async throws {
        let certificates = try TestCertificates()
        let encoded = try certificates.intermediate.encoded
        let body =
            asPEM
            ? Array(try certificates.intermediate.certificate.serializeAsPEM().pemString.utf8)
            : encoded
        let server = try LoopbackServer { peer in
            _ = peer.receiveHead()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n")
            peer.send(body)
        }
        let outcome = try await IssuerCertificateProbe.fetch("http://\(server.endpoint)/ca.der")
        #expect(outcome.certificate == encoded)
        let other = try LoopbackServer { peer in
            _ = peer.receiveHead()
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnone")
        }
        let nothing = try await IssuerCertificateProbe.fetch("http://\(other.endpoint)/")
        #expect(nothing.certificate == nil)
    }

    @Test("a name that the resolver denies ends the visit at resolving")
    func nameNotFound() async throws {
        let names = try DatagramServer { query in
            var reply = DNSReply()
            reply.flags = 0x8183
            return [reply.bytes(to: query)]
        }
        var options = PageVisitOptions()
        options.resolver = names.endpoint
        let visit = try await PageVisitProbe.visit(
            TargetURL("https://www.example.test/"), options: options)
        #expect(visit.end == .failed(.resolving, .nameNotFound))
    }

    @Test("over TLS an untrusted certificate ends the visit before anything is sent")
    func tls() async throws {
        let certificates = try TestCertificates()
        let leaf = try certificates.leaf([.ipAddress(.init(contentBytes: [127, 0, 0, 1]))])
        let server = try await TLSServer(leaf, chain: [certificates.intermediate])
        let url = try TargetURL("https://\(server.endpoint)/")
        var options = PageVisitOptions()
        options.trust = .certificates([])
        let refused = try await PageVisitProbe.visit(url, options: options)
        #expect(refused.end == .failed(.handshaking, .certificateRejected))
        #expect(refused.hops.first?.http == nil)
        #expect(refused.hops.first?.tls?.findings == [.unknownIssuer(name: "Test Root")])
        options.sendsDespiteUntrustedCertificate = true
        #expect(
            try await PageVisitProbe.visit(url, options: options).end == .answered(status: 200))
        options.sendsDespiteUntrustedCertificate = false
        options.trust = .certificates([try certificates.root.encoded])
        #expect(
            try await PageVisitProbe.visit(url, options: options).end == .answered(status: 200))
    }

    @Test("the limit of the whole visit holds, and events told what was under way")
    func timeLimit() async throws {
        let server = try LoopbackServer { _ = $0.seesEnd() }
        let events = Mailbox<PageVisitStage>()
        var options = PageVisitOptions()
        options.timeout = .milliseconds(300)
        let start = ContinuousClock.now
        let visit = try await PageVisitProbe.visit(url(server), options: options) { event in
            if case .began(let stage, _, _) = event { events.put(stage) }
        }
        #expect(visit.end == .failed(.waiting, .timeout))
        #expect(ContinuousClock.now - start < .seconds(8))
        #expect(events.values.last == .waiting)
    }

    @Test("cancellation ends a visit")
    func cancels() async throws {
        let arrived = Mailbox<String>()
        let ended = Mailbox<Bool>()
        let server = try LoopbackServer { peer in
            arrived.put(peer.receiveHead())
            ended.put(peer.seesEnd())
        }
        let page = try url(server)
        let task = Task { try await PageVisitProbe.visit(page) }
        #expect(try await arrived.first() != nil)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await ended.first() == true)
    }

    @Test("a proxy gets the whole URL in clear text, with its credentials")
    func plainProxy() async throws {
        let heads = Mailbox<String>()
        let proxy = try LoopbackServer { peer in
            heads.put(peer.receiveHead())
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        var options = PageVisitOptions()
        options.proxies = ProxyConfiguration(
            environment: ["http_proxy": "http://user:p%40ss@\(proxy.endpoint)"])
        let visit = try await PageVisitProbe.visit(
            TargetURL("http://www.example.test/a"), options: options)
        #expect(visit.end == .answered(status: 200))
        #expect(visit.hops.first?.proxy?.port == proxy.endpoint.port)
        let head = try #require(heads.values.first)
        #expect(head.hasPrefix("GET http://www.example.test/a HTTP/1.1\r\n"))
        #expect(head.contains("Proxy-Authorization: Basic dXNlcjpwQHNz\r\n"))
    }

    @Test("a proxy that refuses the tunnel ends the visit with its status")
    func refusedTunnel() async throws {
        let heads = Mailbox<String>()
        let proxy = try LoopbackServer { peer in
            heads.put(peer.receiveHead())
            peer.send("HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic\r\n\r\n")
        }
        var options = PageVisitOptions()
        options.proxies = ProxyConfiguration(environment: ["all_proxy": "\(proxy.endpoint)"])
        let visit = try await PageVisitProbe.visit(
            TargetURL("https://www.example.test/"), options: options)
        #expect(visit.end == .failed(.tunnelling, .proxyRefused))
        let tunnel = try #require(visit.hops.first?.tunnel)
        #expect(tunnel.status == 407)
        #expect(tunnel.fields == [HTTPField(name: "Proxy-Authenticate", value: "Basic")])
        #expect(heads.values.first?.hasPrefix("CONNECT www.example.test:443 HTTP/1.1\r\n") == true)
    }

    @Test("a tunnel carries TLS to the server behind the proxy")
    func tunnel() async throws {
        let certificates = try TestCertificates()
        let leaf = try certificates.leaf([.dnsName("www.example.test")])
        let server = try await TLSServer(leaf, chain: [certificates.intermediate])
        let target = server.endpoint
        let proxy = try LoopbackServer { peer in
            _ = peer.receiveHead()
            guard let far = TunnelEnd.connect(to: target) else { return }
            peer.send("HTTP/1.1 200 Connection established\r\n\r\n")
            TunnelEnd.relay(peer.descriptor, far)
        }
        var options = PageVisitOptions()
        options.proxies = ProxyConfiguration(environment: ["https_proxy": "\(proxy.endpoint)"])
        options.trust = .certificates([try certificates.root.encoded])
        let visit = try await PageVisitProbe.visit(
            TargetURL("https://www.example.test/"), options: options)
        #expect(visit.end == .answered(status: 200))
        #expect(visit.hops.first?.tunnel?.status == 200)
        #expect(visit.hops.first?.tls?.isTrusted == true)
    }
}

/// The far side of a proxy in the tests.
enum TunnelEnd {
    static func connect(to endpoint: IPEndpoint) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = endpoint.port.bigEndian
        withUnsafeMutableBytes(of: &address.sin_addr) {
            $0.copyBytes(from: endpoint.address.bytes)
        }
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, size)
            }
        }
        return result == 0 ? descriptor : nil
    }

    static func relay(_ left: Int32, _ right: Int32) {
        defer { close(right) }
        var polled = [
            pollfd(fd: left, events: Int16(POLLIN), revents: 0),
            pollfd(fd: right, events: Int16(POLLIN), revents: 0),
        ]
        var bytes = [UInt8](repeating: 0, count: 65_536)
        while poll(&polled, 2, 3000) > 0 {
            for (index, other) in [right, left].enumerated() where polled[index].revents != 0 {
                let count = recv(polled[index].fd, &bytes, bytes.count, 0)
                if count <= 0 { return }
                _ = send(other, bytes, count, Int32(MSG_NOSIGNAL))
            }
        }
    }
}
