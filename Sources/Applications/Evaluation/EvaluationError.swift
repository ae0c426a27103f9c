/// Why something cannot be evaluated.
public enum EvaluationError: Error, Sendable, Equatable {
    /// The answer is longer than an answer may be.
    case answerTooLong(bytes: Int, limit: Int)
    /// There is no answer: nothing was printed.
    case answerMissing
    /// The answer is not what `culprit why --json` prints; `place` is the path to the key.
    case answerMalformed(place: String, reason: String)
    /// The answer is of a form that this program does not know.
    case answerOfOtherSchema(Int)
    /// A world with these settings cannot be simulated.
    case worldImpossible(reason: String)
}

extension EvaluationError: CustomStringConvertible {
    /// What is wrong and where.
    public var description: String {
        switch self {
        case .answerTooLong(let bytes, let limit):
            "the answer has \(bytes) bytes, more than the \(limit) that are read"
        case .answerMissing:
            "the program under test printed no answer"
        case .answerMalformed(let place, let reason):
            "the answer is not that of culprit why --json\(place.isEmpty ? "" : ", at \(place)"): \(reason)"
        case .worldImpossible(let reason): "the agents cannot be simulated: \(reason)"
        case .answerOfOtherSchema(let schema):
            "the answer has schema \(schema); this program reads schema 1"
        }
    }
}
