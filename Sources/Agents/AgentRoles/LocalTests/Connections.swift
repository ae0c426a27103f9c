import InternetProtocols
import Probes

/// Several attempts to connect at once.
enum Connections {
    /// Connects to all; ends with the first that is accepted, or when all have ended.
    static func race(
        _ endpoints: [IPEndpoint], timeout: Duration, source: ProbeSource
    ) async throws -> [TCPConnectOutcome] {
        try await gather(endpoints, timeout: timeout, source: source) { $0.isConnected }
    }

    /// Connects to all and waits for each.
    static func all(
        _ endpoints: [IPEndpoint], timeout: Duration, source: ProbeSource
    ) async throws -> [TCPConnectOutcome] {
        try await gather(endpoints, timeout: timeout, source: source) { _ in false }
    }

    private static func gather(
        _ endpoints: [IPEndpoint], timeout: Duration, source: ProbeSource,
        until isEnough: @Sendable (TCPConnectOutcome) -> Bool
    ) async throws -> [TCPConnectOutcome] {
        try await withThrowingTaskGroup(of: TCPConnectOutcome.self) { group in
            for endpoint in endpoints {
                group.addTask {
                    try await TCPConnectProbe.connect(
                        to: endpoint, timeout: timeout, source: source)
                }
            }
            var outcomes = [TCPConnectOutcome]()
            while let outcome = try await group.next() {
                outcome.connection?.close()
                outcomes.append(outcome.withoutConnection)
                if isEnough(outcome) { break }
            }
            group.cancelAll()
            return outcomes
        }
    }
}
