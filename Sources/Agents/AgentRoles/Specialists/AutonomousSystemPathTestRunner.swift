import AgentRuntime
import InternetProtocols
import Ontology
import Probes
import RoutingData

/// Traces the way to addresses by TCP and names the autonomous systems on it.
public struct AutonomousSystemPathTestRunner: TestRunner {
    /// The origins of addresses.
    public var table: PrefixTable
    /// The autonomous system of this agent; nil to take it from the user's address.
    public var autonomousSystem: UInt32?
    /// Which addresses may be traced.
    public var policy: AddressPolicy
    /// The ports to trace to, one after the other until one answers.
    public var ports: [UInt16] = [443, 80]
    /// The longest that one trace may take.
    public var limit: Duration = .seconds(4)

    /// Makes a runner.
    public init(
        table: PrefixTable, autonomousSystem: UInt32? = nil,
        policy: AddressPolicy = AddressPolicy()
    ) {
        self.table = table
        self.autonomousSystem = autonomousSystem
        self.policy = policy
    }

    /// Traces and says whether the destination's autonomous system was reached.
    ///
    /// Fails when this machine cannot send, and when nothing answered and nobody knows whose the address is.
    public func run(_ invocation: TestInvocation) async throws(TestFailure) -> TestFindings {
        guard let text = invocation.inputs[AgentNames.path("destIP")],
            let address = IPAddress(text)
        else { throw TestFailure("destIP is not an address") }
        if let refusal = policy.refusal(of: address) { throw TestFailure(refusal) }
        let user = invocation.inputs[AgentNames.path("srcIP")].flatMap { IPAddress($0) }
        let source = autonomousSystem ?? user.flatMap(table.origin(of:))
        var path: AutonomousSystemPath?
        for port in ports where path?.isReached != true {
            // A second trace is worth the time that is left, and no more.
            if path != nil, (try? invocation.timeLeft(atMost: limit)) == nil { break }
            let timeLeft = try invocation.timeLeft(atMost: limit)
            let trace = try await TestFailure.wrapping {
                try await TCPTraceProbe.trace(
                    to: IPEndpoint(address, port: port), timeout: timeLeft)
            }
            if case .notSent(let failure, _) = trace.end {
                throw TestFailure("this agent cannot send to \(address): \(failure.rawValue)")
            }
            let next = AutonomousSystemPath(trace, table: table, source: source)
            if path == nil || next.isReached || next.systems.count > path?.systems.count ?? 0 {
                path = next
            }
        }
        guard let path, path.isReached || path.destination != nil else {
            throw TestFailure("nobody here knows the autonomous system of \(address)")
        }
        var values = [
            AutonomousSystemPathTest.result: path.isReached ? "OK" : "FAIL",
            AutonomousSystemPathTest.systems: path.systems.map { String($0) }
                .joined(separator: ","),
        ]
        values[AutonomousSystemPathTest.source] = source.map { String($0) }
        values[AutonomousSystemPathTest.destination] = path.destination.map { String($0) }
        return TestFindings(values: values)
    }
}
