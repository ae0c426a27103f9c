/// Why a lab cannot be made.
public enum LabError: Error, Sendable, Equatable {
    /// Programs are missing; the Debian packages that have them are named.
    case missingPrograms([String], packages: [String])
    /// This kernel or container does not allow namespaces; the reason as the system gave it.
    case noNamespaces(reason: String)
    /// A command that must succeed did not.
    case commandFailed(command: String, said: String)
    /// A command took longer than it may.
    case commandTookTooLong(command: String, seconds: Double)
    /// A service ended or did not begin to listen.
    case serviceDidNotStart(service: String, said: String)
    /// The scenario asks for something that this combination of programs cannot do.
    case unsupported(what: String)
    /// There is no lab of this scenario, or there is one already.
    case registry(String)
}

extension LabError: CustomStringConvertible {
    /// What went wrong and what the reader can do.
    public var description: String {
        switch self {
        case .missingPrograms(let programs, let packages):
            "the lab needs \(programs.joined(separator: ", ")): apt-get install "
                + packages.joined(separator: " ")
        case .noNamespaces(let reason):
            "this kernel or container refuses network namespaces: \(reason)"
        case .commandFailed(let command, let said):
            "`\(command)` failed: \(said)"
        case .commandTookTooLong(let command, let seconds):
            "`\(command)` took more than \(seconds) s"
        case .serviceDidNotStart(let service, let said):
            "the service \(service) did not start: \(said)"
        case .unsupported(let what):
            what
        case .registry(let said):
            said
        }
    }
}
