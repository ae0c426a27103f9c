/// What the lines of a file of measurements mean: where time, end user, address, value and attributes stand.
///
/// Whatever is nil, and every attribute that is not named, is found by the usual names of columns.
public struct MeasurementMapping: Hashable, Sendable {
    /// How the lines are written; nil to tell by the first of them.
    public var format: LogFormat?
    /// The column of the time.
    public var time: LogColumn?
    /// The column that tells end users apart, whatever its text; where there is none, clients are the end users.
    public var user: LogColumn?
    /// The column of the client's address, for look-ups.
    public var client: LogColumn?
    /// The column of what was measured.
    public var value: LogColumn?
    /// What is multiplied with the value, to have it in another unit.
    public var scale = 1.0
    /// What is measured, such as `rtt`: the first name that is looked for where `value` is nil.
    public var metric: String?
    /// Where attributes come from, as far as it is not by their usual names.
    public var attributes: [MeasurementAttribute] = []

    /// The formats that measurements are read from.
    public static let formats: [LogFormat] = [.json, .csv, .tsv]

    /// A mapping that leaves everything to the usual names.
    public init() {}

    /// The same with what somebody says in addition, as on a command line, which goes before what was said.
    public func replacing(
        format: LogFormat? = nil, time: String? = nil, user: String? = nil, client: String? = nil,
        value: String? = nil, attributes: [MeasurementAttribute] = []
    ) -> MeasurementMapping {
        var mapping = self
        if let format { mapping.format = format }
        if let time { mapping.time = LogColumn(time) }
        if let user { mapping.user = LogColumn(user) }
        if let client { mapping.client = LogColumn(client) }
        if let value { mapping.value = LogColumn(value) }
        for attribute in attributes {
            mapping.attributes.removeAll { $0.name == attribute.name }
            mapping.attributes.append(attribute)
        }
        return mapping
    }
}
