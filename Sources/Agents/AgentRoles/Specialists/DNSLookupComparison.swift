import AgentRuntime
import InternetProtocols

/// What an agent's own lookup of a name says of a user's (CAPRI thesis, 8.3.2).
public enum DNSLookupComparison: String, Hashable, Sendable, CaseIterable {
    /// Neither the user nor the agent got an address.
    case errorConfirmed = "LOOKUP_ERROR_CONFIRMED"
    /// The user got no address, the agent did.
    case errorUnconfirmed = "LOOKUP_ERROR_UNCONFIRMED"
    /// Both got an address in common.
    case correct = "CORRECT"
    /// Both got addresses, of which none is common.
    case incorrect = "INCORRECT"
    /// The user got an address, the agent did not.
    case error = "LOOKUP_ERROR"
    /// As `incorrect`, but the name is another name's alias: different users may well get different addresses.
    case alias = "ALIAS"

    /// Compares two lookups.
    ///
    /// One address in common suffices: large sites give each user a few addresses of many.
    ///
    /// - Parameters:
    ///   - user: the addresses that the user got; empty when the lookup failed.
    ///   - agent: the addresses that the agent got; empty when the lookup failed.
    ///   - isAlias: whether the agent's lookup led through another name.
    public init(user: [IPAddress], agent: [IPAddress], isAlias: Bool) {
        let theirs = Set(user.map(Self.plain))
        let ours = Set(agent.map(Self.plain))
        switch (theirs.isEmpty, ours.isEmpty) {
        case (true, true): self = .errorConfirmed
        case (true, false): self = .errorUnconfirmed
        case (false, true): self = .error
        case (false, false):
            self = !theirs.isDisjoint(with: ours) ? .correct : isAlias ? .alias : .incorrect
        }
    }

    /// An address however it was written.
    private static func plain(_ address: IPAddress) -> IPAddress {
        address.mappedIPv4 ?? address.withoutZone
    }
}

/// What a user got for a name, as a request tells it.
struct UserLookup: Sendable {
    let name: DomainName
    let addresses: [IPAddress]

    /// Reads `hostname` and `ipAddrs`, which is a list with commas, empty when the lookup failed.
    init(_ invocation: TestInvocation) throws(TestFailure) {
        guard let text = invocation.inputs[AgentNames.path("hostname")],
            let name = try? DomainName(text)
        else { throw TestFailure("hostname is not the name of a host") }
        guard let list = invocation.inputs[AgentNames.path("ipAddrs")] else {
            throw TestFailure("ipAddrs is missing; leave it empty when the lookup failed")
        }
        let parts = list.split { $0 == "," || $0.isWhitespace }.prefix(64)
        let addresses = parts.compactMap { IPAddress(String($0)) }
        guard addresses.count == parts.count else {
            throw TestFailure("ipAddrs is not a list of addresses with commas")
        }
        self.name = name
        self.addresses = addresses
    }
}
