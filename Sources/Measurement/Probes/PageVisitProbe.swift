import Foundation
import InternetProtocols

/// Visits a page as a browser does: lookup, connection, TLS, request, redirects.
public enum PageVisitProbe {
    /// Visits the page and tells how each stage went.
    ///
    /// Redirects are followed by hand, each a hop of its own; cookies that a host sets are sent
    /// back to it, since many redirects wait for them. A stage that fails ends the visit.
    ///
    /// - Parameters:
    ///   - url: The page.
    ///   - options: The limits, the source, resolver, proxies and trust roots.
    ///   - onEvent: Hears of stages as they begin and end, while the visit is under way.
    /// - Throws: `CancellationError`, or ``ProbeError`` when measuring was impossible.
    public static func visit(
        _ url: TargetURL, options: PageVisitOptions = PageVisitOptions(),
        onEvent: @escaping @Sendable (PageVisitEvent) -> Void = { _ in }
    ) async throws -> PageVisit {
        let start = ContinuousClock.now
        let deadline = start + options.timeout
        var hops: [PageVisitHop] = []
        var cookies: [String: [String: String]] = [:]
        var visited: Set<String> = []
        var next = url
        func ended(_ end: PageVisitEnd) -> PageVisit {
            PageVisit(url: url, hops: hops, end: end, elapsed: ContinuousClock.now - start)
        }
        while true {
            let cookie = cookies[next.host.description, default: [:]]
                .sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                .joined(separator: "; ")
            visited.insert("\(next)\n\(cookie)")
            var visit = PageVisitHopVisit(
                index: hops.count, url: next, cookie: cookie, options: options,
                deadline: deadline, onEvent: onEvent)
            let failure = try await visit.run()
            hops.append(visit.hop)
            if let failure { return ended(.failed(failure.stage, failure.failure)) }
            guard let http = visit.hop.http, let status = http.status
            else { return ended(.failed(.waiting, .malformedResponse)) }
            guard [301, 302, 303, 307, 308].contains(status) else {
                return ended(.answered(status: status))
            }
            guard let location = http.value(of: "Location")
            else { return ended(.redirectNotFollowed(status: status)) }
            guard hops.count <= options.redirectLimit
            else { return ended(.tooManyRedirects(limit: options.redirectLimit)) }
            cookies[next.host.description, default: [:]].merge(http.cookies) { $1 }
            do throws(InternetProtocolsError) {
                next = try next.resolving(location)
            } catch {
                return ended(.badRedirect(location: String(location.prefix(200)), reason: error))
            }
            let again = cookies[next.host.description, default: [:]]
                .sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                .joined(separator: "; ")
            if visited.contains("\(next)\n\(again)") { return ended(.redirectLoop(next)) }
        }
    }
}

extension HTTPOutcome {
    /// Names and values of the cookies that the response sets, without their attributes.
    fileprivate var cookies: [String: String] {
        var cookies: [String: String] = [:]
        for field in fields.prefix(256) where field.name.lowercased() == "set-cookie" {
            let pair = field.value.prefix { $0 != ";" }.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let bytes = pair.joined().utf8
            guard pair.count == 2, !pair[0].isEmpty, cookies.count < 50,
                bytes.count < 4096, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
            else { continue }
            cookies[String(pair[0])] = String(pair[1])
        }
        return cookies
    }
}
