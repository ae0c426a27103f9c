import Foundation
import InternetProtocols
import Probes
import Testing

@Suite("Sending a datagram")
struct UDPReachProbeTests {
    @Test("a closed port answers with an ICMP error that names the target")
    func closedPort() async throws {
        let endpoint = try TestSocket.closedEndpoint(SOCK_DGRAM)
        let outcome = try await UDPReachProbe.send(to: endpoint, timeout: .seconds(5))
        #expect(outcome.failure == .connectionRefused)
        let error = try #require(outcome.icmpError)
        #expect(error.offender == endpoint.address)
        #expect(error.isPortUnreachable)
        #expect(error.origin == .icmp)
        #expect(outcome.isTargetAlive)
    }

    @Test("a datagram that comes back is kept")
    func reply() async throws {
        let server = try DatagramServer { [Array($0.reversed())] }
        let outcome = try await UDPReachProbe.send(
            to: server.endpoint, payload: [1, 2, 3], timeout: .seconds(5))
        #expect(outcome.failure == nil)
        #expect(outcome.reply == [3, 2, 1])
        #expect(outcome.isTargetAlive)
    }

    @Test("silence ends at the time limit")
    func silence() async throws {
        let server = try DatagramServer { _ in [] }
        let outcome = try await UDPReachProbe.send(
            to: server.endpoint, timeout: .milliseconds(100))
        #expect(outcome.failure == .timeout)
        #expect(!outcome.isTargetAlive)
    }
}
