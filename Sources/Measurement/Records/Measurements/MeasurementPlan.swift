/// A mapping of measurements worked out for the columns of one file: which field to take for what.
struct MeasurementPlan: Sendable {
    /// Where an attribute is looked up.
    struct LookUp: Sendable {
        /// The attribute's place.
        let attribute: Int
        /// The field of the address.
        let field: Int
        let derivation: FaultDerivation
    }

    let form: FileForm
    let parser: LineParser
    let fieldCount: Int
    let timeField: Int
    /// The field of the end user.
    let userField: Int
    /// Whether end users are told apart by their addresses.
    let usersAreClients: Bool
    let valueField: Int
    let scale: Double
    /// Attributes that stand in a column, each with its field.
    let columns: [(attribute: Int, field: Int)]
    let lookUps: [LookUp]
    /// The number of attributes.
    let attributeCount: Int
    /// The attributes that come from nowhere.
    let missing: [String]
}
