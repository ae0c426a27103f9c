import InternetProtocols
import Probes

/// The value of `tcp.target` that one or several attempts to connect amount to.
enum TCPReading {
    /// How much a value says, most first: of several attempts the one that says most counts.
    private static let order = [
        "connected", "refused", "rejected-by-target", "rejected-by-self", "rejected-on-path",
        "net-unreachable-on-path", "host-unreachable-on-path", "no-neighbour", "timeout",
        "no-route",
    ]

    /// The value of one attempt.
    static func value(of outcome: TCPConnectOutcome) -> String {
        guard let failure = outcome.failure else { return "connected" }
        let offender = outcome.icmpError?.offender?.withoutZone
        let isOwn =
            offender == nil || outcome.icmpError?.origin == .local
            || offender == outcome.localEndpoint?.address.withoutZone
        switch failure {
        case .connectionRefused:
            guard outcome.icmpError != nil else { return "refused" }
            if offender == outcome.endpoint.address.withoutZone { return "rejected-by-target" }
            return isOwn ? "rejected-by-self" : "rejected-on-path"
        case .administrativelyProhibited:
            if offender == outcome.endpoint.address.withoutZone { return "rejected-by-target" }
            return isOwn ? "rejected-by-self" : "rejected-on-path"
        case .permissionDenied: return "rejected-by-self"
        case .networkUnreachable, .networkDown, .addressNotAvailable, .familyNotSupported:
            return isOwn ? "no-route" : "net-unreachable-on-path"
        case .hostUnreachable:
            return isOwn ? "no-neighbour" : "host-unreachable-on-path"
        case .connectionReset: return "refused"
        default: return "timeout"
        }
    }

    /// The value that says most among several attempts; nil for none.
    static func value(of outcomes: [TCPConnectOutcome]) -> String? {
        let values = outcomes.map(value)
        return order.first { values.contains($0) }
    }

    /// What was seen, in words: the endpoint, the result, and who said so.
    static func detail(of outcome: TCPConnectOutcome) -> String {
        var words = "\(outcome.endpoint) "
        words += outcome.failure.map { "\($0.rawValue)" } ?? "connected"
        words += " after \(Int(outcome.elapsed.milliseconds.rounded())) ms"
        if let error = outcome.icmpError, let offender = error.offender, error.origin != .local {
            words += " (ICMP \(error.type)/\(error.code) from \(offender))"
        }
        return words
    }
}
