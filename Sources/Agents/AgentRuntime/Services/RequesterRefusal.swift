/// Why a requester may not use a service.
public enum RequesterRefusal: Hashable, Sendable {
    /// It claims a type that its credentials do not give it.
    case typeNotPermitted(claimed: String)
    /// The service is not for its type.
    case typeNotServed(claimed: String, served: [String])
    /// The service is for some autonomous systems and the server does not know the requester's.
    case autonomousSystemUnknown
    /// The service is not for its autonomous system.
    case autonomousSystemNotServed(UInt32)
    /// It has not said who it is.
    case credentialsMissing
}

extension RequesterRefusal: CustomStringConvertible {
    /// Why, and what the requester can do.
    public var description: String {
        switch self {
        case .typeNotPermitted(let claimed):
            "the credentials are not those of an agent of type \(claimed.prefix(40))"
        case .typeNotServed(let claimed, let served):
            "the service is for \(served.joined(separator: ", ")), not for \(claimed.prefix(40))"
        case .autonomousSystemUnknown:
            "the service is for some autonomous systems and that of the requester is not known"
        case .autonomousSystemNotServed(let number):
            "the service is not for requesters in AS\(number)"
        case .credentialsMissing:
            "the service is for requesters that authenticate themselves: send a token or a certificate"
        }
    }
}
