import Foundation
import InternetProtocols
import Testing

@testable import NetworkLab

private let obstacle = ServicesInNamespaces.obstacle("bird", "birdc", "curl")

@Suite(
    "routers of the lab, really running",
    .enabled(if: obstacle == nil, Comment(rawValue: obstacle ?? "")))
struct RouterServiceTests {
    /// What makes a scenario's nodes, cables and addresses in the namespaces of a test; routes
    /// inside a system are told, as far as these scenarios need.
    private static func setUp(_ scenario: Scenario, told: [String]) -> String {
        var lines = ["mount -t tmpfs lab /run", "mkdir /run/netns"]
        lines += scenario.nodes.flatMap { node in
            [
                "ip netns add \(node.name)", "ip -n \(node.name) link set lo up",
                "ip netns exec \(node.name) sh -c 'echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad'",
                "ip netns exec \(node.name) sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'",
                "ip netns exec \(node.name) sh -c 'echo 1 > /proc/sys/net/ipv6/conf/all/forwarding'",
            ] + node.addresses.map { "ip -n \(node.name) addr add \($0) dev lo" }
        }
        for link in scenario.links {
            lines.append(
                "ip link add \(link.left.interface) netns \(link.left.node) type veth "
                    + "peer name \(link.right.interface) netns \(link.right.node)")
            for end in link.ends {
                lines += end.addresses.map {
                    "ip -n \(end.node) addr add \($0) dev \(end.interface)"
                }
                lines.append("ip -n \(end.node) link set \(end.interface) up")
            }
        }
        return (lines + told).joined(separator: "\n")
    }

    /// Waits until the kernel of a node has a route, at most ten seconds, and prints it.
    private static func route(_ label: String, _ node: String, _ prefix: String) -> (
        label: String, command: String
    ) {
        let show = "ip -n \(node) route show \(prefix)"
        let show6 = "ip -n \(node) -6 route show \(prefix)"
        let both = prefix.contains(":") ? show6 : show
        return (
            label,
            "for try in $(seq 100); do [ -n \"$(\(both))\" ] && break; sleep 0.1; done; \(both)"
        )
    }

    @Test("routes of other systems are learned, through a chain inside a system too")
    func learning() throws {
        let folder = try ServicesInNamespaces.temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var context = RoutersOfALab.context(folder: folder)
        let hijack = Fault(
            .prefixHijacked(
                node: "thief", prefixes: [IPPrefix("198.51.100.0/25")].compactMap { $0 }))
        context.faults = [hijack]
        let plans = BirdRouter.plans(in: context)
        #expect(plans.map(\.node) == ["isp", "far", "core", "hosting", "thief"])
        let sessions = BirdRouter.sessionsCommand(of: "core", in: context)
            .joined(separator: " ")
        let answers = try ServicesInNamespaces.answers(
            to: [
                Self.route("isp to hosting", "isp", "198.51.100.0/24"),
                Self.route("isp to hosting, 6", "isp", "2001:db8:80::/48"),
                Self.route("far to hosting", "far", "198.51.100.0/24"),
                Self.route("hosting to far", "hosting", "100.64.0.0/16"),
                Self.route("hosting to lan", "hosting", "10.0.0.0/24"),
                Self.route("isp to single", "isp", "1.1.1.1"),
                Self.route("stolen", "far", "198.51.100.0/25"),
                ("not from the owner", "ip -n hosting route show 198.51.100.0/25"),
                Self.route("thief", "thief", "198.51.100.0/25"),
                ("sessions", sessions),
                (
                    // Refused, not lost: the question got there and the refusal got back.
                    "round trip",
                    "ip netns exec far curl -s -m 3 http://198.51.100.200/; echo $?"
                ),
            ], plans: plans,
            setUp: Self.setUp(
                context.scenario,
                told: [
                    // Inside a system the lab tells routes.
                    "ip -n isp route add 10.0.0.0/24 via 100.64.0.2",
                    "ip -n core route add 1.1.1.1 via 100.65.9.2",
                    "ip -n far route add 100.65.1.0/24 via 100.64.0.1",
                ]),
            inNode: { "ip netns exec \($0) " })

        #expect(answers["isp to hosting"]?.contains("via 100.65.1.1") == true)
        #expect(answers["isp to hosting, 6"]?.contains("via 2001:db8:fe:1::1") == true)
        #expect(answers["far to hosting"]?.contains("via 100.64.0.1") == true)
        #expect(answers["hosting to far"]?.contains("via 100.65.2.1") == true)
        #expect(answers["hosting to lan"]?.contains("via 100.65.2.1") == true)
        #expect(answers["isp to single"]?.contains("via 100.65.1.1") == true)
        #expect(answers["stolen"]?.contains("via 100.64.0.1") == true)
        #expect(answers["not from the owner"] == "")
        #expect(answers["thief"]?.contains("blackhole") == true)
        #expect(answers["round trip"] == "7")
        let said = try #require(answers["sessions"])
        #expect(said.contains("Established"))
        #expect(BirdRouter.isConverged(said))
        for plan in plans {
            #expect(answers["listeners \(plan.node) 179"] == "\(plan.ports.count)", "\(plan.node)")
        }
    }
}
