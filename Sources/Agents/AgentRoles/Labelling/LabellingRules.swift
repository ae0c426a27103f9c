import Ontology
import Reasoning

/// Which explanation of a failure was true, judged afterwards by rules in order (CAPRI thesis, 8.5.7,
/// Algorithm 1).
///
/// Nothing here knows what a property means: the rules are a file.
public struct LabellingRules: Hashable, Sendable {
    /// What a value must be for a condition to hold; a value that is missing fits nothing.
    public enum Condition: Hashable, Sendable {
        /// One of these.
        case oneOf([String])
        /// A number greater than this.
        case above(Double)
        /// A number less than this.
        case below(Double)

        /// Whether a value fits.
        public func holds(for value: String?) -> Bool {
            guard let value else { return false }
            switch self {
            case .oneOf(let values): return values.contains(value)
            case .above(let bound): return Double(value).map { $0 > bound } ?? false
            case .below(let bound): return Double(value).map { $0 < bound } ?? false
            }
        }
    }

    /// Conditions that must all hold, and the explanation that is then true.
    public struct Rule: Hashable, Sendable {
        /// What the rule is called in labels.
        public let name: String
        /// The conditions, by path from the input component; without any the rule always fits.
        public let conditions: [PropertyPath: Condition]
        /// The property that explains; nil for an unknown cause.
        public let path: PropertyPath?
        /// The value that it then has.
        public let value: String
        /// The properties that may explain instead.
        public let alternatives: [PropertyPath]
    }

    /// The rules; the first one that fits decides.
    public let rules: [Rule]

    /// Labels a failure by the values seen, before and after it.
    ///
    /// - Returns: nil where no rule fits or the one that does says `unknown`.
    public func label(for values: [PropertyPath: String]) -> CaseLabel? {
        let rule = rules.first { rule in
            rule.conditions.allSatisfy { $0.value.holds(for: values[$0.key]) }
        }
        guard let rule, let path = rule.path else { return nil }
        return CaseLabel(
            path: path, value: rule.value, origin: .rule(rule.name),
            alternatives: rule.alternatives)
    }

    /// Labels a failure by what people said of it, the latest word first, and by the rules where nobody
    /// said anything.
    public func label(
        for values: [PropertyPath: String], people: [PersonalLabel]
    ) -> CaseLabel? {
        guard
            let last = people.max(by: { ($0.time, $0.person) < ($1.time, $1.person) })
        else { return label(for: values) }
        return last.path.map {
            CaseLabel(path: $0, value: last.value, origin: .person(last.person))
        }
    }
}

/// What a person says was the cause of a failure.
public struct PersonalLabel: Hashable, Sendable, Codable {
    /// Who says so.
    public let person: String
    /// The property that explains; nil for somebody who says that the cause is unknown.
    public let path: PropertyPath?
    /// The value that it had.
    public let value: String
    /// When it was said, in milliseconds since 1970.
    public let time: Int64

    /// Makes a label of its parts.
    public init(person: String, path: PropertyPath?, value: String = "FAIL", time: Int64) {
        self.person = person
        self.path = path
        self.value = value
        self.time = time
    }
}
