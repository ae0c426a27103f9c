import DMEP

/// Why a directory does not do what it was asked to.
public enum DirectoryRefusal: Error, Hashable, Sendable {
    /// The requester claims a type that it may not act as.
    case typeNotPermitted(String)
    /// It speaks as a directory and is none.
    case notADirectory
    /// Its credentials name no agent, so that it can speak for none.
    case agentUnknown
    /// It withdraws the service of another agent.
    case foreignAgent(claimed: String, sender: String)
    /// An advertisement is not believed.
    case advertisement(ServiceKey, AdvertisementRefusal)
    /// The time of a retraction lies in the future, or it names no service.
    case badRetraction(ServiceKey)
    /// The lease is not positive.
    case badLease(Int64)
    /// The agent offers more services than the directory keeps for one.
    case tooManyServices(limit: Int)
    /// The directory is full.
    case full(limit: Int)
    /// The update came through more directories than can be.
    case tooManyDirectories(limit: Int)
    /// A later version is known, or a later retraction.
    case superseded(ServiceKey, time: Int64)
    /// The directory has just begun and is asking others what it does not know yet.
    case notReady
    /// It takes directory updates and service map requests only.
    case notForDirectories
}

extension DirectoryRefusal: CustomStringConvertible {
    /// Why, and what the requester can do.
    public var description: String {
        switch self {
        case .typeNotPermitted(let type):
            "the requester may not act as an agent of type \(type.prefix(40))"
        case .notADirectory: "the requester is not known as a directory"
        case .agentUnknown: "the credentials name no agent for which services could be offered"
        case .foreignAgent(let claimed, let sender):
            "the service is that of \(claimed.prefix(80)), the sender is \(sender.prefix(80))"
        case .advertisement(let key, let reason): "\(key.serviceID.prefix(80)): \(reason)"
        case .badRetraction(let key):
            "the retraction of '\(key.serviceID.prefix(80))' lies in the future or names no service"
        case .badLease(let lease): "a lease of \(lease) ms is over before it begins"
        case .tooManyServices(let limit): "more than \(limit) services of one agent"
        case .full(let limit): "the directory holds \(limit) services: ask another one"
        case .tooManyDirectories(let limit): "more than \(limit) directories on the way"
        case .superseded(let key, let time):
            "\(key.serviceID.prefix(80)): news of time \(time) are known; advertise with a later time"
        case .notReady: "the directory has just begun: ask again in some seconds, or another one"
        case .notForDirectories: "a directory takes directory updates and service map requests"
        }
    }
}
