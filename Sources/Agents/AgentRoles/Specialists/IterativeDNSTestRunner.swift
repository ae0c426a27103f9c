import AgentRuntime
import InternetProtocols
import Ontology
import Probes

/// Asks the name servers of a name's zone themselves and compares with what users got.
public struct IterativeDNSTestRunner: TestRunner {
    /// The servers of the root to begin with.
    public var roots: [IPEndpoint]
    /// The resolver that says where name servers stand; nil for that of this machine.
    public var resolvers: [IPEndpoint]?
    /// The port on which name servers listen; 53 except in laboratories.
    public var port: UInt16 = 53
    /// Which addresses may be asked.
    public var policy: AddressPolicy
    /// The longest that a test may take.
    public var limit: Duration = .seconds(8)

    /// Makes a runner.
    public init(
        roots: [IPEndpoint] = RootServers.hints, resolvers: [IPEndpoint]? = nil,
        policy: AddressPolicy = AddressPolicy()
    ) {
        self.roots = roots
        self.resolvers = resolvers
        self.policy = policy
    }

    /// Walks from the root to the name and compares; fails when no root server answers.
    public func run(_ invocation: TestInvocation) async throws(TestFailure) -> TestFindings {
        let user = try UserLookup(invocation)
        let timeLeft = try invocation.timeLeft(atMost: limit)
        let end = try await TestFailure.wrapping {
            var walk = DelegationWalk(
                roots: roots,
                resolver: try resolvers
                    ?? HostConfiguration.read(environment: [:]).resolver.servers)
            walk.port = port
            walk.policy = policy
            return try await walk.addresses(of: user.name, until: .now + timeLeft)
        }
        let found: [IPAddress]
        switch end {
        case .addresses(let addresses): found = addresses
        case .noAddress, .broken: found = []
        case .rootsSilent: throw TestFailure("no name server of the root answers this agent")
        }
        let result = DNSLookupComparison(user: user.addresses, agent: found, isAlias: false)
        return TestFindings(values: [IterativeDNSTest.result: result.rawValue])
    }
}
