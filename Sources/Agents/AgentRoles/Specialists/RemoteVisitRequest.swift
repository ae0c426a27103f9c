import AgentRuntime
import InternetProtocols
import Ontology

/// What a vantage is asked to repeat, as far as the user reveals it.
struct RemoteVisitRequest: Hashable, Sendable {
    /// Where to connect to.
    var endpoint: IPEndpoint
    /// The page; nil when only the address is known: then connecting is all that can be repeated.
    var url: TargetURL?
    /// How it ended for the user; nil when not told.
    var userEnding: VisitEnding?
    /// The SHA-256 digest of the certificate that the user was shown, in lower-case hexadecimal.
    var certificateHash: String?

    /// Reads the inputs of a request and checks them against the policy.
    ///
    /// The connection always goes to the address given, never to what a name leads to here: a name could be
    /// made to lead anywhere after it was checked.
    init(_ inputs: [PropertyPath: String], policy: AddressPolicy) throws(TestFailure) {
        guard let text = inputs[RemoteVantage.address], let address = IPAddress(text) else {
            throw TestFailure("destIP is not an address")
        }
        if let refusal = policy.refusal(of: address) { throw TestFailure(refusal) }
        if let text = inputs[RemoteVantage.url] {
            guard let given = try? TargetURL(text) else { throw TestFailure("destURL is no URL") }
            url = given
        } else if let text = inputs[RemoteVantage.name], let name = try? DomainName(text) {
            let isClear = inputs[RemoteVantage.port] == "80"
            url = try? TargetURL(scheme: isClear ? .http : .https, host: .name(name))
        }
        var port = url?.port ?? 443
        if let text = inputs[RemoteVantage.port] {
            guard let given = UInt16(text), given > 0 else {
                throw TestFailure("destPort is not a port")
            }
            port = given
        }
        if let refusal = policy.refusal(ofPort: port) { throw TestFailure(refusal) }
        if case .address(let literal) = url?.host, literal != address { url = nil }
        endpoint = IPEndpoint(address, port: port)
        userEnding = VisitEnding(
            errorCode: inputs[RemoteVantage.errorCode], status: inputs[AgentNames.path("status")])
        let digits =
            inputs[RemoteVantage.certificateHash]?.lowercased()
            .filter { $0.isHexDigit } ?? ""
        certificateHash = digits.utf8.count == 64 ? digits : nil
    }
}
