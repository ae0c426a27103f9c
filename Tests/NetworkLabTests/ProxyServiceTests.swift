import Foundation
import InternetProtocols
import Testing

@testable import NetworkLab

private let obstacle = ServicesInNamespaces.obstacle(
    "squid", "unbound", "curl", "openssl", "nginx")

@Suite(
    "the proxy of the lab, really running",
    .enabled(if: obstacle == nil, Comment(rawValue: obstacle ?? "")))
struct ProxyServiceTests {
    private static func proxy(_ name: String, port: Int, wantsPassword: Bool) -> Service {
        Service(
            name: name, node: "names", addresses: [NameServersOfALab.address("192.0.2.60")],
            role: .proxy(ForwardProxy(port: port, wantsPassword: wantsPassword)))
    }

    /// Fetches by a proxy: the answer to CONNECT, the answer to the request, curl's own status.
    private static func fetch(
        _ label: String, _ port: Int, _ words: String
    ) -> (label: String, command: String) {
        (
            label,
            "curl -s -k -o /dev/null -m 9 -x http://192.0.2.60:\(port) "
                + "-w '%{http_connect} %{http_code}\\n' \(words)"
        )
    }

    @Test("pages come by GET and CONNECT, a password is asked for, other ports are refused")
    func pages() throws {
        let folder = try ServicesInNamespaces.temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var context = NameServersOfALab.context(
            [
                NameServersOfALab.resolver("isp", "192.0.2.53", RecursiveResolver()),
                Self.proxy("open", port: 3128, wantsPassword: false),
                Self.proxy("shut", port: 3129, wantsPassword: true),
            ], folder: folder)
        context.scenario.nodes[0].resolvers = [NameServersOfALab.address("192.0.2.53")]
        var plans = try ServicePlan.all(in: context)
        let site = "\(folder)/site.conf"
        plans.append(
            ServicePlan(
                name: "site", node: "names",
                files: [
                    site: """
                    daemon off; master_process off; user root; error_log stderr;
                    pid \(folder)/site.pid; events {}
                    http { access_log off; server {
                    listen 198.51.100.80:80; listen 198.51.100.80:443 ssl;
                    ssl_certificate \(folder)/certificates/names.pem;
                    ssl_certificate_key \(folder)/certificates/names.key;
                    return 204; } }
                    """
                ], command: ["nginx", "-e", "stderr", "-p", folder, "-c", site], ports: [80, 443]))
        let answers = try ServicesInNamespaces.answers(
            to: [
                Self.fetch("get", 3128, "http://www.example.com/"),
                Self.fetch("connect", 3128, "https://www.example.com/"),
                Self.fetch("other port", 3128, "https://www.example.com:8443/"),
                Self.fetch("no such name", 3128, "http://missing.example.com/"),
                Self.fetch("name for CONNECT", 3128, "https://missing.example.com/"),
                Self.fetch("get without password", 3129, "http://www.example.com/"),
                Self.fetch("connect without password", 3129, "https://www.example.com/"),
                Self.fetch("wrong password", 3129, "-U lab:wrong https://www.example.com/"),
                Self.fetch("connect with password", 3129, "-U lab:lab https://www.example.com/"),
            ], plans: plans,
            setUp: NameServiceTests.setUp(folder)
                + "\nip addr add 192.0.2.60/32 dev lo; ip addr add 198.51.100.80/32 dev lo")

        #expect(answers["get"] == "000 204")
        #expect(answers["connect"] == "200 204")
        #expect(answers["other port"] == "403 000")
        // Squid 5.7 says 502 and, to CONNECT, 500 where 503 would be right.
        #expect(answers["no such name"]?.hasPrefix("000 50") == true)
        #expect(answers["name for CONNECT"]?.hasPrefix("50") == true)
        #expect(answers["get without password"] == "000 407")
        #expect(answers["connect without password"] == "407 000")
        #expect(answers["wrong password"] == "407 000")
        #expect(answers["connect with password"] == "200 204")
        #expect(answers["listeners names 3128"] == "1")
        #expect(answers["listeners names 3129"] == "1")
    }
}
