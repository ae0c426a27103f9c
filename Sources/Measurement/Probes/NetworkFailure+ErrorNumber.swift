import Foundation

extension NetworkFailure {
    /// The failure that an error number means, refined by the ICMP error behind it.
    init(errorNumber: Int32, icmpError: ICMPError?) {
        if let icmpError {
            if icmpError.isTimeExceeded {
                self = .timeToLiveExceeded
                return
            }
            if icmpError.isProhibited {
                self = .administrativelyProhibited
                return
            }
        }
        self =
            switch errorNumber {
            case ECONNREFUSED: .connectionRefused
            case ECONNRESET, ECONNABORTED: .connectionReset
            case EPIPE, ENOTCONN, ESHUTDOWN: .connectionClosed
            case ENETUNREACH: .networkUnreachable
            case EHOSTUNREACH, EHOSTDOWN: .hostUnreachable
            case EACCES, EPERM: .permissionDenied
            case EADDRNOTAVAIL: .addressNotAvailable
            case EAFNOSUPPORT: .familyNotSupported
            case EMSGSIZE: .messageTooLong
            case ENETDOWN: .networkDown
            case ETIMEDOUT: .timeout
            default: .other
            }
    }
}
