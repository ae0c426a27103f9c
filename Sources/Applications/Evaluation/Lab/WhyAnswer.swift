import Foundation

/// What `culprit why --json` printed, as far as it is graded.
///
/// The form is that of Documentation/Protocols/why-json.md, schema 1. The explanations exclude each
/// other, "none" is one of them, and their probabilities sum to one but for those below 0.0005, which
/// are not printed, and for rounding to four digits. For a page that came and was not judged "none"
/// alone is printed, with probability 1.
public struct WhyAnswer: Sendable, Equatable, Decodable {
    /// An explanation with its probability.
    public struct Explanation: Sendable, Equatable, Decodable {
        /// The class to blame: `dns-lookup`, or `none`.
        public let className: String
        /// The cause's code, or `none`.
        public let cause: String
        /// The cause's name; nil where it is not printed.
        public let name: String?
        /// How probable it is, 0 to 1.
        public let probability: Double

        /// An explanation from its parts.
        public init(className: String, cause: String, name: String? = nil, probability: Double) {
            self.className = className
            self.cause = cause
            self.name = name
            self.probability = probability
        }

        private enum CodingKeys: String, CodingKey {
            case className = "class"
            case cause, name, probability
        }
    }

    /// A test that was made.
    public struct Evidence: Sendable, Equatable, Decodable {
        /// The test: `tcp.target`.
        public let test: String
        /// How long it took.
        public let milliseconds: Double
        /// Its expected price: milliseconds and five for each packet.
        public let cost: Double
    }

    /// What the search cost beside the visit to the page.
    public struct Spending: Sendable, Equatable, Decodable {
        /// How many probes were started.
        public let probes: Int
        /// Their price, in the units of `Evidence.cost`.
        public let price: Double
    }

    /// The version of the form.
    public let schema: Int
    /// Whether the page came.
    public let isReachable: Bool
    /// Whether the verdict, or it and its rivals, are as certain as was asked for.
    public let isDecided: Bool
    /// The most probable explanation.
    public let verdict: Explanation
    /// Every explanation of at least 0.0005, most probable first.
    public let explanations: [Explanation]
    /// The codes of the rivals that cannot be told from the verdict.
    public let indistinguishable: [String]
    /// The tests made.
    public let evidence: [Evidence]
    /// What the search cost; nil in answers from before this was printed.
    public let spent: Spending?
    /// How long the diagnosis took.
    public let elapsedMilliseconds: Double

    private enum CodingKeys: String, CodingKey {
        case schema
        case isReachable = "reachable"
        case isDecided = "decided"
        case verdict, explanations, indistinguishable, evidence, spent, elapsedMilliseconds
    }

    /// How many bytes are read at most; the longest answers have some tens of thousands.
    public static let byteLimit = 4 << 20

    /// Reads an answer.
    ///
    /// - Throws: what is wrong with it, and at which key.
    public init(parsing text: String) throws(EvaluationError) {
        guard text.utf8.count <= Self.byteLimit else {
            throw .answerTooLong(bytes: text.utf8.count, limit: Self.byteLimit)
        }
        guard text.utf8.contains(where: { $0 > 0x20 }) else { throw .answerMissing }
        let answer: WhyAnswer
        do {
            answer = try JSONDecoder().decode(WhyAnswer.self, from: Data(text.utf8))
        } catch let error as DecodingError {
            throw Self.malformed(error)
        } catch {
            throw .answerMalformed(place: "", reason: "\(error)")
        }
        guard answer.schema == 1 else { throw .answerOfOtherSchema(answer.schema) }
        let probabilities = ([answer.verdict] + answer.explanations).map(\.probability)
        guard probabilities.allSatisfy({ (0...1.000001).contains($0) }) else {
            throw .answerMalformed(place: "explanations", reason: "a probability is not in 0...1")
        }
        self = answer
    }

    private static func malformed(_ error: DecodingError) -> EvaluationError {
        let (context, key): (DecodingError.Context, String?) =
            switch error {
            case .keyNotFound(let key, let context): (context, key.stringValue)
            case .typeMismatch(_, let context), .valueNotFound(_, let context),
                .dataCorrupted(let context):
                (context, nil)
            @unknown default: (.init(codingPath: [], debugDescription: "\(error)"), nil)
            }
        let path = context.codingPath.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }
        return .answerMalformed(
            place: (path + [key].compactMap { $0 }).joined(separator: "."),
            reason: context.debugDescription)
    }

    /// What the tests cost: of the search alone where that is printed, of all evidence otherwise.
    public var cost: Double { spent?.price ?? evidence.reduce(0) { $0 + $1.cost } }
}
