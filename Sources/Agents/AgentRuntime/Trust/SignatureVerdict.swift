/// What a signature says of a piece of diagnostic information.
public enum SignatureVerdict: Hashable, Sendable {
    /// The originator said so; whether that includes where its references lead.
    case valid(coversReferences: Bool)
    /// The originator did not say so: the piece was changed, or never was the originator's.
    case invalid(reason: String)
    /// The originator's key of that name is not known.
    case unknownKey(name: String)
    /// The references that the signature covers are not described here, so that it cannot be checked.
    case incomplete
    /// There is no signature.
    case unsigned
}

/// What is taken in whose signature is not valid.
///
/// A piece whose signature is invalid is never taken in.
public enum SignaturePolicy: String, Hashable, Sendable, Codable, CaseIterable {
    /// Whatever is not invalid.
    case accept
    /// What is not signed, or cannot be checked, only of originators of whom no key is known.
    ///
    /// Else whoever wants to speak for another would leave the signature out.
    case requireOfKnown
    /// Only what is valid.
    case require
}
