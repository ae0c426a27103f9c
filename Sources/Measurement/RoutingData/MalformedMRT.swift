/// Why a record, or one route of it, is not what the format says; such ones are counted and passed over.
public enum MalformedMRT: String, Error, Hashable, Sendable, CaseIterable {
    /// A record ends before what it announces.
    case record
    /// A prefix has more bits than an address.
    case prefix
    /// A route is of a peer that the table of peers does not have, or there is no such table yet.
    case peer
    /// Attributes are longer than their place, or one has not the length it must have.
    case attributes
    /// An AS path has a segment of unknown kind, or one that is longer than the path.
    case path
}

extension MalformedMRT: CustomStringConvertible {
    /// What is wrong, for people.
    public var description: String {
        switch self {
        case .record: "records that end too early"
        case .prefix: "prefixes with too many bits"
        case .peer: "routes of unknown peers"
        case .attributes: "damaged attributes"
        case .path: "damaged AS paths"
        }
    }
}
