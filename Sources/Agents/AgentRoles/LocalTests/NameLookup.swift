import InternetProtocols
import Probes

/// Questions to name servers, and what their answers amount to.
enum NameLookup {
    /// One server's answer.
    struct Answer: Sendable {
        let outcome: DNSOutcome
        let value: String
        let detail: String
    }

    /// Asks all servers at once for the addresses of a name.
    ///
    /// Ends when every server has answered or timed out, or soon after the first good answer: then the
    /// others get as long again as that one took, and at least 100 ms.
    static func ask(
        _ name: DomainName, of servers: [IPEndpoint], context: DiagnosisContext, timeout: Duration
    ) async throws -> [Answer] {
        let types: [DNSRecordType] = [.a, .aaaa].filter {
            context.allows($0 == .a ? .ipv4 : .ipv6)
        }
        return try await withThrowingTaskGroup(of: Answer?.self) { group in
            for server in servers {
                group.addTask {
                    try await ask(name, types: types, server: server, context, timeout)
                }
            }
            var answers = [Answer]()
            var hasDeadline = false
            while let answer = try await group.next() {
                guard let answer else { break }
                answers.append(answer)
                if answer.value == "answered", !hasDeadline {
                    hasDeadline = true
                    let grace = max(.milliseconds(100), answer.outcome.elapsed)
                    group.addTask {
                        try await Task.sleep(for: grace)
                        return nil
                    }
                }
                if answers.count == servers.count { break }
            }
            group.cancelAll()
            return answers
        }
    }

    /// Asks one server for all types, and joins what comes.
    private static func ask(
        _ name: DomainName, types: [DNSRecordType], server: IPEndpoint,
        _ context: DiagnosisContext, _ timeout: Duration
    ) async throws -> Answer {
        let outcomes = try await withThrowingTaskGroup(of: DNSOutcome.self) { group in
            for type in types {
                group.addTask {
                    try await DNSProbe.query(
                        name, type: type, server: server, timeout: timeout, tries: 3,
                        source: context.source)
                }
            }
            var outcomes = [DNSOutcome]()
            for try await outcome in group { outcomes.append(outcome) }
            return outcomes
        }
        let addresses = outcomes.flatMap { $0.answer?.addresses ?? [] }
        let telling =
            outcomes.first { !($0.answer?.addresses ?? []).isEmpty }
            ?? outcomes.first { $0.answer != nil } ?? outcomes.first
        guard let telling else {
            throw ProbeError.familyMismatch(source: "no address family", target: "\(server)")
        }
        var answer = telling.answer
        answer?.answers = outcomes.flatMap { $0.answer?.answers ?? [] }
        let joined = DNSOutcome(
            name: telling.name, type: telling.type, server: server, transport: telling.transport,
            answer: answer, failure: telling.failure, errorNumber: telling.errorNumber,
            icmpError: telling.icmpError, tries: telling.tries, elapsed: telling.elapsed,
            roundTripTime: telling.roundTripTime)
        return Answer(
            outcome: joined, value: value(of: joined, addresses: addresses),
            detail: detail(of: joined, addresses: addresses))
    }

    /// The value of `dns.resolver` that an answer amounts to.
    static func value(of outcome: DNSOutcome, addresses: [IPAddress]) -> String {
        guard let answer = outcome.answer else {
            switch outcome.failure {
            case .connectionRefused: return "port-unreachable"
            case .timeout, .none: return "timeout"
            case .malformedResponse: return "servfail"
            default: return "unreachable"
            }
        }
        if !addresses.isEmpty { return isSinkhole(addresses) ? "sinkhole" : "answered" }
        switch answer.responseCode {
        case .nameError: return "nxdomain"
        case .noError: return "no-data"
        case .refused: return "refused"
        default: return "servfail"
        }
    }

    /// Whether no address can be that of a public site: all of them unspecified or this machine itself.
    static func isSinkhole(_ addresses: [IPAddress]) -> Bool {
        !addresses.isEmpty && addresses.allSatisfy { $0.isUnspecified || $0.isLoopback }
    }

    /// Whether no address can be reached over the Internet: private, link-local or this machine itself.
    static func isUnroutable(_ addresses: [IPAddress]) -> Bool {
        !addresses.isEmpty
            && addresses.allSatisfy {
                $0.isPrivate || $0.isUniqueLocal || $0.isLinkLocal || $0.isUnspecified
                    || $0.isLoopback
            }
    }

    /// The value of `dns.extended` for the reasons given (RFC 8914).
    static func reason(_ errors: [ExtendedDNSError]) -> String {
        let codes = errors.map(\.code)
        if codes.contains(where: { (15...18).contains($0) }) { return "filtered" }
        if codes.contains(where: { (1...2).contains($0) || (5...12).contains($0) }) {
            return "dnssec"
        }
        return codes.isEmpty ? "none" : "other"
    }

    /// How much a value says, most first.
    private static let order = [
        "answered", "sinkhole", "nxdomain", "no-data", "servfail", "refused", "timeout",
        "port-unreachable", "unreachable",
    ]

    /// Of several servers' answers the one that says most; of equals the first to come.
    static func mostTelling(of answers: [Answer]) -> Answer? {
        for value in order {
            if let answer = answers.first(where: { $0.value == value }) { return answer }
        }
        return answers.first
    }

    private static func detail(of outcome: DNSOutcome, addresses: [IPAddress]) -> String {
        guard let answer = outcome.answer else {
            return outcome.failure?.rawValue ?? "no answer"
        }
        if !addresses.isEmpty { return addresses.map(\.description).joined(separator: ", ") }
        return answer.responseCode.description
    }
}
