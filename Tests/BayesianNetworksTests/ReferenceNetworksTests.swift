import BayesianNetworks
import Foundation
import Testing

@Suite("Public networks against reference marginals")
struct ReferenceNetworksTests {
    private struct Expected: Decodable {
        var prior: [String: [Double]]
        var posterior: [String: [Double]]
        var evidence: [String: String]
        var log_p_evidence: Double
    }

    private static let slow: Set = [
        "link", "munin1", "munin", "munin3", "diabetes", "mildew", "water",
    ]

    private static func names(slow wanted: Bool) -> [String] {
        ReferenceFiles.networkNames.filter {
            slow.contains(String($0.prefix { $0 != "." })) == wanted
        }
    }

    @Test(
        "marginals agree with the reference, with and without evidence",
        .enabled(if: ReferenceFiles.arePresent, ReferenceFiles.reason),
        arguments: names(slow: false))
    func quick(_ name: String) throws { try check(name) }

    @Test(
        "marginals of the heavy networks agree with the reference",
        .enabled(if: ReferenceFiles.arePresent, ReferenceFiles.reason),
        .enabled(
            if: ProcessInfo.processInfo.environment["CULPRIT_SLOW_TESTS"] == "1",
            "takes long: set CULPRIT_SLOW_TESTS=1"),
        arguments: names(slow: true))
    func slow(_ name: String) throws { try check(name) }

    private func check(_ name: String) throws {
        let network = try BIFReader().read(ReferenceFiles.bytes("bayesian-networks/\(name)"))
            .network
        let json = "bayesian-networks/\(name.prefix { $0 != "." }).json"
        let expected = try JSONDecoder().decode(
            Expected.self, from: Data(try ReferenceFiles.bytes(json)))
        let evidence = try Evidence(named: expected.evidence, in: network)
        let prior = try JunctionTree(compiling: network).posterior()
        #expect(try disagreement(prior, expected.prior, network) < 1e-9)
        let posterior = try JunctionTree(
            compiling: network, observing: Array(evidence.findings.keys)
        ).posterior(given: evidence)
        #expect(try disagreement(posterior, expected.posterior, network) < 1e-9)
        #expect(abs(posterior.logProbabilityOfEvidence - expected.log_p_evidence) < 1e-9)
    }

    private func disagreement(
        _ posterior: Posterior, _ expected: [String: [Double]], _ network: BayesianNetwork
    ) throws -> Double {
        var largest = 0.0
        for (index, node) in network.nodes.enumerated() {
            let wanted = try #require(expected[node.variable.name])
            largest = max(largest, largestDifference(posterior[index], wanted))
        }
        return largest
    }
}
