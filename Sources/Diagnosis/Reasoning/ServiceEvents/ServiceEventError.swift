import AnomalyLocalization

/// Why service events cannot be watched for.
public enum ServiceEventError: Error, Hashable, Sendable {
    /// A setting is out of its range.
    case setting(name: String, value: Double, range: String)
    /// The settings of series are out of their range.
    case series(SeriesError)
    /// The columns of a batch do not fit together or to the hierarchy.
    case unevenBatch
    /// A measurement has a number for a value that was never named.
    case unknownCode(attribute: String, code: UInt32)
    /// A state is damaged, or none at all.
    case damagedState
    /// A state was kept under other settings or another hierarchy.
    case otherSettings
}

extension ServiceEventError: CustomStringConvertible {
    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .setting(let name, let value, let range):
            "\(name) is \(value); it must lie in \(range)"
        case .series(let error): "\(error)"
        case .unevenBatch: "the columns of a batch of measurements are of different lengths"
        case .unknownCode(let attribute, let code):
            "value \(code) of '\(attribute)' was never named"
        case .damagedState: "the state is damaged: begin with a new one"
        case .otherSettings:
            "the state was kept under other settings or another hierarchy: use the same, or begin "
                + "with a new state"
        }
    }
}
