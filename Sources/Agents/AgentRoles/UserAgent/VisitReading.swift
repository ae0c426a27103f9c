import Foundation
import InternetProtocols
import Probes

/// Turns what the visit to the page met into the values of its tests.
enum VisitReading {
    /// A lookup slower than this is slow.
    static let slowLookup: Duration = .milliseconds(500)
    /// A connection that takes longer than this leads far away.
    static let longWay: Duration = .milliseconds(250)
    /// A first byte later than this is late.
    static let slowServer: Duration = .seconds(2)
    /// A page later than this is slow.
    static let slowPage: Duration = .seconds(1)

    /// The results of the lookup of the page's name.
    static func results(of resolution: PageVisitResolution, name: String) -> [TestResult] {
        let addresses = resolution.addresses
        let value: String
        let elapsed: Duration
        var subject = name
        switch resolution {
        case .literal: return []
        case .system(let outcome):
            elapsed = outcome.elapsed
            value = lookup(outcome)
        case .queried(let outcomes):
            elapsed = outcomes.map(\.elapsed).max() ?? .zero
            subject = outcomes.first?.server.address.description ?? name
            value = lookup(outcomes, addresses)
        }
        var results = [
            TestResult(
                test: "dns.system", value: value, subject: subject, elapsed: elapsed,
                detail: addresses.map(\.description).joined(separator: ", "),
                facts: addresses.first.map { ["address": $0.description] } ?? [:],
                learn: { $0.systemAddresses = addresses })
        ]
        if !addresses.isEmpty {
            let isSlow = elapsed > slowLookup
            let words = "\(Int(elapsed.milliseconds.rounded())) ms"
            results.append(
                TestResult(
                    test: "dns.time", value: isSlow ? "slow" : "quick", subject: subject,
                    elapsed: elapsed, detail: words, facts: isSlow ? ["lookupTime": words] : [:]))
        }
        return results
    }

    private static func lookup(_ outcome: SystemResolverOutcome) -> String {
        switch outcome.failure {
        case nil: resolved(outcome.addresses)
        // glibc tells a name without addresses (EAI_NODATA, -5) from one that does not exist.
        case .nameNotFound: outcome.lookupErrorNumber == -5 ? "no-address" : "not-found"
        case .timeout: "timeout"
        default: "temporary-failure"
        }
    }

    private static func resolved(_ addresses: [IPAddress]) -> String {
        if NameLookup.isSinkhole(addresses) { return "sinkhole" }
        return NameLookup.isUnroutable(addresses) ? "private" : "resolved"
    }

    private static func lookup(_ outcomes: [DNSOutcome], _ addresses: [IPAddress]) -> String {
        if !addresses.isEmpty { return resolved(addresses) }
        guard let answered = outcomes.first(where: { $0.answer != nil }) else { return "timeout" }
        switch NameLookup.value(of: answered, addresses: []) {
        case "nxdomain": return "not-found"
        case "no-data": return "no-address"
        default: return "temporary-failure"
        }
    }

    /// The result of all attempts to connect, and of their number.
    static func results(of attempts: [TCPConnectOutcome]) -> [TestResult] {
        guard let value = TCPReading.value(of: attempts) else { return [] }
        let telling =
            attempts.first { TCPReading.value(of: $0) == value } ?? attempts[attempts.count - 1]
        var facts = ["address": telling.endpoint.address.description]
        if let offender = telling.icmpError?.offender {
            let words = "\(offender) rejects it (\(value))"
            if value == "net-unreachable-on-path" || value == "host-unreachable-on-path" {
                facts["unreachableBy"] = offender.description
            } else if value.hasPrefix("rejected") {
                facts["rejectedBy"] = words
            }
        }
        var results = [
            TestResult(
                test: "tcp.target", value: value, subject: telling.endpoint.description,
                elapsed: telling.elapsed, detail: TCPReading.detail(of: telling), facts: facts)
        ]
        if telling.isConnected {
            let isLate = telling.elapsed >= PathQuality.retryAfter
            let words = "the connection took \(Int(telling.elapsed.milliseconds.rounded())) ms"
            results.append(
                TestResult(
                    test: "tcp.retries", value: isLate ? "retransmitted" : "clean",
                    subject: telling.endpoint.description, elapsed: telling.elapsed,
                    detail: words, facts: isLate ? ["lossFigure": words] : [:]))
            // A connection that was tried twice says nothing of the distance.
            if !isLate {
                results.append(
                    TestResult(
                        test: "tcp.delay", value: telling.elapsed >= longWay ? "far" : "near",
                        subject: telling.endpoint.description, elapsed: telling.elapsed,
                        detail: words))
            }
        }
        return results
    }

    /// Whether the first address was given up for another one: then connecting took longer than the
    /// connection that was used, by about the delay of RFC 8305, section 5.
    static func fallback(of hop: PageVisitHop) -> [TestResult] {
        guard let used = hop.attempts.first(where: \.isConnected),
            let stage = hop.durations[.connecting]
        else { return [] }
        let isLate = stage - used.elapsed >= .milliseconds(200)
        let detail = "\(used.endpoint) after \(Int(stage.milliseconds.rounded())) ms"
        return [
            TestResult(
                test: "tcp.fallback", value: isLate ? "fallback" : "direct",
                subject: used.endpoint.description, elapsed: stage, detail: detail)
        ]
    }

