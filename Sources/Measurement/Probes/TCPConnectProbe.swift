import Foundation
import InternetProtocols

/// Connects by TCP and says how it ended.
public enum TCPConnectProbe {
    /// Connects to the endpoint.
    ///
    /// The error queue of the socket is open while it connects, so that an ICMP error is known
    /// with its sender: an error number alone does not tell near from far. A gateway that does
    /// not answer takes the kernel 3.1 s to say so; a shorter limit turns that into a timeout.
    ///
    /// - Parameters:
    ///   - endpoint: Where to.
    ///   - timeout: The limit of the whole attempt.
    ///   - source: Through which interface or from which address.
    ///   - timeToLive: How many hops the packets live; nil for the system's default.
    /// - Throws: `CancellationError`, or ``ProbeError`` when no attempt could be made.
    public static func connect(
        to endpoint: IPEndpoint, timeout: Duration = .seconds(4),
        source: ProbeSource = .automatic, timeToLive: Int? = nil
    ) async throws -> TCPConnectOutcome {
        try Task.checkCancellation()
        let start = ContinuousClock.now
        let deadline = start + timeout
        guard let socket = try ProbeSocket.open(.stream, family: endpoint.address.family) else {
            return TCPConnectOutcome(
                endpoint: endpoint, failure: .familyNotSupported, errorNumber: EAFNOSUPPORT,
                elapsed: ContinuousClock.now - start)
        }
        defer { if Task.isCancelled { socket.close() } }
        socket.setErrorQueue(true)
        if let timeToLive { try socket.setTimeToLive(timeToLive) }
        var icmpError: ICMPError?
        var errorNumber = try socket.bind(to: source)
        if errorNumber == 0 { errorNumber = try socket.connect(to: endpoint) }
        while errorNumber == EINPROGRESS || errorNumber == EINTR {
            guard try await socket.wait(for: .writable, until: deadline) else {
                errorNumber = ETIMEDOUT
                break
            }
            errorNumber = socket.pendingError
            icmpError = socket.takeICMPError() ?? icmpError
            // An entry in the queue alone wakes the wait without ending the attempt.
            if errorNumber == 0, !socket.hasPeer { errorNumber = EINPROGRESS }
        }
        let elapsed = ContinuousClock.now - start
        icmpError = socket.takeICMPError() ?? icmpError
        let localEndpoint = socket.localEndpoint.flatMap { $0.port == 0 ? nil : $0 }
        guard errorNumber == 0 else {
            return TCPConnectOutcome(
                endpoint: endpoint,
                failure: NetworkFailure(errorNumber: errorNumber, icmpError: icmpError),
                errorNumber: errorNumber, icmpError: icmpError, localEndpoint: localEndpoint,
                elapsed: elapsed)
        }
        // On an established connection a passing ICMP error would end it.
        socket.setErrorQueue(false)
        return TCPConnectOutcome(
            endpoint: endpoint, failure: nil, icmpError: icmpError, localEndpoint: localEndpoint,
            elapsed: elapsed, connection: TCPConnection(endpoint: endpoint, socket: socket))
    }
}
