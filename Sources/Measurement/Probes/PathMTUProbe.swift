import Foundation
import InternetProtocols

/// Writes little and then much, and sees what is acknowledged.
///
/// Where the way drops large packets in silence, the small write is acknowledged and the large
/// one never is. The small one comes first, for plain loss can hold up a large write as well.
public enum PathMTUProbe {
    /// What the bytes look like to the server; the request is never completed.
    public enum Payload: String, Codable, Sendable, CaseIterable {
        /// The head of an HTTP request with a field that does not end.
        case http
        /// A TLS record with a ClientHello that does not end.
        case tls
    }

    /// The bytes of the small write.
    public static let smallCount = 200
    /// The bytes of the large write.
    public static let largeCount = 24 * 1024

    /// Connects, writes 200 bytes, waits for their acknowledgement, and so with 24 KiB more.
    ///
    /// - Parameters:
    ///   - endpoint: Where to.
    ///   - hostName: The name in the `Host` field of the HTTP payload.
    ///   - payload: What the bytes look like; nil takes TLS on port 443 and HTTP elsewhere.
    ///   - connectTimeout: The limit of the attempt to connect.
    ///   - writeTimeout: How long each write may stay unacknowledged.
    ///   - source: Through which interface or from which address.
    /// - Throws: `CancellationError`, or ``ProbeError`` when nothing could be tried.
    public static func run(
        to endpoint: IPEndpoint, hostName: String? = nil, payload: Payload? = nil,
        connectTimeout: Duration = .seconds(4), writeTimeout: Duration = .seconds(4),
        source: ProbeSource = .automatic
    ) async throws -> PathMTUOutcome {
        let start = ContinuousClock.now
        let connected = try await TCPConnectProbe.connect(
            to: endpoint, timeout: connectTimeout, source: source)
        guard let connection = connected.connection else {
            return PathMTUOutcome(
                endpoint: endpoint, result: .notConnected(connected.failure ?? .other),
                elapsed: ContinuousClock.now - start)
        }
        // Whatever is left unsent must not linger in the kernel.
        connection.socket.setAbortiveClose()
        let chosen = payload ?? (endpoint.port == 443 ? .tls : .http)
        let bytes = Self.bytes(chosen, hostName: hostName ?? endpoint.address.description)
        let small = try await write(
            Array(bytes.prefix(smallCount)), over: connection, timeout: writeTimeout)
        var large: Written?
        if case .acknowledged = small.end {
            large = try await write(
                Array(bytes.dropFirst(smallCount)), over: connection, timeout: writeTimeout)
        }
        let result: PathMTUOutcome.Result =
            switch (small.end, large?.end) {
            case (.acknowledged, .acknowledged): .acknowledged
            case (.acknowledged, .pending(let bytes)): .largeUnacknowledged(bytes: bytes)
            case (.acknowledged, .ended(let failure, let unacknowledged)):
                .ended(
                    failure, acknowledgedBytes: smallCount + largeCount - unacknowledged)
            case (.pending(let bytes), _): .smallUnacknowledged(bytes: bytes)
            case (.ended(let failure, let unacknowledged), _):
                .ended(failure, acknowledgedBytes: smallCount - unacknowledged)
            case (.acknowledged, nil): .acknowledged
            }
        return PathMTUOutcome(
            endpoint: endpoint, result: result, smallElapsed: small.elapsed,
            largeElapsed: large?.elapsed, statistics: connection.statistics,
            elapsed: ContinuousClock.now - start)
    }

    private struct Written {
        enum End {
            case acknowledged
            case pending(Int)
            case ended(NetworkFailure, unacknowledged: Int)
        }

        let end: End
        /// Nil unless all was acknowledged.
        let elapsed: Duration?
    }

    /// Writes, and looks every 5 ms how much is unacknowledged: no event tells of it.
    private static func write(
        _ bytes: [UInt8], over connection: TCPConnection, timeout: Duration
    ) async throws -> Written {
        let start = ContinuousClock.now
        let deadline = start + timeout
        var rest = bytes[...]
        var unacknowledged = bytes.count
        while true {
            try Task.checkCancellation()
            var ending: NetworkFailure?
            if !rest.isEmpty {
                let taken = connection.socket.send(rest)
                if taken > 0 {
                    rest = rest.dropFirst(taken)
                } else if !SocketError(number: Int32(-taken)).wouldBlock {
                    ending = NetworkFailure(errorNumber: Int32(-taken), icmpError: nil)
                }
            }
            switch connection.socket.receive(atMost: 4096) {
            case .success(let answer) where answer.isEmpty:
                ending = ending ?? .connectionClosed
            case .failure(let error) where !error.wouldBlock:
                ending = ending ?? NetworkFailure(errorNumber: error.number, icmpError: nil)
            default: break
            }
            // A reset empties the queue unacknowledged, so only a living socket is believed.
            if ending != .connectionReset, let queued = connection.unacknowledgedBytes {
                unacknowledged = min(unacknowledged, queued + rest.count)
            }
            if unacknowledged == 0 {
                return Written(end: .acknowledged, elapsed: ContinuousClock.now - start)
            }
            if let ending {
                return Written(end: .ended(ending, unacknowledged: unacknowledged), elapsed: nil)
            }
            if ContinuousClock.now >= deadline {
                return Written(end: .pending(unacknowledged), elapsed: nil)
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// The small and the large payload together.
    static func bytes(_ payload: Payload, hostName: String) -> [UInt8] {
        let count = smallCount + largeCount
        switch payload {
        case .http:
            let host = hostName.utf8.filter { $0 > 0x20 && $0 < 0x7f }.prefix(253)
            let head =
                Array("GET / HTTP/1.1\r\nHost: ".utf8) + host
                + Array("\r\nUser-Agent: culprit\r\nX-Padding: ".utf8)
            return head + [UInt8](repeating: UInt8(ascii: "a"), count: count - head.count)
        case .tls:
            // RFC 8446, sections 4 and 5.1: full records, whose handshake message announces
            // more bytes than will come.
            let handshake: [UInt8] = [1, 0, 0x80, 0, 3, 3]
            var bytes: [UInt8] = []
            while bytes.count < count {
                bytes += [22, 3, 1, 0x40, 0]
                let isFirst = bytes.count == 5
                let content = isFirst ? handshake : []
                bytes += content + [UInt8](repeating: 0, count: 16_384 - content.count)
            }
            return Array(bytes.prefix(count))
        }
    }
}
