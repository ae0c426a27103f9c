import Foundation

/// Why measuring itself was impossible; never what was measured.
public enum ProbeError: Error, Hashable, Sendable {
    /// A system call that every probe needs failed, as when no file descriptors are left.
    case systemCall(String, errorNumber: Int32)
    /// The interface to measure through does not exist or has no address of the family needed.
    case interfaceUnusable(String)
    /// The family of the source does not fit the family of the target.
    case familyMismatch(source: String, target: String)
    /// The TLS library refused the configuration.
    case tlsConfiguration(String)
    /// The connection was closed or handed on before this measurement.
    case connectionUnavailable
}

extension ProbeError: CustomStringConvertible {
    /// One lower-case sentence naming the operation.
    public var description: String {
        switch self {
        case .systemCall(let operation, let errorNumber):
            "\(operation) failed: \(String(cString: strerror(errorNumber))) (errno \(errorNumber))"
        case .interfaceUnusable(let name):
            "the interface \(name) does not exist or has no fitting address; name another one"
        case .familyMismatch(let source, let target):
            "the source \(source) cannot reach \(target): they are of different families"
        case .tlsConfiguration(let reason):
            "TLS could not be set up: \(reason)"
        case .connectionUnavailable:
            "the connection was closed or handed on before it could be measured"
        }
    }
}
