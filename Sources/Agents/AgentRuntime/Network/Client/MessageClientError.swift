import DMEP

/// Why a document was not answered.
public enum MessageClientError: Error, Hashable, Sendable {
    /// The URI is not one that documents can be sent to.
    case invalidAddress(String, reason: String)
    /// The URI is one of plain HTTP to a host that is neither this machine nor at a private address.
    case plainHTTPNotAllowed(String)
    /// No connection could be made, or it broke.
    case noConnection(String, reason: String)
    /// The deadline passed before the answer was there.
    case deadlinePassed(String)
    /// The answer is larger than the limit.
    case answerTooLarge(String, limit: Int)
    /// The answer cannot be read, or is not what was asked for.
    case unreadableAnswer(String, reason: String)
    /// The server answered that it does not answer.
    case refused(String, status: Int, report: ProblemReport?)
    /// No directory is known.
    case noDirectory
    /// The certificates or the key to be used cannot be read.
    case unusableCredentials(reason: String)
}

extension MessageClientError: CustomStringConvertible {
    /// What went wrong, where, and what can be done.
    public var description: String {
        switch self {
        case .invalidAddress(let uri, let reason):
            "\(uri.prefix(200)) is not the address of an agent: \(reason)"
        case .plainHTTPNotAllowed(let uri):
            "\(uri.prefix(200)) is plain HTTP beyond the private network: use https, or allow it"
        case .noConnection(let uri, let reason): "no connection to \(uri.prefix(200)): \(reason)"
        case .deadlinePassed(let uri): "\(uri.prefix(200)) did not answer by the deadline"
        case .answerTooLarge(let uri, let limit):
            "the answer of \(uri.prefix(200)) is larger than \(limit) bytes"
        case .unreadableAnswer(let uri, let reason):
            "the answer of \(uri.prefix(200)) cannot be read: \(reason)"
        case .refused(let uri, let status, let report):
            "\(uri.prefix(200)) refuses with status \(status)"
                + (report.map { ": \($0.reason.prefix(500))" } ?? "")
        case .noDirectory: "no directory is known"
        case .unusableCredentials(let reason): "the credentials cannot be used: \(reason)"
        }
    }
}
