import InternetProtocols
import Testing

@testable import NetworkLab

@Suite("What nginx is told")
struct NginxConfigurationTests {
    private static func plan(
        _ servers: [WebServer], addresses: [String] = [], hasIPv6: Bool = true
    ) -> ServicePlan {
        let service = Service(
            name: "site", node: "web", addresses: addresses.compactMap { IPAddress($0) },
            role: .web(servers))
        return NginxServer.plan(service, servers, in: .forTests("/lab", hasIPv6: hasIPv6))
    }

    private static func text(_ plan: ServicePlan) -> String {
        plan.files["/lab/services/site/nginx.conf"] ?? ""
    }

    @Test("without addresses it listens on all, once for each family")
    func wildcard() {
        let plan = Self.plan([WebServer(port: 80), WebServer(port: 8080)])
        #expect(plan.ports == [80, 80, 8080, 8080])
        #expect(Self.text(plan).contains("listen 0.0.0.0:80;\nlisten [::]:80 ipv6only=on;\n"))
    }

    @Test("with addresses it listens on these alone, and on IPv6 only where there is IPv6")
    func addresses() {
        let own = ["1.1.1.1", "1.0.0.1", "2606:4700:4700::1111"]
        let both = Self.plan([WebServer(port: 443, certificate: "public")], addresses: own)
        #expect(both.ports == [443, 443, 443])
        #expect(Self.text(both).contains("listen [2606:4700:4700::1111]:443 ipv6only=on ssl;\n"))
        let old = Self.plan(
            [WebServer(port: 443, certificate: "public")], addresses: own, hasIPv6: false)
        #expect(old.ports == [443, 443])
        #expect(!Self.text(old).contains("["))
    }

    @Test("a service with nothing to listen on does not fall back to port 80")
    func deaf() {
        let plan = Self.plan([WebServer(port: 8080)], addresses: ["2001:db8::1"], hasIPv6: false)
        #expect(plan.ports == [])
        #expect(!Self.text(plan).contains("server {"))
    }

    @Test("a port that hangs up needs the stream module, and others do not load it")
    func streams() {
        let plan = Self.plan([WebServer(port: 443, encryption: .hangsUp), WebServer(port: 80)])
        let text = Self.text(plan)
        #expect(text.hasPrefix("load_module "))
        #expect(text.contains("proxy_pass unix:/lab/services/site/nothing;"))
        #expect(plan.ports == [443, 443, 80, 80])
        #expect(!Self.text(Self.plan([WebServer(port: 80)])).contains("stream"))
    }

    @Test("pages have exactly the stated size, whatever it is", arguments: [0, 1, 60, 90, 40_000])
    func pageSize(_ bytes: Int) throws {
        let plan = Self.plan([WebServer(port: 80, response: .page(bytes: bytes))])
        let page = try #require(plan.files["/lab/services/site/content/page-\(bytes).html"])
        #expect(page.utf8.count == bytes)
        if bytes > 80 {
            #expect(page.contains("<title>It works</title>") && page.hasSuffix("</p>\n"))
        }
    }

    @Test("texts are files, so that no character of them means anything to nginx")
    func texts() {
        let said = "costs $5; \"{}\"\\\n"
        let plan = Self.plan([WebServer(port: 80, response: .text(said))])
        #expect(plan.files.values.contains(said))
        #expect(!Self.text(plan).contains("$5"))
    }

    @Test("in redirects two variables stand for what was asked, other dollar signs for themselves")
    func redirects() {
        let plan = Self.plan([
            WebServer(port: 80, response: .redirect("https://$host$request_uri?a=$1\"\n;"))
        ])
        #expect(
            Self.text(plan).contains(
                #"return 302 "https://${host}${request_uri}?a=${dollar}1\";";"#))
    }

    @Test("the same servers make the same plan, so that only changed services are restarted")
    func deterministic() {
        let paths = Dictionary(
            uniqueKeysWithValues: (0..<20).map { ("/\($0)", WebServer.Response.text("\($0)")) })
        let servers = [WebServer(port: 80, paths: paths)]
        #expect(Self.plan(servers) == Self.plan(servers))
        #expect(Self.plan(servers) != Self.plan([WebServer(port: 80)]))
    }

    @Test("the portal's rules turn port 80 around, let names out, drop the rest, and count all")
    func portalRules() {
        let lines = PortalServer.rules(table: "fault0", interface: "lan0").split(separator: "\n")
            .filter { $0.hasPrefix("iifname") }
        #expect(
            lines == [
                "iifname \"lan0\" tcp dport 80 counter redirect to :80",
                "iifname \"lan0\" udp dport 53 counter accept",
                "iifname \"lan0\" tcp dport 53 counter accept",
                "iifname \"lan0\" counter drop",
            ])
    }
}

extension ServiceContext {
    /// A context in which only the folder matters, and the certificates.
    static func forTests(
        _ folder: String, hasIPv6: Bool, certificates: [NetworkLab.Certificate] = []
    ) -> ServiceContext {
        ServiceContext(
            scenario: Scenario(
                name: "test", title: "a test", nodes: [], links: [], certificates: certificates,
                truth: .healthy, trial: Trial(node: "a", url: "http://a.example/")),
            folder: folder, hasIPv6: hasIPv6)
    }
}
