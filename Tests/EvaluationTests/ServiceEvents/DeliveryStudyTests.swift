import Testing

@testable import Evaluation

@Suite("generated month of a delivery network")
struct DeliveryStudyTests {
    @Test("the network has the numbers of the paper's table I, and every group has users")
    func proportions() {
        let network = DeliveryNetwork(usersPerHour: 50_000, seed: 5)
        let groups = DeliveryGroups(network)
        #expect(groups.count("cdn-node") == 1)
        #expect(groups.count("next-hop-as") == 125)
        #expect(groups.count("origin-as") == 820)
        #expect(groups.count("as-path") == 1_055)
        #expect(groups.count("city") == 1_758)
        #expect(groups.count("bgp-prefix") == 4_646)
        #expect(groups.count("city+bgp-prefix") == 8_784)
        // Routers of next hops with a single prefix may stay without one.
        #expect((170...185).contains(groups.count("egress-router")))
        let users = network.leaves.reduce(0) { $0 + $1.users }
        #expect(abs(users - 50_000) < 1e-6 * 50_000)
    }

    @Test("pairs of city and prefix are there once")
    func pairs() {
        let network = DeliveryNetwork(usersPerHour: 1, seed: 6)
        #expect(Set(network.leaves.map { [$0.city, $0.prefix] }).count == network.leaves.count)
    }

    @Test("faults never meet on the same users, nor in the hours without measurements")
    func faults() {
        var network = DeliveryNetwork(usersPerHour: 50_000, seed: 7)
        var generator = DeliveryStudy.generator(seed: 7)
        let faults = DeliveryFault.draw(
            40, network: &network, bins: 100..<700, without: [300..<302], leastUsers: 50,
            generator: &generator)
        #expect(faults.count == 40)
        for (place, fault) in faults.enumerated() {
            #expect(!fault.bins.overlaps(300..<302) && !fault.leaves.isEmpty && fault.shift > 0)
            for other in faults[..<place] where other.bins.overlaps(fault.bins) {
                #expect(Set(other.leaves).isDisjoint(with: fault.leaves))
            }
        }
    }

    @Test("a strong fault is told in its place, and the same study gives the same findings")
    func study() throws {
        var settings = DeliveryStudy.Settings()
        settings.hours = 132
        settings.warmUp = 96
        settings.usersPerHour = 12_000
        settings.leastUsers = 200
        settings.faults = 2
        settings.seed = 4
        let study = try DeliveryStudy(settings)
        #expect(study.findings.count == 2)
        #expect(study.findings.contains { $0.isLocalized && $0.rank ?? 99 <= 3 })
        #expect(study.falseEntries <= 2)
        #expect(study.days == 2)
        let again = try DeliveryStudy(settings)
        #expect(again.findings == study.findings && again.events == study.events)
    }
}
