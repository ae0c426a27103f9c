import InternetProtocols

/// How a diagnosis is made.
public struct DiagnosisOptions: Sendable {
    /// How sure to be before stopping, 0 to 1.
    public var confidence = 0.9
    /// How long it may take.
    public var timeout: Duration = .seconds(20)
    /// How much may be spent on tests, in the units of `DiagnosticTest.Cost.price`.
    public var budget = 20_000.0
    /// The name server to use in place of the system's.
    public var resolver: IPEndpoint?
    /// The interface to send through.
    public var interface: String?
    /// The only address family to use.
    public var family: IPAddress.Family?
    /// Whether a page that loads is judged too.
    public var judgesSlowness = false
    /// Whether every test that can be made is made, whatever it would tell: to compare with.
    public var asksEverything = false
    /// The agents that may be asked when this device cannot settle the matter; nil for none.
    public var network: AgentNetwork?
    /// Whether the report holds the network too.
    public var explains = false
    /// The environment: proxies, certificate files.
    public var environment: [String: String] = [:]

    /// The defaults.
    public init() {}
}
