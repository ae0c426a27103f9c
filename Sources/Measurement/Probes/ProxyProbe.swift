import Foundation
import InternetProtocols

/// Asks a proxy for a tunnel and says how that ended.
public enum ProxyProbe {
    /// Sends CONNECT over an open connection to the proxy (RFC 9110, section 9.3.6).
    ///
    /// The connection is the tunnel when the outcome has no failure; not a byte behind the
    /// proxy's head is taken from it.
    ///
    /// - Parameters:
    ///   - connection: The open connection to the proxy.
    ///   - target: The host to reach; the proxy looks its name up.
    ///   - port: The port to reach.
    ///   - credentials: `user:password` for the Basic scheme (RFC 7617).
    ///   - timeout: The limit of the exchange.
    /// - Throws: `CancellationError`.
    public static func connect(
        over connection: TCPConnection, target: TargetURL.Host, port: UInt16,
        credentials: String? = nil, timeout: Duration = .seconds(6)
    ) async throws -> ProxyOutcome {
        try Task.checkCancellation()
        let start = ContinuousClock.now
        let deadline = start + timeout
        let host: String =
            switch target {
            case .address(let address) where address.family == .ipv6: "[\(address.withoutZone)]"
            default: target.description
            }
        var request = "CONNECT \(host):\(port) HTTP/1.1\r\nHost: \(host):\(port)\r\n"
        if let credentials {
            let encoded = Data(credentials.utf8).base64EncodedString()
            request += "Proxy-Authorization: Basic \(encoded)\r\n"
        }
        request += "\r\n"
        func ended(_ failure: NetworkFailure, _ errorNumber: Int32 = 0) -> ProxyOutcome {
            ProxyOutcome(
                failure: failure, errorNumber: errorNumber, elapsed: ContinuousClock.now - start)
        }
        let write = try await connection.write(Array(request.utf8), until: deadline)
        if let failure = write.failure { return ended(failure, write.errorNumber) }
        let read = try await connection.readHead(atMost: 65_536, until: deadline)
        if let failure = read.failure { return ended(failure, read.errorNumber) }
        guard let head = HTTPHeadText(read.bytes) else { return ended(.malformedResponse) }
        return ProxyOutcome(
            failure: (200..<300).contains(head.status) ? nil : .proxyRefused, status: head.status,
            fields: head.fields, elapsed: ContinuousClock.now - start)
    }
}

extension TCPConnection {
    /// The bytes up to and with the empty line that ends an HTTP head, and nothing behind it.
    fileprivate func readHead(
        atMost limit: Int, until deadline: ContinuousClock.Instant
    ) async throws -> (bytes: [UInt8], failure: NetworkFailure?, errorNumber: Int32) {
        var head: [UInt8] = []
        while head.count < limit {
            switch socket.receive(atMost: 4096, peeking: true) {
            case .success(let seen) where seen.isEmpty:
                return (head, .connectionClosed, 0)
            case .success(let seen):
                // The end may lie across two reads, so the last bytes are looked at again.
                let joined = Array(head.suffix(3)) + seen
                let end = joined.indices.dropLast(3).first {
                    joined[$0...].starts(with: [13, 10, 13, 10])
                }
                let wanted = end.map { $0 + 4 - min(3, head.count) } ?? seen.count
                guard case .success(let taken) = socket.receive(atMost: wanted)
                else { return (head, .connectionReset, 0) }
                head += taken
                if end != nil { return (head, nil, 0) }
            case .failure(let error) where error.wouldBlock:
                try Task.checkCancellation()
                guard try await socket.wait(for: .readable, until: deadline)
                else { return (head, .timeout, 0) }
            case .failure(let error):
                return (
                    head, NetworkFailure(errorNumber: error.number, icmpError: nil), error.number
                )
            }
        }
        return (head, .headerTooLarge, 0)
    }
}

/// The status and fields of an HTTP/1 head (RFC 9112, sections 4 and 5).
struct HTTPHeadText {
    let status: Int
    let fields: [HTTPField]

    /// Reads a head up to its empty line; nil when its first line is no status line.
    init?(_ bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
        guard let first = lines.first, first.hasPrefix("HTTP/1.") else { return nil }
        let parts = first.split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, parts[1].utf8.count == 3, let status = Int(parts[1]),
            (100...599).contains(status)
        else { return nil }
        self.status = status
        fields = lines.dropFirst().compactMap { line in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            return HTTPField(name: String(line[..<colon]), value: String(value))
        }
    }
}
