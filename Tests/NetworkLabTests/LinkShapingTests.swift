import Testing

@testable import NetworkLab

@Suite("What the kernel does to the packets of a link")
struct LinkShapingTests {
    @Test("a perfect link needs no command")
    func perfect() {
        #expect(LinkShaping.rateCommands(.perfect, interface: "eth0").isEmpty)
        #expect(LinkShaping.netemCommands(.perfect, interface: "eth0").isEmpty)
        #expect(LinkShaping.lossRules(.perfect, interface: "eth0").isEmpty)
        #expect(LinkShaping.maximumTransmissionUnit(.perfect, interface: "eth0").isEmpty)
    }

    @Test(
        "the queue in front of a slow link holds 50 ms, and never less than ten packets",
        arguments: [16e3, 128e3, 1e6, 10e6, 100e6, 1e9])
    func tokenBucket(rate: Double) throws {
        let bucket = try #require(TokenBucket(LinkQuality(rate: rate)))
        #expect(bucket.rate == Int(rate))
        #expect(bucket.burst >= 2 * 1514)
        let waiting = bucket.limit - bucket.burst
        if rate >= 10e6 {
            #expect(waiting == Int(rate / 8 * 0.05))
            #expect(bucket.burst == Int(rate / 8 * 0.005))
        }
        #expect(waiting >= 10 * 1514)
    }

    @Test("the rate is set by one command that can be repeated")
    func rate() {
        #expect(
            LinkShaping.rateCommands(LinkQuality(rate: 50e6), interface: "wan0") == [
                [
                    "tc", "qdisc", "replace", "dev", "wan0", "root", "tbf", "rate", "50000000bit",
                    "burst", "31250b", "limit", "343750b",
                ]
            ])
    }

    @Test("rates that no link has are no limit", arguments: [0, -1, .nan, .infinity])
    func impossibleRates(rate: Double) {
        #expect(LinkShaping.rateCommands(LinkQuality(rate: rate), interface: "eth0").isEmpty)
    }

    @Test("loss is drawn in millionths, and all means all")
    func loss() {
        let some = LinkShaping.lossRules(LinkQuality(loss: 0.125), interface: "eth0.5")
        #expect(some.contains("numgen random mod 1000000 < 125000 counter drop\n"))
        #expect(some.contains("hook ingress device \"eth0.5\""))
        #expect(some.contains("table inet loss_eth0_5 {"))
        let all = LinkShaping.lossRules(LinkQuality(loss: 1), interface: "eth0")
        #expect(all.contains(" counter drop\n"))
        #expect(!all.contains("numgen"))
        #expect(LinkShaping.lossRules(LinkQuality(loss: 1e-9), interface: "eth0").isEmpty)
    }

    @Test("netem is for a constant delay only, with the rate behind it")
    func netem() {
        #expect(LinkShaping.suitsNetem(LinkQuality(delay: 20, rate: 1e6)))
        #expect(!LinkShaping.suitsNetem(LinkQuality(delay: 20, jitter: 1)))
        #expect(!LinkShaping.suitsNetem(LinkQuality(delay: 20, reordering: 0.1)))
        let commands = LinkShaping.netemCommands(
            LinkQuality(delay: 20.5, rate: 50e6), interface: "eth0")
        #expect(
            commands.map { $0.joined(separator: " ") } == [
                "tc qdisc replace dev eth0 root handle 1: netem delay 20500us limit 50000",
                "tc qdisc replace dev eth0 parent 1:1 handle 10: tbf rate 50000000bit"
                    + " burst 31250b limit 343750b",
            ])
    }
}
