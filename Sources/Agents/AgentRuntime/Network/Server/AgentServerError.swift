/// Why a server cannot be started.
public enum AgentServerError: Error, Hashable, Sendable {
    /// A certificate or key cannot be read.
    case unreadableCredentials(path: String, reason: String)
    /// A line of a file of tokens says nothing that can be understood.
    case invalidTokens(path: String, line: Int, reason: String)
    /// A file of tokens cannot be read.
    case unreadableTokens(path: String, reason: String)
    /// The server's own settings contradict themselves.
    case invalidConfiguration(reason: String)
    /// It cannot listen at the address.
    case cannotListen(host: String, port: Int, reason: String)
}

extension AgentServerError: CustomStringConvertible {
    /// What is wrong, where, and what can be done.
    public var description: String {
        switch self {
        case .unreadableCredentials(let path, let reason):
            "\(path) cannot be read as PEM: \(reason)"
        case .invalidTokens(let path, let line, let reason): "\(path), line \(line): \(reason)"
        case .unreadableTokens(let path, let reason): "\(path) cannot be read: \(reason)"
        case .invalidConfiguration(let reason): "the server cannot be set up: \(reason)"
        case .cannotListen(let host, let port, let reason):
            "cannot listen at \(host) port \(port): \(reason)"
        }
    }
}
