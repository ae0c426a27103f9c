/// Which keys each mapping of a file with a hierarchy has: the form, in one place.
///
/// Documentation/Operation/hierarchy.schema.json says the same to other programs, and a test holds them together.
enum GroupHierarchyForm: String, CaseIterable {
    case hierarchy, kind

    /// The version of the form.
    static let schema = 1

    /// The keys that must be there.
    var required: [String] {
        switch self {
        case .hierarchy: ["schema", "kinds"]
        case .kind: ["name"]
        }
    }

    /// The keys that may be there.
    var optional: [String] {
        switch self {
        case .hierarchy: []
        case .kind: ["attributes", "parents"]
        }
    }
}