    /// The result of the proxy's answer.
    static func result(of tunnel: ProxyOutcome, proxy: String) -> TestResult {
        let value: String
        switch tunnel.status {
        case .some(200..<300): value = "established"
        case .some(407): value = "authentication"
        case .some(502), .some(503), .some(504): value = "bad-gateway"
        case .some: value = "denied"
        case nil: value = "silent"
        }
        let words = tunnel.status.map { "status \($0)" } ?? tunnel.failure?.rawValue ?? ""
        return TestResult(
            test: "proxy.connect", value: value, subject: proxy, elapsed: tunnel.elapsed,
            detail: words, facts: value == "established" ? [:] : ["proxyOutcome": words])
    }

    /// The result of the handshake.
    static func result(of tls: TLSOutcome, subject: String) -> TestResult {
        var facts = [String: String]()
        if let leaf = tls.chain.first {
            facts["validity"] =
                "from \(Wordings.day(leaf.notBefore)) to \(Wordings.day(leaf.notAfter))"
            facts["certificateNames"] =
                (leaf.names + leaf.addresses.map(\.description)).prefix(4).joined(separator: ", ")
            facts["issuer"] = leaf.isSelfIssued ? "it vouches for itself" : leaf.issuerName
        }
        if let alert = tls.alert { facts["tlsAlert"] = "alert \(alert.number), \(alert.name)" }
        return TestResult(
            test: "tls.target", value: value(of: tls), subject: subject, elapsed: tls.elapsed,
            detail: words(of: tls), facts: facts)
    }

    private static func value(of tls: TLSOutcome) -> String {
        switch tls.failure {
        case nil, .certificateRejected: break
        case .tlsAlert: return "alert"
        case .connectionReset: return "reset"
        case .connectionClosed: return "closed"
        case .timeout: return "timeout"
        case .malformedResponse, .tlsProtocolError: return "not-tls"
        default: return "reset"
        }
        // A certificate can be wrong in several ways at once: the dates are named first, then the name.
        for finding in tls.findings {
            if case .expired = finding { return "expired" }
            if case .notYetValid = finding { return "not-yet-valid" }
        }
        for finding in tls.findings {
            switch finding {
            case .nameMismatch: return "name-mismatch"
            default: continue
            }
        }
        for finding in tls.findings {
            switch finding {
            case .selfSigned: return "self-signed"
            case .incompleteChain: return "incomplete"
            case .unknownIssuer, .other: return "unknown-issuer"
            default: continue
            }
        }
        return "ok"
    }

    /// What the handshake met, in words.
    static func words(of tls: TLSOutcome) -> String {
        if let alert = tls.alert { return "alert \(alert.number) (\(alert.name))" }
        if let failure = tls.failure, failure != .certificateRejected {
            return tls.reason.map { "\(failure.rawValue): \($0)" } ?? failure.rawValue
        }
        let findings = tls.findings.map { finding in
            switch finding {
            case .expired(let date, _): "expired on \(Wordings.day(date))"
            case .notYetValid(let date, _): "not valid before \(Wordings.day(date))"
            case .nameMismatch(let names): "for \(names.prefix(4).joined(separator: ", "))"
            case .selfSigned: "signed by itself"
            case .unknownIssuer(let name): "issued by \(name), whom nobody here trusts"
            case .incompleteChain(let name): "the certificate of \(name) is missing"
            case .other(let reason): reason
            }
        }
        return findings.isEmpty ? tls.version?.rawValue ?? "" : findings.joined(separator: ", ")
    }

    /// The results of the exchange.
    static func results(of http: HTTPOutcome, subject: String) -> [TestResult] {
        if http.failure == .tlsAlert {
            // With TLS 1.3 a server's last word on the handshake comes after the client's end of it
            // (RFC 8446, section 4.4.2.4): a missing client certificate is refused only then.
            return [
                TestResult(
                    test: "tls.target", value: "alert", subject: subject, elapsed: http.elapsed,
                    detail: "the server refused after the handshake",
                    facts: ["tlsAlert": "an alert after the handshake"])
            ]
        }
        let value: String
        switch http.failure {
        case nil:
            switch http.status ?? 0 {
            case 500...599: value = "server-failure"
            case 400...499: value = "client-failure"
            default: value = "ok"
            }
        case .connectionClosed: value = "closed"
        case .connectionReset: value = "reset"
        case .timeout: value = "timeout"
        default: value = "malformed"
        }
        var facts = [String: String]()
        if let status = http.status {
            facts["status"] = String(status)
            if let text = Wordings.status(status) { facts["statusText"] = text }
            if let wait = http.value(of: "Retry-After") {
                facts["retryAfter"] = Int(wait) == nil ? "until \(wait)" : "\(wait) seconds"
            }
        }
        var results = [
            TestResult(
                test: "http.target", value: value, subject: subject, elapsed: http.elapsed,
                detail: http.failure?.rawValue ?? "status \(http.status ?? 0)", facts: facts)
        ]
        if let first = http.timeToFirstByte {
            results.append(serverTime(first, subject: subject))
        }
        if http.failure == nil, let status = http.status, (200..<300).contains(status) {
            let isEmpty = http.bodyByteCount == 0 && status != 204
            results.append(
                TestResult(
                    test: "http.content", value: isEmpty ? "empty" : "plausible",
                    subject: subject, detail: "\(http.bodyByteCount) bytes"))
        }
        return results
    }

    /// The result of waiting this long for the first byte.
    static func serverTime(_ time: Duration, subject: String, isOver: Bool = true) -> TestResult {
        let isSlow = time > slowServer
        let seconds = String(format: "%.1f s", time.milliseconds / 1000)
        let words = isOver ? "\(seconds) to the first byte" : "no byte after \(seconds)"
        return TestResult(
            test: "server.time", value: isSlow ? "slow" : "quick", subject: subject,
            elapsed: time, detail: words, facts: isSlow ? ["serverTime": words] : [:])
    }
}
