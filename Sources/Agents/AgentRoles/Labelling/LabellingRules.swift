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
        /// The properties that may explain instead: the rule guesses.
        public let alternatives: [PropertyPath]
        /// The rules that settle what this one guesses, where their conditions hold.
        public let settledBy: [String]
        /// How probable it is that the guess is right as long as no case tells.
        public let probability: Double

        func holds(for values: [PropertyPath: String]) -> Bool {
            conditions.allSatisfy { $0.value.holds(for: values[$0.key]) }
        }
    }

    /// The rules; the first one that fits decides.
    public let rules: [Rule]

    /// Labels a failure by the values seen, before and after it.
    ///
    /// - Returns: nil where no rule fits or the one that does says `unknown`.
    public func label(for values: [PropertyPath: String]) -> CaseLabel? {
        let rule = rules.first { $0.holds(for: values) }
        guard let rule, let path = rule.path else { return nil }
        return CaseLabel(
            path: path, value: rule.value, origin: .rule(rule.name),
            alternatives: rule.alternatives, probability: rule.probability)
    }

    /// The cases, those whose label is a guess with the probability that such guesses are right.
    ///
    /// That is seen in the cases which the rule would have guessed too and another rule settled. What the rule
    /// itself supposes counts as ten cases.
    public func weighed(_ cases: [DiagnosisCase]) -> [DiagnosisCase] {
        var cases = cases
        for rule in rules where !rule.alternatives.isEmpty {
            let origins = rule.settledBy.map { CaseLabel.Origin.rule($0) }
            let settled = cases.filter { diagnosis in
                diagnosis.label.map { origins.contains($0.origin) } ?? false
                    && rule.holds(for: diagnosis.values)
            }
            let right = settled.count { $0.label?.path == rule.path }
            let supposed = 10.0
            let probability =
                (Double(right) + supposed * rule.probability) / (Double(settled.count) + supposed)
            for place in cases.indices where cases[place].label?.origin == .rule(rule.name) {
                cases[place].label?.probability = probability
            }
        }
        return cases
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
