import AgentRuntime
import Foundation
import InternetProtocols
import Ontology
import Probes
import Synchronization

/// Repeats users' connections: where a vantage touches the network.
///
/// It connects to public addresses and the ports of web servers only, to one address six times a minute at
/// most and sixty times to all, keeps no content and follows no redirects: an open vantage must not be a weapon.
public final class RemoteVantageRunner: TestRunner {
    /// The URI of the agent: where the visits come from.
    public let vantage: String
    /// Which addresses and ports may be connected to.
    public let policy: AddressPolicy
    /// The longest that a visit may take.
    public let limit: Duration
    private let trust: TrustRoots
    private let rates: Mutex<(destination: RequestRate, total: RequestRate)>

    /// Makes a runner.
    ///
    /// - Parameters:
    ///   - vantage: the URI of the agent.
    ///   - policy: which addresses and ports may be connected to.
    ///   - perDestination: how often one address may be connected to.
    ///   - total: how often any may.
    ///   - trust: whose signatures count.
    ///   - limit: the longest that a visit may take.
    public init(
        vantage: String, policy: AddressPolicy = AddressPolicy(),
        perDestination: RequestRate = RequestRate(burst: 3, perMinute: 6),
        total: RequestRate = RequestRate(burst: 20, perMinute: 60),
        trust: TrustRoots = .system(environment: [:]), limit: Duration = .seconds(10)
    ) {
        self.vantage = vantage
        self.policy = policy
        self.limit = limit
        self.trust = trust
        rates = Mutex((perDestination, total))
    }

    /// Repeats a connection and compares; fails when it may not or this machine itself cannot.
    public func run(_ invocation: TestInvocation) async throws(TestFailure) -> TestFindings {
        let request = try RemoteVisitRequest(invocation.inputs, policy: policy)
        let timeLeft = try invocation.timeLeft(atMost: limit)
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        let isAdmitted = rates.withLock { rates in
            // The destination first: what it refuses must not use up what all share.
            rates.destination.admits(Self.network(of: request.endpoint.address), at: now)
                && rates.total.admits("", at: now)
        }
        guard isAdmitted else {
            throw TestFailure("this vantage has visited it often enough; ask again in a minute")
        }
        let visit = try await TestFailure.wrapping { [trust] in
            try await RemoteVisit.make(request, timeout: timeLeft, trust: trust)
        }
        guard let ending = visit.ending else {
            throw TestFailure("this vantage itself could not make the connection")
        }
        return TestFindings(values: Self.values(request, visit, ending, vantage: vantage))
    }

    /// The properties that a visit has, beside what the user told of the own one.
    static func values(
        _ request: RemoteVisitRequest, _ visit: RemoteVisit, _ ending: VisitEnding,
        vantage: String
    ) -> [PropertyPath: String] {
        var values = [
            RemoteVantage.visit:
                RemoteVisitResult(user: request.userEnding, remote: ending).rawValue,
            RemoteVantage.vantage: vantage,
        ]
        if let theirs = request.certificateHash, let ours = visit.certificateHash {
            values[RemoteVantage.certificate] = theirs == ours ? "same" : "different"
        }
        return values
    }

    /// Whose door is knocked at: an IPv4 address, or the 64 leading bits of an IPv6 address, as one host has
    /// as many of these as it likes.
    private static func network(of address: IPAddress) -> String {
        let plain = address.mappedIPv4 ?? address.withoutZone
        return IPPrefix(plain, length: plain.family == .ipv4 ? 32 : 64)?.description ?? "\(plain)"
    }
}
