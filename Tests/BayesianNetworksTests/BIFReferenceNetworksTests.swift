import BayesianNetworks
import Foundation
import Testing

@Suite("Public networks as BIF texts")
struct BIFReferenceNetworksTests {
    private struct Expected: Decodable {
        var variables: [String: [String]]
        var prior: [String: [Double]]
    }

    @Test(
        "every public network is read, agrees with its reference and is written back the same",
        .enabled(if: ReferenceFiles.arePresent, ReferenceFiles.reason),
        arguments: ReferenceFiles.networkNames)
    func publicNetwork(_ name: String) throws {
        let bytes = try ReferenceFiles.bytes("bayesian-networks/\(name)")
        let document = try BIFReader().read(bytes)
        let json = name.replacing(".gz", with: "").replacing(".bif", with: ".json")
        let expected = try JSONDecoder().decode(
            Expected.self, from: Data(try ReferenceFiles.bytes("bayesian-networks/\(json)")))
        let network = document.network
        let variables = network.nodes.map { ($0.variable.name, $0.variable.states) }
        #expect(Dictionary(uniqueKeysWithValues: variables) == expected.variables)
        // The prior marginal of a variable without parents is its table.
        var roots = 0
        for node in network.nodes where node.parents.isEmpty {
            let prior = try #require(expected.prior[node.variable.name])
            for (value, wanted) in zip(node.table, prior) { #expect(abs(value - wanted) < 1e-11) }
            roots += 1
        }
        #expect(roots > 0)
        let again = try BIFReader().read(BIFWriter().text(of: document))
        #expect(again.network.nodes == network.nodes)
        #expect(again.network.unseenRows == network.unseenRows)
        for case .normalised(_, _, let deviation) in document.notes { #expect(deviation < 3.1e-7) }
    }
}
