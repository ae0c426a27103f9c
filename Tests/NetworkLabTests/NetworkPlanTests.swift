import InternetProtocols
import Testing

@testable import NetworkLab

@Suite("What is typed into the system's tools")
struct NetworkPlanTests {
    private static func end(_ node: String, _ interface: String, _ text: String) -> LinkEnd {
        LinkEnd(
            node: node, interface: interface,
            addresses: text.split(separator: " ").compactMap { InterfaceAddress(String($0)) })
    }

    private static let scenario = Scenario(
        name: "pair", title: "a pair", nodes: [Node(name: "a"), Node(name: "b", isRouter: true)],
        links: [
            Link(
                name: "cable", left: end("a", "eth0", "10.0.0.2/24 2001:db8::2/64"),
                right: end("b", "lan0", "10.0.0.1/24 2001:db8::1/64"))
        ], truth: .healthy, trial: Trial(node: "a", url: "http://10.0.0.1/"))

    @Test("a cable is one pair of interfaces, each in its node")
    func cable() {
        let plan = NetworkPlan(Self.scenario, hasIPv6: true, forwarded: [])
        #expect(plan.cables == ["link add eth0 netns a type veth peer name lan0 netns b"])
        #expect(plan.namespaces == ["a", "b"])
    }

    @Test("a cable that holds packets back passes through a namespace of its own")
    func forwardedCable() {
        let plan = NetworkPlan(Self.scenario, hasIPv6: true, forwarded: ["cable"])
        #expect(plan.namespaces == ["a", "b", "wires"])
        #expect(
            plan.cables == [
                "link add eth0 netns a type veth peer name w0l netns wires",
                "link add lan0 netns b type veth peer name w0r netns wires",
            ])
    }

    @Test("without IPv6 in the kernel, nothing of it is asked for")
    func withoutIPv6() {
        let plan = NetworkPlan(Self.scenario, hasIPv6: false, forwarded: [])
        let lines = plan.setUp(Self.scenario.nodes[0])
        #expect(lines.contains("addr replace 10.0.0.2/24 dev eth0"))
        #expect(!lines.contains { $0.contains("2001:db8") })
        #expect(!plan.kernelSettings(Self.scenario.nodes[1]).contains("ipv6"))
    }

    @Test("routers forward and hosts do not")
    func forwarding() {
        let plan = NetworkPlan(Self.scenario, hasIPv6: true, forwarded: [])
        #expect(plan.kernelSettings(Self.scenario.nodes[1]).contains("ipv4/ip_forward"))
        #expect(!plan.kernelSettings(Self.scenario.nodes[0]).contains("ip_forward"))
    }

    @Test("a filter has a counting rule for every destination of its own family")
    func filter() {
        let filter = PacketFilter(
            node: "b",
            destinations: ["198.51.100.80/32", "2001:db8:80::80/128"].compactMap { IPPrefix($0) },
            transport: .tcp, ports: [443, 80], action: .drop)
        let rules = filter.rules(table: "fault0").split(separator: "\n").map(String.init)
        #expect(rules.first == "table inet fault0 {")
        #expect(
            rules.contains(
                "ip daddr 198.51.100.80/32 meta l4proto tcp th dport { 443, 80 } counter drop"))
        #expect(
            rules.contains(
                "ip6 daddr 2001:db8:80::80/128 meta l4proto tcp th dport { 443, 80 } counter drop"))
    }

    @Test("a reset answers TCP alone, whatever the filter names")
    func reset() {
        let rules = PacketFilter(node: "b", action: .reset).rules(table: "t")
        #expect(rules.contains("meta l4proto tcp counter reject with tcp reset"))
    }

    @Test("listening ports are read from the kernel's table")
    func listening() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
               0: 00000000:0035 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
               1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0
               2: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0
            """
        #expect(ListeningPorts.ports(inTable: table) == [53, 8080])
    }
}
