import InternetProtocols
import Ontology
import Probes
import Reasoning

extension DiagnosisSession {
    /// Takes in what the visit to the page met on its way.
    mutating func incorporate(_ event: PageVisitEvent, now: ContinuousClock.Instant) {
        switch event {
        case .began(let stage, _, let url):
            context.move(to: url)
            context.stage = (stage, now)
        case .resolved(let resolution, _):
            // Through a proxy it is the proxy's name that is looked up here.
            guard !context.usesProxy else { return }
            incorporate(VisitReading.results(of: resolution, name: context.page.host.description))
        case .attempted(let outcome, _):
            context.attempts.append(outcome.withoutConnection)
            if outcome.isConnected, !context.usesProxy {
                context.endpoint = outcome.endpoint
                incorporate(VisitReading.results(of: context.attempts))
            }
        case .tunnelled(let tunnel, _):
            incorporate([
                VisitReading.result(of: tunnel, proxy: context.facts["proxy"] ?? "the proxy")
            ])
        case .handshaken(let tls, _):
            context.tls = tls.withoutConnection
            incorporate([VisitReading.result(of: tls, subject: context.page.host.description)])
        case .answered(let http, _):
            context.http = http
            incorporate(VisitReading.results(of: http, subject: context.page.description))
        }
    }

    /// Takes in how the visit ended.
    mutating func incorporate(_ visit: PageVisit) {
        context.visit = visit
        context.stage = nil
        for test in ["dns.system", "tcp.target"] where context.results[test] == nil {
            forget(WhyVocabulary.result(of: test))
        }
        if let hop = visit.hops.last, !context.usesProxy {
            incorporate(VisitReading.fallback(of: hop))
        }
        switch visit.end {
        case .answered(let status):
            if status == 511 {
                // RFC 6585, section 6: the network itself asks for a sign-in.
                incorporate([
                    TestResult(
                        test: "internet.portal", value: "intercepted",
                        subject: context.page.description, detail: "status 511")
                ])
            }
            observe(WhyVocabulary.status, status < 400 ? came(visit) : .value("FAIL"))
        case .failed(let stage, _):
            if stage == .connecting { noteFailedConnection() }
            observe(WhyVocabulary.status, .value("FAIL"))
        case .redirectLoop, .tooManyRedirects, .badRedirect, .redirectNotFollowed:
            let way = visit.hops.map(\.url.description)
            incorporate([
                TestResult(
                    test: "http.target", value: "redirect-loop",
                    subject: context.target.description, elapsed: visit.elapsed,
                    detail: "\(way.count) redirects",
                    facts: ["redirects": way.suffix(3).joined(separator: " -> ")])
            ])
            observe(WhyVocabulary.status, .value("FAIL"))
        }
        judgePace()
    }

    /// Takes in how quickly the page came, where that is what was asked.
    mutating func judgePace() {
        guard context.options.judgesSlowness, pageCame, let mind, let visit = context.visit else {
            return
        }
        let isSlow = visit.elapsed > VisitReading.slowPage
        observe(
            WhyVocabulary.pace,
            isSlow ? .value("slow") : .likelihood(mind.knowledge.complaint))
    }

    /// A page that plain HTTP led to another site may be the sign-in page of the network.
    private func came(_ visit: PageVisit) -> EvidenceSet.Item {
        guard context.target.scheme == .http, let last = visit.hops.last?.url,
            !isSameSite(last.host, context.target.host), context.results["internet.portal"] == nil
        else { return .value("OK") }
        return .likelihood(["OK": 0.15, "FAIL": 1])
    }

    private func isSameSite(_ left: TargetURL.Host, _ right: TargetURL.Host) -> Bool {
        guard case .name(let first) = left, case .name(let second) = right else {
            return left == right
        }
        return first.labels.suffix(2) == second.labels.suffix(2)
    }

    private mutating func noteFailedConnection() {
        guard context.usesProxy else {
            incorporate(VisitReading.results(of: context.attempts))
            return
        }
        let value = TCPReading.value(of: context.attempts) == "timeout" ? "silent" : "refused"
        let words = context.attempts.last.map(TCPReading.detail) ?? "no connection"
        incorporate([
            TestResult(
                test: "proxy.connect", value: value, subject: context.facts["proxy"] ?? "",
                elapsed: context.attempts.last?.elapsed ?? .zero, detail: words,
                facts: ["proxyOutcome": words])
        ])
    }

    /// Takes in that the page has still not come.
    mutating func wait(elapsed: Duration, now: ContinuousClock.Instant) {
        guard context.visit == nil, let knowledge = mind?.knowledge else { return }
        let passed = knowledge.waiting.last { elapsed.milliseconds >= $0.milliseconds }
        if let passed {
            observe(
                WhyVocabulary.status, .likelihood(["OK": passed.probability, "FAIL": 1]))
        }
        guard let stage = context.stage else { return }
        let waited = now - stage.began
        let test = stage.name == .resolving ? "dns.system" : "tcp.target"
        if [.resolving, .connecting].contains(stage.name), !context.usesProxy,
            let rule = knowledge.pending[test], waited.milliseconds > rule.milliseconds,
            context.results[test] == nil
        {
            observe(WhyVocabulary.result(of: test), .likelihood(rule.likelihoods))
        }
        if stage.name == .waiting, context.results["server.time"] == nil,
            waited > VisitReading.slowServer
        {
            incorporate([
                VisitReading.serverTime(
                    waited, subject: context.page.host.description, isOver: false)
            ])
        }
    }
}
