import Probes

/// A probe of this device and the tests that it answers.
///
/// It turns outcomes into observations: which value of its range a test has. What the value means is
/// knowledge, not program.
protocol LocalTest: Sendable {
    /// The group of tests in the ontology that this probe answers.
    var group: String { get }
    /// Why the probe cannot be made now; nil when it can.
    func obstacle(in context: DiagnosisContext) -> String?
    /// Makes the probe; a test without a result is left out.
    func run(in context: DiagnosisContext) async throws -> [TestResult]
}

/// What came of a test.
struct TestResult: Sendable {
    /// The test's name.
    let test: String
    /// The value that it ended in.
    var value: String
    /// What it was made upon.
    var subject = ""
    /// How long it took.
    var elapsed: Duration = .zero
    /// What was seen, in words.
    var detail = ""
    /// What fills the places in sentences.
    var facts: [String: String] = [:]
    /// What later tests build on.
    var learn: (@Sendable (inout DiagnosisContext) -> Void)?
    /// Reads the same outcome again when more is known, for values that compare it with another outcome.
    var reread: (@Sendable (DiagnosisContext) -> TestResult)?
}

/// The probes of the user agent.
///
/// A new test joins by its entry here, in the ontology and in the knowledge.
enum LocalTests {
    static let all: [any LocalTest] = [
        HostTest(), TargetRouteTest(), NeighbourTest(), ResolverTest(), ResolverControlTest(),
        IndependentResolversTest(), RandomNameTest(), DirectVisitTest(), InternetTest(),
        PortalTest(), OtherPortTest(), FamiliesTest(), AddressesTest(), TraceTest(), MTUTest(),
        OtherNameTest(), GatewayQualityTest(), TargetQualityTest(), InternetQualityTest(),
        TransferTest(), EncryptedResolverTest(), TunnelBypassTest(), AgentNetworkTest(),
    ]
}

/// Reasons that several probes share.
enum Obstacle {
    static let needsAddress = "the site's address is not known"
    static let needsName = "the target is an address, not a name"
    static let proxied = "the page is fetched through a proxy"
    static let needsConfiguration = "this computer's configuration was not read yet"
}

extension Duration {
    /// The duration in milliseconds.
    var milliseconds: Double {
        Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15
    }
}
