/// Which keys each mapping of a file about measurements has: the form, in one place.
///
/// Documentation/Operation/measurement-mapping.schema.json says the same to other programs, and a test holds
/// them together.
enum MeasurementMappingForm: String, CaseIterable {
    case mapping, value, attribute

    /// The version of the form.
    static let schema = 1

    /// The keys that must be there.
    var required: [String] {
        switch self {
        case .mapping: ["schema"]
        case .value: ["from"]
        case .attribute: ["name"]
        }
    }

    /// The keys that may be there.
    var optional: [String] {
        switch self {
        case .mapping: ["format", "metric", "time", "user", "client", "value", "attributes"]
        case .value: ["times"]
        case .attribute: ["from", "take"]
        }
    }
}
