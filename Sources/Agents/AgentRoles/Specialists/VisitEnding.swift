import InternetProtocols
import Probes

/// How a visit ended, in the words in which users and vantages can be compared.
enum VisitEnding: Hashable, Sendable {
    /// The server answered, and not with a failure of its own.
    case answered
    /// The connection was refused.
    case refused
    /// Nothing came, or routers said that nothing would.
    case silent
    /// The connection was cut off.
    case cutOff
    /// The name led to no address.
    case notFound
    /// The secured connection did not come about, or the certificate proves nothing.
    case notSecured
    /// The server answered that it fails (status 5xx), or not by the protocol.
    case serverFailure
    /// It failed, in a way that was not told.
    case failed

    /// Reads the error code of the user's browser (CAPRI thesis, B.1.2), or the status without one.
    init?(errorCode: String?, status: String?) {
        switch errorCode {
        case "0": self = status == "FAIL" ? .failed : .answered
        case "13", "72": self = .refused
        case "14", "2": self = .silent
        case "20", "71": self = .cutOff
        case "30", "42": self = .notFound
        case .some: self = .failed
        case nil:
            guard let status else { return nil }
            self = status == "FAIL" ? .failed : .answered
        }
    }

    /// Reads how a connection, handshake or exchange failed.
    ///
    /// - Returns: nil when this machine itself could not do it: that says nothing of the server.
    init?(_ failure: NetworkFailure, icmpError: ICMPError? = nil) {
        switch failure {
        case .connectionRefused: self = .refused
        case .timeout, .timeToLiveExceeded: self = .silent
        case .networkUnreachable, .hostUnreachable, .administrativelyProhibited:
            guard let icmpError, icmpError.origin != .local else { return nil }
            self = .silent
        case .connectionReset, .connectionClosed: self = .cutOff
        case .tlsAlert, .tlsProtocolError, .certificateRejected: self = .notSecured
        case .malformedResponse, .headerTooLarge: self = .serverFailure
        case .nameNotFound, .temporaryNameFailure, .permanentNameFailure: self = .notFound
        case .permissionDenied, .addressNotAvailable, .familyNotSupported, .messageTooLong,
            .networkDown, .proxyRefused, .other:
            return nil
        }
    }
}

/// What a visit from elsewhere says beside the user's own.
enum RemoteVisitResult: String, Hashable, Sendable {
    /// It works from there.
    case works = "OK"
    /// It fails in the same way.
    case sameFailure = "SAME_FAILURE"
    /// It fails in another way.
    case otherFailure = "OTHER_FAILURE"

    /// Compares the endings; a user's failure of a kind that was not told may be any.
    init(user: VisitEnding?, remote: VisitEnding) {
        switch (remote, user) {
        case (.answered, _): self = .works
        case (_, nil), (_, .failed), (.failed, _): self = .sameFailure
        case (let remote, .some(let user)): self = remote == user ? .sameFailure : .otherFailure
        }
    }
}
