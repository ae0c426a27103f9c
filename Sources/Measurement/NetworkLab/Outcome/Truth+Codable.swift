extension Truth: Codable {
    private enum CodingKeys: String, CodingKey {
        case className = "class"
        case cause
        case alsoPossible = "also"
        case component
        case isReachable = "reachable"
    }

    /// Reads the truth under the keys that scenario files use.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            className: try container.decode(String.self, forKey: .className),
            cause: try container.decode(String.self, forKey: .cause),
            alsoPossible: try container.decode([String].self, forKey: .alsoPossible),
            component: try container.decodeIfPresent(String.self, forKey: .component),
            isReachable: try container.decode(Bool.self, forKey: .isReachable))
    }

    /// Writes the truth under the keys that scenario files use.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(className, forKey: .className)
        try container.encode(cause, forKey: .cause)
        try container.encode(alsoPossible, forKey: .alsoPossible)
        try container.encodeIfPresent(component, forKey: .component)
        try container.encode(isReachable, forKey: .isReachable)
    }
}
