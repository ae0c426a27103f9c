import InternetProtocols

/// A TLS alert (RFC 8446, section 6).
public struct TLSAlert: Hashable, Codable, Sendable {
    /// The number of the alert.
    public let number: UInt8

    /// The alert with this number.
    public init(number: UInt8) { self.number = number }

    /// The name in RFC 8446, as `handshake_failure`, or `alert n`.
    public var name: String {
        switch number {
        case 0: "close_notify"
        case 10: "unexpected_message"
        case 20: "bad_record_mac"
        case 22: "record_overflow"
        case 40: "handshake_failure"
        case 42: "bad_certificate"
        case 43: "unsupported_certificate"
        case 44: "certificate_revoked"
        case 45: "certificate_expired"
        case 46: "certificate_unknown"
        case 47: "illegal_parameter"
        case 48: "unknown_ca"
        case 49: "access_denied"
        case 50: "decode_error"
        case 51: "decrypt_error"
        case 70: "protocol_version"
        case 71: "insufficient_security"
        case 80: "internal_error"
        case 86: "inappropriate_fallback"
        case 90: "user_canceled"
        case 109: "missing_extension"
        case 110: "unsupported_extension"
        case 112: "unrecognized_name"
        case 113: "bad_certificate_status_response"
        case 115: "unknown_psk_identity"
        case 116: "certificate_required"
        case 120: "no_application_protocol"
        default: "alert \(number)"
        }
    }
}

/// The versions of TLS that can be offered.
public enum TLSVersion: String, Codable, Sendable, CaseIterable, Comparable {
    /// TLS 1.0 (RFC 2246).
    case tls10 = "TLS 1.0"
    /// TLS 1.1 (RFC 4346).
    case tls11 = "TLS 1.1"
    /// TLS 1.2 (RFC 5246).
    case tls12 = "TLS 1.2"
    /// TLS 1.3 (RFC 8446).
    case tls13 = "TLS 1.3"

    /// Older before newer.
    public static func < (left: TLSVersion, right: TLSVersion) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// How a TLS handshake ended, and what the certificate proves.
public struct TLSOutcome: Sendable {
    /// The name asked for: in SNI when it is a domain name, and in the certificate.
    public var serverName: TargetURL.Host
    /// Nil when the handshake was done, whatever the certificate.
    public var failure: NetworkFailure?
    /// The error number of the system behind the failure, or 0.
    public var errorNumber: Int32 = 0
    /// The alert that the peer sent.
    public var alert: TLSAlert?
    /// What the TLS library said about a failure without alert.
    public var reason: String?
    /// The first bytes of the peer, at most 64, when they were not TLS.
    public var foreignBytes: [UInt8] = []
    /// The version agreed on.
    public var version: TLSVersion?
    /// The application protocol agreed on, as `http/1.1`.
    public var applicationProtocol: String?
    /// The chain as the server sent it, leaf first; known also when TLS failed later.
    public var chain: [CertificateSummary] = []
    /// The chain in DER, as it came.
    public var encodedChain: [[UInt8]] = []
    /// What keeps the chain from proving the name; empty for a trusted one.
    public var findings: [CertificateFinding] = []
    /// From the ClientHello to the end of the handshake.
    public var elapsed: Duration
    /// The secured connection, to hand on to ``HTTPProbe``.
    public var channel: ApplicationChannel?

    /// Whether the handshake was done and the chain proves the name.
    public var isTrusted: Bool { failure == nil && !chain.isEmpty && findings.isEmpty }

    /// An outcome; everything else is set afterwards.
    public init(serverName: TargetURL.Host, failure: NetworkFailure?, elapsed: Duration) {
        self.serverName = serverName
        self.failure = failure
        self.elapsed = elapsed
    }

    /// The same outcome without the open connection and the encoded chain, for records.
    public var withoutConnection: TLSOutcome {
        var copy = self
        copy.channel = nil
        copy.encodedChain = []
        return copy
    }
}
