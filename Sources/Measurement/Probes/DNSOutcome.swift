import InternetProtocols

/// The record types that can be asked for (RFC 1035, RFC 3596).
public enum DNSRecordType: UInt16, Codable, Sendable, CaseIterable {
    /// An IPv4 address.
    case a = 1
    /// A name server of a zone.
    case ns = 2
    /// Another name for this one.
    case cname = 5
    /// The start of a zone.
    case soa = 6
    /// A name for an address.
    case ptr = 12
    /// Text.
    case txt = 16
    /// An IPv6 address.
    case aaaa = 28
    /// Delegation signer.
    case ds = 43
    /// A zone's key.
    case dnskey = 48
    /// Where and how a service is bound.
    case https = 65
}

/// How a query travels.
public enum DNSTransport: String, Codable, Sendable, CaseIterable {
    /// One datagram; a truncated answer stays truncated.
    case udp
    /// A connection.
    case tcp
    /// A datagram, and a connection when its answer is truncated.
    case udpThenTCP
}

/// One record of an answer.
public struct DNSRecord: Hashable, Codable, Sendable {
    /// Whose record, lower case, without final dot.
    public let name: String
    /// The number of the type; see ``DNSRecordType``.
    public let type: UInt16
    /// How long it may be kept, in seconds.
    public let timeToLive: UInt32
    /// The address of an A or AAAA record.
    public let address: IPAddress?
    /// The name that a CNAME, NS or PTR record gives, or the primary server of an SOA.
    public let target: String?
    /// The data as it came, at most 65535 bytes.
    public let data: [UInt8]

    /// A record of these parts.
    public init(
        name: String, type: UInt16, timeToLive: UInt32, address: IPAddress? = nil,
        target: String? = nil, data: [UInt8] = []
    ) {
        self.name = name
        self.type = type
        self.timeToLive = timeToLive
        self.address = address
        self.target = target
        self.data = data
    }
}

/// An answer that could be read.
public struct DNSAnswer: Hashable, Codable, Sendable {
    /// The response code, EDNS bits included.
    public var responseCode: DNSResponseCode
    /// The records of the answer section, in order.
    public var answers: [DNSRecord]
    /// The records of the authority section, in order.
    public var authorities: [DNSRecord]
    /// The records of the additional section but for OPT, in order: with a referral, where the servers stand.
    public var additional: [DNSRecord]
    /// What the resolver said about its answer (RFC 8914).
    public var extendedErrors: [ExtendedDNSError]
    /// Whether the server speaks for the zone (AA).
    public var isAuthoritative: Bool
    /// Whether the answer was cut (TC).
    public var isTruncated: Bool
    /// Whether the server recurses (RA).
    public var isRecursionAvailable: Bool
    /// Whether the resolver validated the signatures (AD).
    public var isAuthenticated: Bool

    /// An answer of these parts.
    public init(
        responseCode: DNSResponseCode, answers: [DNSRecord] = [], authorities: [DNSRecord] = [],
        additional: [DNSRecord] = [], extendedErrors: [ExtendedDNSError] = [],
        isAuthoritative: Bool = false,
        isTruncated: Bool = false, isRecursionAvailable: Bool = false,
        isAuthenticated: Bool = false
    ) {
        self.responseCode = responseCode
        self.answers = answers
        self.authorities = authorities
        self.additional = additional
        self.extendedErrors = extendedErrors
        self.isAuthoritative = isAuthoritative
        self.isTruncated = isTruncated
        self.isRecursionAvailable = isRecursionAvailable
        self.isAuthenticated = isAuthenticated
    }

    /// The addresses in the answer section, in order.
    public var addresses: [IPAddress] { answers.compactMap(\.address) }

    /// The names that the CNAME records lead through, in order, without the name asked for.
    public var canonicalNames: [String] {
        answers.filter { $0.type == DNSRecordType.cname.rawValue }.compactMap(\.target)
    }

    /// The smallest time to live in the answer section, in seconds; nil without records.
    public var smallestTimeToLive: UInt32? { answers.map(\.timeToLive).min() }
}

/// How one query to one server ended.
public struct DNSOutcome: Sendable {
    /// The name asked for, as it went out.
    public let name: String
    /// The type asked for.
    public let type: DNSRecordType
    /// The server asked.
    public let server: IPEndpoint
    /// How the answer, or the last attempt, travelled.
    public let transport: DNSTransport
    /// The answer; nil with a failure.
    public let answer: DNSAnswer?
    /// Nil when an answer came, whatever its response code.
    public let failure: NetworkFailure?
    /// The error number of the system behind the failure, or 0.
    public let errorNumber: Int32
    /// The last ICMP error that came for the query, if one did.
    public let icmpError: ICMPError?
    /// How many times the query was sent.
    public let tries: Int
    /// From the first query to the end.
    public let elapsed: Duration
    /// From the last query to its answer; nil with a failure.
    public let roundTripTime: Duration?

    /// An outcome of these parts.
    public init(
        name: String, type: DNSRecordType, server: IPEndpoint, transport: DNSTransport,
        answer: DNSAnswer?, failure: NetworkFailure?, errorNumber: Int32 = 0,
        icmpError: ICMPError? = nil, tries: Int, elapsed: Duration,
        roundTripTime: Duration? = nil
    ) {
        self.name = name
        self.type = type
        self.server = server
        self.transport = transport
        self.answer = answer
        self.failure = failure
        self.errorNumber = errorNumber
        self.icmpError = icmpError
        self.tries = tries
        self.elapsed = elapsed
        self.roundTripTime = roundTripTime
    }
}
