/// Which keys each mapping of a mapping file has: the form, in one place.
///
/// Documentation/Operation/request-log-mapping.schema.json says the same to other programs, and a test holds
/// them together.
enum LogMappingForm: String, CaseIterable {
    case mapping, outcome, slow, fault, strength

    /// The version of the form.
    static let schema = 1

    /// The keys that must be there.
    var required: [String] {
        switch self {
        case .mapping: ["schema"]
        case .outcome: ["from"]
        case .slow: ["from", "over"]
        case .fault: ["kind"]
        case .strength: ["from"]
        }
    }

    /// The keys that may be there.
    var optional: [String] {
        switch self {
        case .mapping: ["format", "time", "client", "outcome", "faults"]
        case .outcome: ["failure", "mistake", "success", "skip", "slow"]
        case .slow, .strength: []
        case .fault: ["from", "take", "depth", "strength"]
        }
    }
}
