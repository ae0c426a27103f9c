import Foundation
import InternetProtocols

/// Asks independent tools on a node what is the case: curl, dig, ip, getent, openssl.
///
/// None of it is code of ours: a fault counts only when somebody else has seen it.
struct Witness: Sendable {
    let box: Box
    /// The node that asks, usually the one that the trial runs on.
    let node: String

    /// What curl said.
    struct Fetch: Sendable {
        /// curl's exit status: 0 for an answer of any kind, 7 refused, 28 too late, 60 certificate.
        var exit: Int32
        /// The HTTP status, 0 for none.
        var status: Int
        /// Seconds from the start to the end.
        var seconds: Double
        /// curl's error line.
        var complaint: String

        /// In words.
        var words: String {
            complaint.isEmpty ? "status \(status)" : complaint
        }
    }

    /// Fetches an address.
    func fetch(
        _ url: String, _ options: String..., seconds: Double = 5, from other: String? = nil
    ) async throws -> Fetch {
        let words = [
            "curl", "--silent", "--show-error", "--output", "/dev/null", "--max-time", "\(seconds)",
            "--noproxy", "*", "--write-out", "%{http_code} %{time_total}",
        ]
        let result = try await box.runAsUser(
            words + options + [url], on: other ?? node, seconds: seconds + 10)
        let said = result.output.split(separator: " ")
        return Fetch(
            exit: result.status, status: said.first.flatMap { Int($0) } ?? 0,
            seconds: said.last.flatMap { Double($0) } ?? 0,
            complaint: result.errors.split(separator: "\n").first.map(String.init) ?? "")
    }

    /// What dig said: the RCODE or why there is none, and the data of the answer's records.
    struct Lookup: Sendable {
        /// The RCODE, as `NOERROR`, or a complaint.
        var code: String
        /// The addresses, or the other data.
        var data: [String]
    }

    /// Asks a name server.
    func lookUp(
        _ name: String, type: String = "A", at server: IPAddress, _ options: String...,
        seconds: Int = 3, from other: String? = nil
    ) async throws -> Lookup {
        let words = [
            "dig", "@\(server)", name, type, "+tries=1", "+time=\(seconds)", "+nocookie",
        ]
        let result = try await box.runAsUser(
            words + options, on: other ?? node, seconds: Double(seconds) + 5)
        guard let status = result.output.firstRange(of: "status: ") else {
            return Lookup(code: result.complaint, data: [])
        }
        let code = result.output[status.upperBound...].prefix { $0.isLetter }
        let records = result.output.split(separator: "\n").filter { !$0.hasPrefix(";") }
            .map { $0.split(whereSeparator: \.isWhitespace) }.filter {
                $0.count > 4 && $0[3] == type
            }
        return Lookup(code: String(code), data: records.map { String($0[4]) })
    }

    /// The first of a service's addresses that the witness can ask.
    func address(of service: String) -> IPAddress? {
        guard let service = box.scenario.services.first(where: { $0.name == service }) else {
            return nil
        }
        let own = box.scenario.addresses(ofNode: service.node)
        return (service.addresses + own).first { $0.family == .ipv4 || box.hasIPv6 }
    }

    /// Writes an address as it stands in a URL.
    static func host(_ address: IPAddress) -> String {
        address.family == .ipv6 ? "[\(address)]" : "\(address)"
    }
}
