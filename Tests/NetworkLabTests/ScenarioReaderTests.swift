import Foundation
import InternetProtocols
import Testing

@testable import NetworkLab

@Suite("Reading scenario files")
struct ScenarioReaderTests {
    @Test("a file is read into what it says")
    func small() throws {
        let scenario = try ScenarioText.read(ScenarioText.small)
        #expect(scenario.name == "small")
        #expect(scenario.systems.map(\.number) == [64500])
        #expect(scenario.nodes.map(\.name) == ["client", "router", "server"])
        #expect(scenario.nodes.map(\.isRouter) == [false, true, false])
        #expect(scenario.nodes[0].gateway == "router")
        #expect(scenario.nodes[0].resolvers == [IPAddress(10, 0, 1, 2)])
        #expect(scenario.links.map(\.name) == ["lan", "wan"])
        #expect(scenario.links[0].quality == LinkQuality(delay: 2))
        #expect(scenario.links[1].right.interface == "eth0")
        #expect(
            scenario.links[1].right.addresses.map(\.description) == [
                "10.0.1.2/24", "2001:db8::2/64",
            ])
        #expect(scenario.routing == .told)
        #expect(scenario.certificates == [Certificate(name: "site", subjects: ["www.example.com"])])
        #expect(
            scenario.services[0].role
                == .authoritative([Zone(name: "example.com", records: ["www A 10.0.1.2"])]))
        #expect(
            scenario.services[2].role
                == .web([WebServer(port: 80), WebServer(port: 443, certificate: "site")]))
        #expect(scenario.faults == [Fault(.interfaceDown(node: "client", interface: "eth0"))])
        #expect(
            scenario.truth
                == Truth(className: "local-network", cause: "L1", component: "client"))
        #expect(scenario.trial == Trial(node: "client", url: "https://www.example.com/"))
    }

    @Test("a truth without a cause is that nothing is wrong and the page comes")
    func healthy() throws {
        let truth = "truth: {class: local-network, cause: L1, component: client}"
        for text in ["truth: {}", "truth: {cause: none}", "truth: {class: none, reachable: true}"] {
            let scenario = try ScenarioText.read(ScenarioText.small.replacing(truth, with: text))
            #expect(scenario.truth == .healthy)
        }
    }

    @Test(
        "delays are in milliseconds or in the unit they name",
        arguments: [("5", 5.0), ("5ms", 5), ("0.5s", 500), ("1e-3ms", 0.001), ("1m", 60_000)])
    func delays(text: String, milliseconds: Double) throws {
        let scenario = try ScenarioText.read(
            ScenarioText.small.replacing("delay: 2ms", with: "delay: \(text)"))
        #expect(scenario.links[0].quality.delay == milliseconds)
    }

    @Test(
        "times are in seconds or in the unit they name",
        arguments: [
            ("90", 90.0), ("-40d", -3_456_000), ("4h", 14_400), ("3m", 180), ("250ms", 0.25),
            ("-1.5s", -1.5),
        ])
    func times(text: String, seconds: Double) throws {
        let kind = try ScenarioText.read(fault: "clock-wrong: {node: client, by: \(text)}")
        #expect(kind == .clockWrong(node: "client", seconds: seconds))
    }

    @Test("the validity of certificates is in days or in the unit it names")
    func days() throws {
        let text = ScenarioText.small.replacing(
            "[www.example.com]}", with: "[www.example.com], begins: -12h, ends: 10}")
        let certificate = try ScenarioText.read(text).certificates[0]
        #expect(certificate.begins == -0.5)
        #expect(certificate.ends == 10)
    }

    @Test("shares and rates are read in each of their forms")
    func qualities() throws {
        let forms = [
            ("loss: 8%", LinkQuality(loss: 0.08)), ("loss: 0.08", LinkQuality(loss: 0.08)),
            ("loss: 100%", LinkQuality(loss: 1)), ("rate: 600kbit", LinkQuality(rate: 600_000)),
            ("rate: 10mbit", LinkQuality(rate: 1e7)), ("rate: 1gbit", LinkQuality(rate: 1e9)),
            ("rate: 9600", LinkQuality(rate: 9600)), ("rate: 9600bit", LinkQuality(rate: 9600)),
            ("reordering: 2.5%", LinkQuality(reordering: 0.025)),
            ("delay: 300ms, jitter: 20ms", LinkQuality(delay: 300, jitter: 20)),
            ("mtu: 1300", LinkQuality(maximumTransmissionUnit: 1300)),
        ]
        for (text, quality) in forms {
            let kind = try ScenarioText.read(fault: "link-degraded: {link: wan, \(text)}")
            #expect(kind == .linkDegraded(link: "wan", quality: quality), "\(text)")
        }
    }

    @Test("responses are read in each of their forms")
    func responses() throws {
        let forms: [(String, WebServer.Response)] = [
            ("{page: 60000}", .page(bytes: 60_000)), ("{text: \"a\\nb\"}", .text("a\nb")),
            ("{status: 503, retry-after: 120}", .status(503, retryAfter: 120)),
            ("{status: 404}", .status(404, retryAfter: nil)),
            ("{redirect: \"https://$host/\"}", .redirect("https://$host/")),
            ("{late: 6}", .late(seconds: 6)), ("{late: 500ms}", .late(seconds: 0.5)),
            ("{bad-gateway: true}", .badGateway),
        ]
        for (text, response) in forms {
            let kind = try ScenarioText.read(
                fault: "response-replaced: {service: site, port: 443, respond: \(text)}")
            #expect(
                kind == .responseReplaced(service: "site", port: 443, response: response),
                "\(text)")
        }
    }

    @Test("resolvers can give each answer that is not the truth")
    func answers() throws {
        let forms: [(String, ResolverRule.Answer)] = [
            ("answer: name-error", .nameError), ("answer: no-data", .noData),
            ("answer: refused", .refused), ("answer: server-failure", .serverFailure),
            (
                "addresses: [192.0.2.1, \"::1\"]",
                .addresses([IPAddress(192, 0, 2, 1), IPAddress(ipv6: 1)])
            ),
        ]
        for (text, answer) in forms {
            let kind = try ScenarioText.read(
                fault: "resolver-rule: {service: resolver, name: www.example.com, \(text)}")
            let rule = ResolverRule(name: "www.example.com", answer: answer)
            #expect(kind == .resolverRule(service: "resolver", rule: rule), "\(text)")
        }
    }

    @Test("faults begin and end when they say")
    func faultTimes() throws {
        let text = ScenarioText.small.replacing(
            "- " + ScenarioText.fault,
            with: "- {interface-down: {node: client, interface: eth0}, from: 500ms, until: 1m}")
        let fault = try ScenarioText.read(text).faults[0]
        #expect(fault.begins == 0.5)
        #expect(fault.ends == 60)
    }

    @Test("anchors and aliases save writing the same twice")
    func aliases() throws {
        let text = ScenarioText.small
            .replacing("records: [\"www A 10.0.1.2\"]", with: "records: &r [\"www A 10.0.1.2\"]")
            .replacing(
                "- " + ScenarioText.fault,
                with:
                    "- records-replaced: {service: names, zone: example.com, name: www, records: *r}"
            )
        #expect(
            try ScenarioText.read(text).faults[0].kind
                == .recordsReplaced(
                    service: "names", zone: "example.com", name: "www",
                    records: ["www A 10.0.1.2"]))
    }

    @Test("two nodes can share an address of their loopbacks, as anycast does")
    func anycast() throws {
        let text = ScenarioText.small.replacing(
            "router: true, system: access}",
            with: "router: true, system: access, addresses: [192.0.2.7]}")
        #expect(try ScenarioText.read(text).nodes[1].addresses == [IPAddress(192, 0, 2, 7)])
    }
}
