import InternetProtocols
import Probes

/// Asks the configured name servers for the name of the site, each directly.
struct ResolverTest: LocalTest {
    let group = "resolver"
    /// Longer than the slowest honest answer that is still of use, shorter than what people wait.
    static let timeout: Duration = .milliseconds(3_600)

    func obstacle(in context: DiagnosisContext) -> String? {
        if context.name == nil { return Obstacle.needsName }
        if context.usesProxy { return Obstacle.proxied }
        return context.resolvers.isEmpty ? "no name server is set" : nil
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        guard let name = context.name else { return [] }
        let answers = try await NameLookup.ask(
            name, of: Array(context.resolvers.prefix(3)), context: context, timeout: Self.timeout)
        guard let best = NameLookup.mostTelling(of: answers) else { return [] }
        let reasons = answers.flatMap { $0.outcome.answer?.extendedErrors ?? [] }
        var facts = ["resolver": best.outcome.server.address.description]
        if let answer = best.outcome.answer { facts["rcode"] = answer.responseCode.description }
        var results = [
            TestResult(
                test: "dns.resolver", value: best.value,
                subject: best.outcome.server.address.description,
                elapsed: best.outcome.elapsed, detail: best.detail, facts: facts)
        ]
        if best.outcome.answer != nil {
            results.append(
                TestResult(
                    test: "dns.extended", value: NameLookup.reason(reasons),
                    subject: best.outcome.server.address.description,
                    elapsed: best.outcome.elapsed,
                    detail: reasons.map { $0.text.isEmpty ? $0.name : "\($0.name): \($0.text)" }
                        .joined(separator: ", ")))
        }
        return results
    }
}

/// Asks the configured name servers for a name that surely exists.
struct ResolverControlTest: LocalTest {
    let group = "resolver-control"

    func obstacle(in context: DiagnosisContext) -> String? {
        ResolverTest().obstacle(in: context)
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        let answers = try await NameLookup.ask(
            context.landmarks.controlName, of: Array(context.resolvers.prefix(3)),
            context: context, timeout: ResolverTest.timeout)
        guard let best = NameLookup.mostTelling(of: answers) else { return [] }
        let value: String
        switch best.value {
        case "answered": value = "answered"
        case "timeout", "port-unreachable", "unreachable": value = "silent"
        default: value = "failed"
        }
        return [
            TestResult(
                test: "dns.control", value: value,
                subject: context.landmarks.controlName.text, elapsed: best.outcome.elapsed,
                detail: best.detail)
        ]
    }
}

/// Asks the configured name server for a name that cannot exist.
struct RandomNameTest: LocalTest {
    let group = "random-name"

    func obstacle(in context: DiagnosisContext) -> String? {
        ResolverTest().obstacle(in: context)
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        guard let server = context.resolvers.first else { return [] }
        let letters = (0..<12).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement() ?? "q" }
        // Nobody will ever own a name below `invalid` (RFC 6761); a resolver that answers makes it up.
        let name = try DomainName(String(letters) + ".invalid")
        let outcome = try await DNSProbe.query(
            name, type: .a, server: server, timeout: .seconds(2), tries: 2, source: context.source)
        let value: String
        if let answer = outcome.answer {
            value = answer.addresses.isEmpty ? "nxdomain" : "resolves"
        } else {
            value = "silent"
        }
        return [
            TestResult(
                test: "dns.random-name", value: value, subject: server.address.description,
                elapsed: outcome.elapsed,
                detail: outcome.answer?.addresses.map(\.description).joined(separator: ", ") ?? "")
        ]
    }
}

/// Asks name servers that have nothing to do with this network.
struct IndependentResolversTest: LocalTest {
    let group = "independent"

    func obstacle(in context: DiagnosisContext) -> String? {
        if context.name == nil { return Obstacle.needsName }
        return context.usesProxy ? Obstacle.proxied : nil
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        guard let name = context.name else { return [] }
        let servers = context.landmarks.resolvers.filter { server in
            context.allows(server.address.family) && !context.resolvers.contains(server)
        }
        let answers = try await NameLookup.ask(
            name, of: servers, context: context, timeout: .milliseconds(2_500))
        guard let best = NameLookup.mostTelling(of: answers) else { return [] }
        let addresses = best.outcome.answer?.addresses ?? []
        let answered = answers.filter { $0.outcome.answer != nil }.map(\.outcome.server.address)
        let subject = (answered.isEmpty ? servers.map(\.address) : answered)
            .map(\.description).joined(separator: ", ")
        var facts = [String: String]()
        if !answered.isEmpty {
            facts["askedResolvers"] = "asked the configured name server and \(subject)"
        }
        if let address = addresses.first { facts["answeredAddress"] = address.description }
        var result = TestResult(
            test: "dns.independent", value: Self.value(of: best, addresses, in: context),
            subject: subject, elapsed: best.outcome.elapsed, detail: best.detail, facts: facts,
            learn: { $0.independentAddresses = addresses })
        // Whether they agree shows only when the system's own lookup has ended.
        result.reread = { [result] context in
            var again = result
            again.value = Self.value(of: best, addresses, in: context)
            return again
        }
        return [result]
    }

    private static func value(
        of best: NameLookup.Answer, _ addresses: [IPAddress], in context: DiagnosisContext
    ) -> String {
        switch best.value {
        case "answered", "sinkhole":
            if NameLookup.isUnroutable(addresses) { return "bogus" }
            // Only addresses of a family that both sides gave can differ.
            let here = context.systemAddresses.filter { address in
                addresses.contains { $0.family == address.family }
            }
            return here.isEmpty || here.contains(where: addresses.contains)
                ? "answered" : "answered-elsewhere"
        case "nxdomain", "no-data": return best.value
        case "servfail", "refused": return "servfail"
        case "timeout": return "silent"
        default: return "unreachable"
        }
    }
}
