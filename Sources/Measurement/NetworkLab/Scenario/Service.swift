import InternetProtocols

/// A program that runs on a node as long as the lab is up.
public struct Service: Sendable, Equatable {
    /// The word by which faults name it.
    public var name: String
    /// The name of the node that it runs on.
    public var node: String
    /// The addresses that it listens on; empty for all of the node's.
    public var addresses: [IPAddress]
    /// What it does.
    public var role: Role

    /// A service from its parts.
    public init(name: String, node: String, addresses: [IPAddress] = [], role: Role) {
        self.name = name
        self.node = node
        self.addresses = addresses
        self.role = role
    }

    /// What services there are.
    public enum Role: Sendable, Equatable {
        /// Answers for its zones (unbound).
        case authoritative([Zone])
        /// Looks names up for others (unbound or dnsmasq).
        case recursive(RecursiveResolver)
        /// Serves pages (nginx).
        case web([WebServer])
        /// Fetches pages for others (squid).
        case proxy(ForwardProxy)
        /// Any other program: an agent, a landmark.
        case program(Program)
    }
}

/// A zone of the domain name system (RFC 1034, section 4.2).
///
/// Delegations from a zone to the zones below it that other services answer for are made by the lab.
public struct Zone: Sendable, Equatable {
    /// Its name, `.` for the root, without a final dot otherwise.
    public var name: String
    /// Lines of a master file (RFC 1035, section 5) such as `www A 192.0.2.1`; SOA and NS are made.
    public var records: [String]
    /// Whether it is signed, and rightly.
    public var signatures: Signatures

    /// A zone from its parts.
    public init(name: String, records: [String] = [], signatures: Signatures = .none) {
        self.name = name
        self.records = records
        self.signatures = signatures
    }

    /// The state of a zone's DNSSEC signatures (RFC 4035).
    public enum Signatures: String, Sendable, CaseIterable {
        /// The zone is not signed.
        case none
        /// It is signed, and resolvers have its key as an anchor.
        case valid
        /// It was changed after it was signed, so that a resolver that checks must refuse it.
        case wrong
    }
}

/// A resolver that others ask.
public struct RecursiveResolver: Sendable, Equatable {
    /// The program.
    public var software: Software
    /// Name servers to hand every question to; empty to ask from the root down (unbound only).
    public var forwarders: [IPAddress]
    /// Whether it also answers over TLS on port 853 (RFC 7858; unbound only), with this certificate.
    public var encryptedCertificate: String?
    /// Where it lies or refuses; the first rule whose name covers the question decides.
    public var rules: [ResolverRule]
    /// Whether it turns all clients away (REFUSED).
    public var refusesClients: Bool

    /// A resolver from its parts.
    public init(
        software: Software = .unbound, forwarders: [IPAddress] = [],
        encryptedCertificate: String? = nil, rules: [ResolverRule] = [],
        refusesClients: Bool = false
    ) {
        self.software = software
        self.forwarders = forwarders
        self.encryptedCertificate = encryptedCertificate
        self.rules = rules
        self.refusesClients = refusesClients
    }

    /// The programs that can be used.
    public enum Software: String, Sendable, CaseIterable {
        /// NLnet Labs Unbound.
        case unbound
        /// Dnsmasq, as in most home routers.
        case dnsmasq
    }
}

/// How a resolver departs from the truth for a name and all below it.
public struct ResolverRule: Sendable, Equatable {
    /// The name; `.` for every name.
    public var name: String
    /// What is answered instead.
    public var answer: Answer

    /// A rule from its parts.
    public init(name: String, answer: Answer) {
        self.name = name
        self.answer = answer
    }

    /// What a resolver can answer instead of the truth.
    public enum Answer: Sendable, Equatable {
        /// The name does not exist.
        case nameError
        /// The name does not exist, with the extended error 15, "blocked" (RFC 8914; dnsmasq only).
        case nameErrorBlocked
        /// The name has no records.
        case noData
        /// The resolver refuses.
        case refused
        /// The resolver has failed.
        case serverFailure
        /// These addresses.
        case addresses([IPAddress])
    }
}

/// One port of a web server.
public struct WebServer: Sendable, Equatable {
    /// The TCP port.
    public var port: Int
    /// The certificate's name when it speaks TLS.
    public var certificate: String?
    /// How the TLS of this port differs from what clients expect.
    public var encryption: Encryption
    /// What is answered to every request, unless a path is named below.
    public var response: Response
    /// What is answered for single paths.
    public var paths: [String: Response]

    /// A server from its parts.
    public init(
        port: Int, certificate: String? = nil, encryption: Encryption = .modern,
        response: Response = .page(bytes: 40_000), paths: [String: Response] = [:]
    ) {
        self.port = port
        self.certificate = certificate
        self.encryption = encryption
        self.response = response
        self.paths = paths
    }

    /// How a port encrypts.
    public enum Encryption: String, Sendable, CaseIterable {
        /// TLS 1.2 and 1.3.
        case modern
        /// TLS 1.1 at most: today's clients are turned away with an alert.
        case oldVersion = "old-version"
        /// No cipher in common with today's clients.
        case noCipher = "no-cipher"
        /// The server knows no host of this name and says so (alert 112).
        case rejectsName = "rejects-name"
        /// A client certificate is demanded.
        case clientCertificate = "client-certificate"
        /// The connection is accepted and closed: what stands behind the port is down.
        case hangsUp = "hangs-up"
    }

    /// What is answered.
    public enum Response: Sendable, Equatable {
        /// Status 200 and a page of this size.
        case page(bytes: Int)
        /// Status 200 and exactly this text.
        case text(String)
        /// This status, with a `Retry-After` if given.
        case status(Int, retryAfter: Int?)
        /// A redirect to this place; `$host` and `$request_uri` stand for what was asked for.
        case redirect(String)
        /// A page after this many seconds.
        case late(seconds: Double)
        /// 502: what stands behind the server is down.
        case badGateway
    }
}

/// A proxy that browsers are told to use.
public struct ForwardProxy: Sendable, Equatable {
    /// The TCP port.
    public var port: Int
    /// Whether it asks for a password.
    public var wantsPassword: Bool

    /// A proxy from its parts.
    public init(port: Int = 3128, wantsPassword: Bool = false) {
        self.port = port
        self.wantsPassword = wantsPassword
    }
}

/// A program that the lab starts and knows nothing of.
public struct Program: Sendable, Equatable {
    /// The command line; the word `culprit` first means the running binary.
    public var command: [String]
    /// The TCP ports that show, once something listens, that it is up.
    public var ports: [Int]

    /// A program from its parts.
    public init(command: [String], ports: [Int] = []) {
        self.command = command
        self.ports = ports
    }
}
