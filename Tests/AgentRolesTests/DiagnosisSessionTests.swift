import InternetProtocols
import Ontology
import Probes
import Reasoning
import Testing

@testable import AgentRoles

@Suite("A diagnosis under way")
struct DiagnosisSessionTests {
    private func session(
        _ url: String = "https://www.example.com/",
        change: (inout DiagnosisOptions) -> Void = { _ in }
    ) throws -> DiagnosisSession {
        let knowledge = try WhyKnowledge.shipped()
        var options = DiagnosisOptions()
        change(&options)
        var session = DiagnosisSession(
            vocabulary: knowledge.vocabulary,
            context: DiagnosisContext(
                target: try TargetURL(url), options: options, landmarks: try .shipped()))
        session.think(with: try Mind(knowledge: knowledge))
        return session
    }

    private func groups(_ decision: DiagnosisSession.Decision) -> [String] {
        if case .start(let groups) = decision { return groups }
        return []
    }

    private func ending(_ decision: DiagnosisSession.Decision) -> Diagnosis.Ending? {
        if case .stop(let ending) = decision { return ending }
        return nil
    }

    private func visit(_ end: PageVisitEnd) throws -> PageVisit {
        PageVisit(
            url: try TargetURL("https://www.example.com/"), hops: [], end: end,
            elapsed: .milliseconds(200))
    }

    @Test("free reads of this computer come first, packets only after the page had its chance")
    func freeFirst() throws {
        var session = try session()
        #expect(groups(try session.decide(elapsed: .milliseconds(1))) == ["host"])
        session.finish("host")
        #expect(groups(try session.decide(elapsed: .milliseconds(100))).isEmpty)
        session.observe(WhyVocabulary.status, .likelihood(["OK": 0.1, "FAIL": 1]))
        #expect(!groups(try session.decide(elapsed: .milliseconds(2_000))).isEmpty)
    }

    @Test("a page that came ends the diagnosis with nothing to blame")
    func reachable() throws {
        var session = try session()
        session.incorporate(try visit(.answered(status: 200)))
        #expect(ending(try session.decide(elapsed: .milliseconds(200))) == .confident)
        let report = try session.report(ending: .confident, elapsed: .milliseconds(200))
        #expect(report.diagnosis.isReachable)
        #expect(report.diagnosis.verdict.className == "none")
        #expect(report.diagnosis.verdict.probability > 0.99)
    }

    @Test("status 503 is the server's own fault, and no further test is made")
    func serverError() throws {
        var session = try session()
        session.incorporate([
            TestResult(test: "dns.system", value: "resolved"),
            TestResult(test: "tcp.target", value: "connected"),
            TestResult(test: "tls.target", value: "ok"),
            TestResult(test: "http.target", value: "server-failure", facts: ["status": "503"]),
            TestResult(test: "proxy.configured", value: "unset"),
            TestResult(test: "hosts.override", value: "absent"),
        ])
        session.incorporate(try visit(.answered(status: 503)))
        #expect(ending(try session.decide(elapsed: .milliseconds(200))) == .confident)
        let diagnosis = try session.report(ending: .confident, elapsed: .zero).diagnosis
        #expect(diagnosis.verdict.cause == "S7")
        #expect(diagnosis.statement.contains("503"))
        #expect(!diagnosis.isReachable)
    }

    @Test("silence at every port leaves the pair open and says which evidence would settle it")
    func honestPair() throws {
        var session = try session()
        session.incorporate([
            TestResult(test: "dns.system", value: "resolved"),
            TestResult(test: "tcp.target", value: "timeout"),
            TestResult(test: "internet.tcp", value: "reached"),
            TestResult(test: "neighbour.gateway", value: "reachable"),
            TestResult(test: "port.other", value: "timeout"),
            TestResult(test: "trace.target", value: "middle"),
        ])
        session.incorporate(try visit(.failed(.connecting, .timeout)))
        let diagnosis = try session.report(ending: .exhausted, elapsed: .zero).diagnosis
        let named = Set([diagnosis.verdict.cause] + diagnosis.indistinguishable)
        #expect(named.isSuperset(of: ["S1", "P2"]))
        let best = diagnosis.notAsked.max { $0.expectedGain < $1.expectedGain }
        #expect(best?.isRemote == true)
    }

    @Test("while the page may still come, what only slows pages settles nothing")
    func slowIsNotSettled() throws {
        var session = try session()
        session.incorporate([
            TestResult(test: "dns.system", value: "resolved"),
            TestResult(test: "tcp.target", value: "connected"),
            TestResult(test: "tls.target", value: "ok"),
            TestResult(test: "server.time", value: "slow"),
        ])
        session.observe(WhyVocabulary.status, .likelihood(["OK": 0.1, "FAIL": 1]))
        #expect(ending(try session.decide(elapsed: .seconds(3))) == nil)
    }

    @Test("the budget ends the search, and the report says so")
    func budget() throws {
        var session = try session { $0.budget = 0 }
        session.incorporate([TestResult(test: "dns.system", value: "not-found")])
        session.incorporate(try visit(.failed(.resolving, .nameNotFound)))
        #expect(ending(try session.decide(elapsed: .seconds(1))) == .budget)
    }

    @Test("the time limit ends the search whatever is under way")
    func timeLimit() throws {
        var session = try session { $0.timeout = .seconds(3) }
        #expect(ending(try session.decide(elapsed: .seconds(3))) == .timeout)
    }

    @Test(
        "a plain page that another site answers is not taken for the page before the network was tested"
    )
    func signInPage() throws {
        var session = try session("http://www.example.com/")
        var end = try visit(.answered(status: 200))
        end.hops = [PageVisitHop(url: try TargetURL("http://portal.example.net/login"))]
        session.incorporate(end)
        #expect(!session.pageCame)
        var started = groups(try session.decide(elapsed: .milliseconds(300)))
        for group in ["host", "target-route"] where started.contains(group) {
            session.finish(group)
            started += groups(try session.decide(elapsed: .milliseconds(301)))
        }
        #expect(started.contains("portal"))
        session.incorporate([TestResult(test: "internet.portal", value: "intercepted")])
        session.finish("portal")
        let diagnosis = try session.report(ending: .confident, elapsed: .zero).diagnosis
        #expect(diagnosis.verdict.cause == "L6")
        #expect(!diagnosis.isReachable)
    }

    @Test("a result that arrives twice counts once, the newer one")
    func newerWins() throws {
        var session = try session()
        session.incorporate([TestResult(test: "dns.system", value: "not-found")])
        session.incorporate([TestResult(test: "dns.system", value: "resolved")])
        #expect(
            session.evidence[WhyVocabulary.result(of: "dns.system")] == .value("resolved"))
        #expect(session.evidence.items.count == 1)
    }
}
