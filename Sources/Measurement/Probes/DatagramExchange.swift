import Foundation
import InternetProtocols

/// A connected datagram socket with its error queue open.
///
/// Connected, so that only the endpoint is heard; the queue open, so that an error of a distant
/// router is reported, which plain UDP hides.
struct DatagramExchange {
    /// What came back.
    enum Answer {
        case datagram([UInt8])
        case error(Int32, ICMPError?)
    }

    let socket: ProbeSocket
    private let openingError: Int32

    /// A socket to the endpoint; nil when this machine lacks the family.
    static func open(
        to endpoint: IPEndpoint, source: ProbeSource
    ) async throws -> DatagramExchange? {
        try Task.checkCancellation()
        guard let socket = try ProbeSocket.open(.datagram, family: endpoint.address.family)
        else { return nil }
        socket.setErrorQueue(true)
        var error = try socket.bind(to: source)
        if error == 0 { error = try socket.connect(to: endpoint) }
        return DatagramExchange(socket: socket, openingError: error)
    }

    /// Sends; an answer at once when this machine refuses to.
    func send(_ payload: [UInt8]) -> Answer? {
        guard openingError == 0 else { return .error(openingError, nil) }
        // A pending error is reported by the first call after it; the second one sends.
        for _ in 0..<2 {
            let sent = socket.send(payload[...])
            if sent >= 0 || SocketError(number: Int32(-sent)).wouldBlock { return nil }
            let icmpError = socket.takeICMPError()
            if icmpError == nil || icmpError?.origin == .local {
                return .error(Int32(-sent), icmpError)
            }
        }
        return nil
    }

    /// The next datagram or error before the deadline; nil when nothing came.
    func next(until deadline: ContinuousClock.Instant) async throws -> Answer? {
        while true {
            try Task.checkCancellation()
            switch socket.receive(atMost: 65_535) {
            case .success(let bytes):
                return .datagram(bytes)
            case .failure(let error) where error.wouldBlock:
                if let icmpError = socket.takeICMPError() {
                    return .error(icmpError.errorNumber, icmpError)
                }
                guard try await socket.wait(for: .readable, until: deadline) else { return nil }
            case .failure(let error):
                return .error(error.number, socket.takeICMPError())
            }
        }
    }
}
