import Ontology

/// A settled diagnosis as a learner sees it: what was observed, and which explanation was true.
public struct DiagnosisCase: Hashable, Sendable {
    /// The name of the diagnosis; it alone decides into which part of a split the case falls.
    public var id: String
    /// The values seen, by path from the input component: `httpServer|consecFailuresToServer`.
    public var values: [PropertyPath: String]
    /// The true explanation; nil where nobody knows.
    public var label: CaseLabel?
    /// How many cases it counts for; at least 0.
    public var weight: Double
    /// When it was diagnosed, in milliseconds since 1970.
    public var time: Int64

    /// Makes a case of its parts.
    public init(
        id: String, values: [PropertyPath: String], label: CaseLabel? = nil, weight: Double = 1,
        time: Int64 = 0
    ) {
        self.id = id
        self.values = values
        self.label = label
        self.weight = weight
        self.time = time
    }
}

/// The explanation that was true, and who says so.
public struct CaseLabel: Hashable, Sendable, Codable {
    /// Who gave a label.
    public enum Origin: Hashable, Sendable, Codable {
        /// A rule of this name.
        case rule(String)
        /// A person of this name.
        case person(String)
    }

    /// The property that explains, from the input component: `httpServer|status`.
    public let path: PropertyPath
    /// The value that it had: `FAIL`.
    public let value: String
    /// Who says so.
    public let origin: Origin
    /// Properties that may explain instead: whoever labelled could not tell these from `path`.
    ///
    /// A label with any is a guess. Whoever learns weighs the possibilities: a guess that is learned as the truth
    /// confirms itself.
    public let alternatives: [PropertyPath]
    /// How probable it is that the label is right; the alternatives share the rest.
    public var probability: Double

    /// Makes a label of its parts.
    public init(
        path: PropertyPath, value: String = "FAIL", origin: Origin,
        alternatives: [PropertyPath] = [], probability: Double = 1
    ) {
        self.path = path
        self.value = value
        self.origin = origin
        self.alternatives = alternatives
        self.probability = probability
    }

    /// Reads a label; one that says nothing of alternatives has none.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            path: try fields.decode(PropertyPath.self, forKey: .path),
            value: try fields.decode(String.self, forKey: .value),
            origin: try fields.decode(Origin.self, forKey: .origin),
            alternatives: try fields.decodeIfPresent([PropertyPath].self, forKey: .alternatives)
                ?? [],
            probability: try fields.decodeIfPresent(Double.self, forKey: .probability) ?? 1)
    }
}

extension DiagnosisCase: Codable {
    private enum Key: String, CodingKey { case id, values, label, weight, time }

    /// Reads a case whose values are an object with paths as keys.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        let named = try fields.decode([String: String].self, forKey: .values)
        self.init(
            id: try fields.decode(String.self, forKey: .id),
            values: Dictionary(
                named.map { (PropertyPath($0.key), $0.value) }, uniquingKeysWith: { max($0, $1) }),
            label: try fields.decodeIfPresent(CaseLabel.self, forKey: .label),
            weight: try fields.decodeIfPresent(Double.self, forKey: .weight) ?? 1,
            time: try fields.decodeIfPresent(Int64.self, forKey: .time) ?? 0)
    }

    /// Writes the values as an object with paths as keys.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(id, forKey: .id)
        try fields.encode(
            Dictionary(
                values.map { ($0.key.description, $0.value) }, uniquingKeysWith: { max($0, $1) }),
            forKey: .values)
        try fields.encodeIfPresent(label, forKey: .label)
        try fields.encode(weight, forKey: .weight)
        try fields.encode(time, forKey: .time)
    }
}
