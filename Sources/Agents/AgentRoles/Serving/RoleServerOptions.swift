import AgentRuntime
import Foundation

/// How `culprit serve` plays a role.
public struct RoleServerOptions: Sendable {
    /// The role's name, as of `RoleCatalogue`.
    public var role: String
    /// The URI under which others reach the agent; nil for where it listens.
    public var uri: String?
    /// Where it listens, and how much it takes on.
    public var server = AgentServerConfiguration()
    /// How it speaks with others.
    public var client = MessageClientConfiguration()
    /// The directories that it asks and advertises to; for a directory its peers.
    public var directories: [String] = []
    /// How often directories are asked, in milliseconds; nil for the usual.
    public var pollInterval: Int64?
    /// The file that it keeps its memory in; nil to keep nothing.
    public var store: String?
    /// What the role is told; its settings are filled in here.
    public var roleOptions: RoleOptions
    /// Who requesters are: a file of tokens; nil when it does not ask.
    public var tokens: String?
    /// A file with the key that it signs with; nil when it does not sign.
    public var signingKey: String?
    /// A file with the keys of others: a line `URI KEY` each.
    public var trustedKeys: String?
    /// What is taken in whose signature is not valid.
    public var signaturePolicy = SignaturePolicy.accept
    /// From which hosts definitions of classes and properties are fetched.
    public var ontologyHosts: Set<String> = []
    /// How the agent goes about its work.
    public var agent = AgentConfiguration()
    /// How often the knowledge agent learns, in milliseconds.
    public var learningInterval: Int64 = 86_400_000

    /// Makes options for a role.
    public init(role: String) {
        self.role = role
        roleOptions = RoleOptions(settings: RoleSettings(agentURI: "", time: 0))
    }
}

/// Why a role cannot be played.
public enum RoleServerError: Error, Sendable, CustomStringConvertible {
    /// A file cannot be read or does not hold what it should.
    case unusableFile(path: String, reason: String)
    /// The agent's URI must be known before it listens.
    case unknownAddress

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .unusableFile(let path, let reason): "\(path): \(reason)"
        case .unknownAddress: "say where to listen with a port, or under which URI others reach it"
        }
    }
}
