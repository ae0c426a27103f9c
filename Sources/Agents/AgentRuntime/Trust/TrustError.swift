/// Why a key cannot be used or a piece of information not be signed.
public enum TrustError: Error, Hashable, Sendable {
    /// A text that is neither a PEM block of an Ed25519 key (RFC 8410) nor 32 bytes in base64.
    case unreadableKey(expected: String, reason: String)
    /// The piece is another agent's; only its originator signs it.
    case foreign(originator: String)
    /// The belief's subject is a reference whose component was not given, so that the signature would say
    /// nothing about whom it speaks of.
    case subjectNotDescribed(reference: String)
    /// The system could not make a signature.
    case cannotSign(reason: String)
}

extension TrustError: CustomStringConvertible {
    /// What is wrong and what the reader can do.
    public var description: String {
        switch self {
        case .unreadableKey(let expected, let reason):
            "cannot read \(expected): \(reason); make one with 'openssl genpkey -algorithm ed25519'"
        case .foreign(let originator):
            "cannot sign what \(originator) says: pass it on with its own signature or none"
        case .subjectNotDescribed(let reference):
            "cannot sign a belief about '\(reference)', which is described nowhere: describe it"
        case .cannotSign(let reason):
            "cannot sign: \(reason)"
        }
    }
}
