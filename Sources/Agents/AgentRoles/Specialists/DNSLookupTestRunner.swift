import AgentRuntime
import InternetProtocols
import Ontology
import Probes

/// Looks names up with the agent's own resolver and compares with what users got.
public struct DNSLookupTestRunner: TestRunner {
    /// The name servers to ask; nil for those of this machine.
    public var resolvers: [IPEndpoint]?
    /// The longest that a lookup may take.
    public var limit: Duration = .seconds(6)

    /// Makes a runner that asks these name servers, or those of this machine.
    public init(resolvers: [IPEndpoint]? = nil) { self.resolvers = resolvers }

    /// Looks the name up and compares.
    ///
    /// When no name server answers at all, that says nothing of the name, and the test fails.
    public func run(_ invocation: TestInvocation) async throws(TestFailure) -> TestFindings {
        let user = try UserLookup(invocation)
        let timeLeft = try invocation.timeLeft(atMost: limit)
        let answers = try await TestFailure.wrapping {
            let servers =
                try resolvers ?? HostConfiguration.read(environment: [:]).resolver.servers
            return try await Self.ask(user.name, servers: servers, timeout: timeLeft)
        }
        guard !answers.isEmpty else {
            throw TestFailure("this agent's own name server does not answer")
        }
        let result = DNSLookupComparison(
            user: user.addresses, agent: answers.flatMap(\.addresses),
            isAlias: answers.contains { !$0.canonicalNames.isEmpty })
        return TestFindings(values: [
            AgentNames.path("verifyDNSLookupTest", "dnsLookupResult"): result.rawValue
        ])
    }

    /// Asks the servers one after the other for both kinds of address, until one answers.
    static func ask(
        _ name: DomainName, servers: [IPEndpoint], timeout: Duration
    ) async throws -> [DNSAnswer] {
        let deadline = ContinuousClock.now + timeout
        for (index, server) in servers.prefix(3).enumerated() {
            // What is left is divided among the servers that are left.
            let share =
                (deadline - ContinuousClock.now) / (min(3, servers.count) - index)
            guard share > .zero else { break }
            async let four = DNSProbe.query(name, type: .a, server: server, timeout: share)
            async let six = DNSProbe.query(name, type: .aaaa, server: server, timeout: share)
            let answers = try await [four, six].compactMap(\.answer)
            if !answers.isEmpty { return answers }
        }
        return []
    }
}
