/// A certificate that servers of the lab show (RFC 5280), and its chain.
public struct Certificate: Sendable, Equatable {
    /// The word by which servers name it.
    public var name: String
    /// The names and addresses that it is for.
    public var subjects: [String]
    /// The first day of validity, in days from the lab's start; negative for the past.
    public var begins: Double
    /// The last day of validity, in days from the lab's start.
    public var ends: Double
    /// Who signed it.
    public var issuer: Issuer
    /// How many further names it carries: with about 200 it fills more than four packets.
    public var furtherNames: Int

    /// A certificate from its parts.
    public init(
        name: String, subjects: [String], begins: Double = -30, ends: Double = 60,
        issuer: Issuer = .trusted, furtherNames: Int = 0
    ) {
        self.name = name
        self.subjects = subjects
        self.begins = begins
        self.ends = ends
        self.issuer = issuer
        self.furtherNames = furtherNames
    }

    /// Who signs a certificate.
    public enum Issuer: String, Sendable, CaseIterable {
        /// The authority that the lab's clients trust, directly.
        case trusted
        /// An intermediate authority under the trusted one, and the server sends it along.
        case intermediate
        /// An intermediate authority under the trusted one, which the server forgets to send.
        case missingIntermediate = "missing-intermediate"
        /// An authority that nobody trusts.
        case stranger
        /// Itself.
        case itself = "self"
    }
}
