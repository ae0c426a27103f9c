import Foundation
import InternetProtocols
import Probes

/// Connects to well-known places on the Internet; the first that answers suffices.
struct InternetTest: LocalTest {
    let group = "internet"

    func obstacle(in context: DiagnosisContext) -> String? { nil }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        let endpoints = context.landmarks.endpoints.filter { context.allows($0.address.family) }
        let clock = ContinuousClock()
        let start = clock.now
        let outcomes = try await Connections.race(
            endpoints, timeout: .milliseconds(3_900), source: context.source)
        let value: String
        switch TCPReading.value(of: outcomes) {
        // A refusal by a reset comes from the far end, or from something that plays it.
        case "connected": value = "reached"
        case "refused", "rejected-by-target", "rejected-by-self", "rejected-on-path",
            "net-unreachable-on-path", "host-unreachable-on-path":
            value = "rejected"
        case "no-neighbour": value = "no-neighbour"
        case "no-route": value = "no-route"
        default: value = "silent"
        }
        let shown = outcomes.first(where: \.isConnected) ?? outcomes.last
        return [
            TestResult(
                test: "internet.tcp", value: value,
                subject: value == "reached"
                    ? shown?.endpoint.description ?? ""
                    : endpoints.map(\.description).joined(separator: ", "),
                elapsed: clock.now - start, detail: shown.map(TCPReading.detail) ?? "",
                facts: value == "reached" ? ["internetWorks": "The Internet itself works."] : [:])
        ]
    }
}

/// Fetches pages whose content is known, over plain HTTP; compares the clock by the way.
struct PortalTest: LocalTest {
    let group = "portal"

    func obstacle(in context: DiagnosisContext) -> String? { nil }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        let clock = ContinuousClock()
        let start = clock.now
        // A dead name server must not hide what the path does: the second page is looked up elsewhere.
        let resolver = context.landmarks.resolvers.first { context.allows($0.address.family) }
        let ways = zip(
            context.landmarks.portalChecks.prefix(2), [context.options.resolver, resolver])
        let fetched = try await withThrowingTaskGroup(of: Fetch?.self) { group in
            for (check, resolver) in ways {
                group.addTask { try await fetch(check, resolver: resolver, context) }
            }
            var best: Fetch?
            while best == nil, let next = try await group.next() { best = next }
            group.cancelAll()
            return best
        }
        let elapsed = clock.now - start
        guard let fetched else {
            return [
                TestResult(
                    test: "internet.portal", value: "failed",
                    subject: context.landmarks.portalChecks.prefix(2).map(\.url.description)
                        .joined(separator: ", "), elapsed: elapsed)
            ]
        }
        var results = [portalResult(of: fetched, elapsed: elapsed)]
        if fetched.isClean, let offset = fetched.http.clockOffset {
            var result = Self.clock(offset: offset, context, elapsed: elapsed)
            // Whether the clock explains a certificate shows only when the certificate was seen.
            result.reread = { Self.clock(offset: offset, $0, elapsed: elapsed) }
            results.append(result)
        }
        return results
    }

    private struct Fetch: Sendable {
        let check: Landmarks.PortalCheck
        let http: HTTPOutcome

        var isClean: Bool {
            guard http.status == check.status else { return false }
            guard let body = check.body else { return http.body.isEmpty }
            return String(decoding: http.body, as: UTF8.self).hasPrefix(body)
        }
    }

    private func fetch(
        _ check: Landmarks.PortalCheck, resolver: IPEndpoint?, _ context: DiagnosisContext
    ) async throws -> Fetch? {
        var options = PageVisitOptions()
        options.timeout = .milliseconds(3_500)
        options.resolver = resolver
        options.family = context.options.family
        options.source = context.source
        options.redirectLimit = 0
        let visit = try await PageVisitProbe.visit(check.url, options: options)
        guard let http = visit.hops.first?.http, http.status != nil else { return nil }
        return Fetch(check: check, http: http)
    }

    private func portalResult(of fetched: Fetch, elapsed: Duration) -> TestResult {
        let status = fetched.http.status ?? 0
        var facts = [String: String]()
        if let location = fetched.http.value(of: "Location"), !fetched.isClean {
            facts["portal"] = location
        }
        return TestResult(
            test: "internet.portal", value: fetched.isClean ? "clean" : "intercepted",
            subject: fetched.check.url.description, elapsed: elapsed,
            detail: "status \(status)" + (facts["portal"].map { ", sent on to \($0)" } ?? ""),
            facts: facts)
    }

    /// Clocks may differ by this much before certificates mind.
    private static let tolerance = 300.0

    private static func clock(
        offset: Duration, _ context: DiagnosisContext, elapsed: Duration
    ) -> TestResult {
        let seconds = offset.milliseconds / 1000
        let isWrong = abs(seconds) > tolerance
        let trueTime = Date().addingTimeInterval(seconds)
        let explains =
            context.tls?.findings.contains { finding in
                switch finding {
                case .expired(let notAfter, _): trueTime < notAfter
                case .notYetValid(let notBefore, _): trueTime > notBefore
                default: false
                }
            } ?? false
        let words = Wordings.span(abs(seconds)) + (seconds > 0 ? " slow" : " fast")
        return TestResult(
            test: "clock.offset",
            value: !isWrong ? "accurate" : explains ? "wrong" : "wrong-unrelated",
            subject: "this computer", elapsed: elapsed,
            detail: isWrong ? words : "within \(Wordings.span(max(1, abs(seconds))))",
            facts: isWrong ? ["clockOffset": "it is \(words)"] : [:])
    }
}

/// Tries DNS over TLS.
struct EncryptedResolverTest: LocalTest {
    let group = "dot"

    func obstacle(in context: DiagnosisContext) -> String? {
        context.allows(context.landmarks.encryptedResolver.address.family)
            ? nil : "only the other address family was asked for"
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        let endpoint = context.landmarks.encryptedResolver
        let outcome = try await TCPConnectProbe.connect(
            to: endpoint, timeout: .seconds(4), source: context.source)
        outcome.connection?.close()
        return [
            TestResult(
                test: "dot.reach", value: outcome.isConnected ? "works" : "blocked",
                subject: endpoint.description, elapsed: outcome.elapsed,
                detail: TCPReading.detail(of: outcome))
        ]
    }
}
