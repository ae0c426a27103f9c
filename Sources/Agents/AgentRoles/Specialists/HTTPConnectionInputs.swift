import DMEP
import Ontology

/// What subscriptions to connections and diagnoses take in (CAPRI thesis, tables 8.4 and 8.6).
enum HTTPConnectionInputs {
    /// Of a connection: how it went.
    static let connection =
        InputProperty.optional(
            AgentNames.path("status"), AgentNames.path("destHash"), AgentNames.path("srcIP"),
            AgentNames.path("destIP"), AgentNames.path("connTime"),
            AgentNames.path("elapsedTime"), AgentNames.path("ffoxErrorTest"),
            AgentNames.path("ffoxErrorTest", "ffoxErrorCode"))

    /// Of a diagnosis: what was known of the connection when it was diagnosed.
    static let diagnosis = InputProperty.optional(AgentNames.path("status")) + details(required: [])

    /// Of a diagnosis for those who learn from it, with what they cannot do without (table 8.6).
    ///
    /// Less is required than in the table: learning copes with what a user did not see or reveal, and a user
    /// agent that runs once has no count of failures. The results of tests are not in the table; the labels of 8.5.7 need one, and their tables are learned too.
    static let learning =
        details(required: [
            "localNet", "localNet.status", "httpServer", "dnsLookup", "ipRouting",
        ])
        + InputProperty.optional(
            AgentNames.path("status"), AgentNames.path("destHash"), AgentNames.path("connTime"),
            AgentNames.path("ipRouting", "asPath", "asPathTest", "asPathTestResult"),
            AgentNames.path("dnsLookup", "verifyDNSLookupTest", "dnsLookupResult"),
            PropertyPath(names: [
                AgentNames.common("dnsLookup"), AgentNames.planetlab("codnsLookupTest"),
                AgentNames.planetlab("codnsLookupResult"),
            ]), AgentNames.remotePath("remoteVisitTest", "remoteVisitResult"))

    private static func details(required: Set<String>) -> [InputProperty] {
        [
            "localNet", "localNet.status", "localNet.ipAddr", "localNet.consecFailuresFromUser",
            "localNet.totalConsecFailuresFromUser", "httpServer", "httpServer.status",
            "httpServer.consecFailuresToServer", "dnsLookup", "dnsLookup.status",
            "dnsLookup.hostname", "ipRouting", "ipRouting.status", "ipRouting.srcIP",
            "ipRouting.destIP", "outboundConnTest", "outboundConnTest.probeResult",
            "outboundConnTest.probeURI", "ffoxErrorTest", "ffoxErrorTest.ffoxErrorCode",
        ].map { text in
            let names = text.split(separator: ".").map { name in
                name == "status" ? AgentNames.status : AgentNames.common(String(name))
            }
            return InputProperty(
                path: PropertyPath(names: names), isRequired: required.contains(text))
        }
    }
}
