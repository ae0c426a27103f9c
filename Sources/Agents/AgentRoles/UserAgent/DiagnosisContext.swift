import InternetProtocols
import Probes

/// What the user agent has learned so far that later tests build on: facts, never conclusions.
struct DiagnosisContext: Sendable {
    /// The page asked for.
    let target: TargetURL
    /// How to go about it.
    let options: DiagnosisOptions
    /// Places to compare with.
    let landmarks: Landmarks

    /// The page that the visit is at: the target, or where redirects led.
    var page: TargetURL
    /// How this machine is attached, once it was read.
    var host: HostConfiguration?
    /// The addresses that the system's lookup gave for the page's host.
    var systemAddresses: [IPAddress] = []
    /// The addresses that independent name servers gave.
    var independentAddresses: [IPAddress] = []
    /// Every attempt to connect to the page's host.
    var attempts: [TCPConnectOutcome] = []
    /// Where the visit connected to.
    var endpoint: IPEndpoint?
    /// The last handshake of the visit.
    var tls: TLSOutcome?
    /// The last exchange of the visit.
    var http: HTTPOutcome?
    /// Whether the visit goes through a proxy.
    var usesProxy = false
    /// The visit's stage and when it began; nil before and after.
    var stage: (name: PageVisitStage, began: ContinuousClock.Instant)?
    /// How the visit ended; nil while it runs.
    var visit: PageVisit?
    /// The value that each test ended in.
    var results: [String: String] = [:]
    /// What fills the places in sentences.
    var facts: [String: String] = [:]

    init(target: TargetURL, options: DiagnosisOptions, landmarks: Landmarks) {
        self.target = target
        self.options = options
        self.landmarks = landmarks
        page = target
        note(page: target)
    }

    /// Moves on to another page; what was seen of the one before no longer counts.
    mutating func move(to page: TargetURL) {
        guard page != self.page else { return }
        if page.host != self.page.host || page.port != self.page.port {
            attempts = []
            endpoint = nil
            systemAddresses = []
            independentAddresses = []
        }
        tls = nil
        http = nil
        self.page = page
        note(page: page)
    }

    private mutating func note(page: TargetURL) {
        facts["host"] = page.host.description
        facts["port"] = String(page.port)
        if case .address(let address) = page.host { facts["address"] = address.description }
    }

    /// The name of the page's host; nil when it is an address.
    var name: DomainName? {
        if case .name(let name) = page.host { return name }
        return nil
    }

    /// The addresses of the page's host, as far as they are known.
    var addresses: [IPAddress] {
        if case .address(let address) = page.host { return [address] }
        return systemAddresses.isEmpty ? independentAddresses : systemAddresses
    }

    /// The name servers that the visit depends on.
    var resolvers: [IPEndpoint] {
        if let resolver = options.resolver { return [resolver] }
        guard let configuration = host?.resolver else { return [] }
        return configuration.servers
    }

    /// Through which interface to send.
    var source: ProbeSource { ProbeSource(interface: options.interface) }

    /// Whether an address of this family may be used.
    func allows(_ family: IPAddress.Family) -> Bool {
        options.family == nil || options.family == family
    }
}
