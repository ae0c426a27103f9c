/// How a measurement ended when it did not end well: one closed vocabulary for all probes.
///
/// A failure says what the socket or the peer said, never why. Details that tell near from far,
/// as the router behind an ICMP error, stand beside it in the outcome.
public enum NetworkFailure: String, Codable, Sendable, CaseIterable {
    /// Nothing came before the time limit.
    case timeout
    /// The connection was refused: a reset, or an ICMP port unreachable (see the ICMP error).
    case connectionRefused
    /// The peer or something on the way reset the connection after it stood.
    case connectionReset
    /// The peer closed the connection before what was awaited.
    case connectionClosed
    /// No route: at once from this machine, or said by a router (see the ICMP error).
    case networkUnreachable
    /// The host did not answer on its link: here after about 3 s, or said by a router.
    case hostUnreachable
    /// A router says that a filter forbids it (ICMP 3/9, 3/10, 3/13; ICMPv6 1/1).
    case administrativelyProhibited
    /// This machine forbids it (EACCES, EPERM): a local firewall or sandbox.
    case permissionDenied
    /// The local address or interface asked for does not exist.
    case addressNotAvailable
    /// This machine has no such address family.
    case familyNotSupported
    /// The packet was larger than the path takes and may not be cut.
    case messageTooLong
    /// The interface is down (ENETDOWN).
    case networkDown
    /// The packet ended on the way because its time to live did (ICMP 11/0; ICMPv6 3/0).
    case timeToLiveExceeded
    /// The name does not exist, or has no address.
    case nameNotFound
    /// The name could not be looked up now (EAI_AGAIN: no resolver answered, or SERVFAIL).
    case temporaryNameFailure
    /// The name could not be looked up at all (EAI_FAIL).
    case permanentNameFailure
    /// What came does not follow the protocol.
    case malformedResponse
    /// The head of the response is larger than any honest one.
    case headerTooLarge
    /// The peer ended TLS with an alert; its number stands beside.
    case tlsAlert
    /// TLS failed without an alert: the peer speaks something else, or parameters do not fit.
    case tlsProtocolError
    /// The certificate does not prove the name, so nothing was sent; findings stand beside.
    case certificateRejected
    /// The proxy answered CONNECT with another status than 2xx; it stands beside.
    case proxyRefused
    /// Any other error of the system; its number stands beside.
    case other
}
