import Testing

@testable import NetworkLab

@Suite("Scenario files that cannot be used")
struct ScenarioErrorTests {
    /// One change of the small scenario, and the complaint about it without the file's name.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let written: String
        let instead: String
        let complaint: String

        init(_ written: String, _ instead: String, _ complaint: String) {
            self.written = written
            self.instead = instead
            self.complaint = complaint
        }

        /// Another fault than that of the small scenario, which stands in line 21.
        init(fault: String, _ complaint: String) {
            self.init(ScenarioText.fault, fault, "line 21, faults.1." + complaint)
        }

        var testDescription: String { instead }
    }

    func check(_ mistake: Mistake) {
        let text = ScenarioText.small.replacing(mistake.written, with: mistake.instead)
        #expect(text != ScenarioText.small, "the change changes nothing")
        #expect(ScenarioText.complaint(about: text) == "a.yaml, " + mistake.complaint)
    }

    @Test(
        "a form that is not that of scenarios is refused",
        arguments: [
            Mistake(
                "schema: 1", "schema: 2",
                "line 1, schema: this is schema 2; this program reads schema 1"),
            Mistake("schema: 1\n", "", "line 1: `schema` is missing"),
            Mistake(
                "title:", "titel:",
                "line 3: `titel` means nothing here; the keys are schema, name, title, truth, trial, topology, systems, nodes, links, routing, certificates, services, faults"
            ),
            Mistake(
                "name: small", "name: my scenario",
                "line 2, name: `my scenario` is no name; it needs letters, digits and hyphens, and no hyphen first"
            ),
            Mistake(
                "title: the client's interface is switched off", "title: \"\"",
                "line 3, title: one line of text is needed"),
            Mistake(
                "trial: {node: client, url: \"https://www.example.com/\"}", "",
                "line 1: `trial` is missing"),
            Mistake(
                "{name: client, gateway", "{name client, gateway: [", "line 7: this cannot be read"),
            Mistake(
                "faults:", "faults: none\nfaults:",
                "line 20: the key `faults` is there more than once"),
            Mistake(
                "{node: client, url", "{node: client, node: client, url",
                "line 23: the key `node` is there more than once"),
            Mistake(
                "name: client, gateway", "name: the-good-client, gateway",
                "line 7, nodes.1.name: `the-good-client` is too long a name; 12 characters are allowed"
            ),
            Mistake(
                "name: lan, delay", "name: -lan, delay",
                "line 11, links.1.name: `-lan` is no name; it needs letters, digits and hyphens, and no hyphen first"
            ),
            Mistake(
                "router: true", "router: maybe", "line 8, nodes.2.router: true or false is needed"),
            Mistake(
                "resolvers: [10.0.1.2]", "resolvers: [10.0.1.256]",
                "line 7, nodes.1.resolvers.1: `10.0.1.256` is no address; write 192.0.2.1 or \"2001:db8::1\""
            ),
            Mistake(
                "interface: wan0", "interface: wide-area-interface",
                "line 12, links.2.ends.1.interface: `wide-area-interface` is too long for an interface; Linux allows 15 characters"
            ),
            Mistake(
                "interface: wan0", "interface: \"wan 0\"",
                "line 12, links.2.ends.1.interface: `wan 0` is no interface name; write eth0 or wan0"
            ),
            Mistake(
                "[10.0.0.2/24]", "[10.0.0.2]",
                "line 11, links.1.ends.1.addresses.1: `10.0.0.2` is no address with its block; write 10.0.0.2/24 or \"2001:db8::2/64\""
            ),
            Mistake(
                "[10.0.0.0/16]", "[10.0.0.1/16]",
                "line 5, systems.1.prefixes.1: `10.0.0.1/16` is inside a block; the block is 10.0.0.0/16"
            ),
            Mistake(
                "number: 64500", "number: 0",
                "line 5, systems.1.number: 0 is no system's number; it goes from 1 to 4294967294"),
            Mistake(
                "delay: 2ms", "delay: -2ms",
                "line 11, links.1.delay: a duration here cannot be negative"),
            Mistake(
                "delay: 2ms", "delay: soon",
                "line 11, links.1.delay: `soon` is no duration; write 300ms, 2s, 3m, 4h or 40d"),
            Mistake(
                "delay: 2ms", "delay: 2h", "line 11, links.1.delay: a minute is the longest delay"),
            Mistake(
                "delay: 2ms", "loss: 120%",
                "line 11, links.1.loss: `120%` is no share; it goes from 0% to 100%, or from 0 to 1"
            ),
            Mistake(
                "delay: 2ms", "loss: 8",
                "line 11, links.1.loss: `8` is no share; it goes from 0% to 100%, or from 0 to 1"),
            Mistake(
                "delay: 2ms", "loss: inf",
                "line 11, links.1.loss: `inf` is no share; write 8% or 0.08"),
            Mistake(
                "delay: 2ms", "rate: fast",
                "line 11, links.1.rate: `fast` is no rate; write 600kbit, 10mbit or bits a second"),
            Mistake("delay: 2ms", "rate: 0mbit", "line 11, links.1.rate: a rate is more than 0"),
            Mistake(
                "delay: 2ms", "mtu: 20",
                "line 11, links.1.mtu: 20 is no packet size in bytes; it goes from 68 to 65535"),
            Mistake(
                "port: 443", "port: 70000",
                "line 18, services.3.web.2.port: 70000 is no port; it goes from 1 to 65535"),
            Mistake(
                "port: 443", "port: https",
                "line 18, services.3.web.2.port: a whole number is needed"),
            Mistake(
                "{port: 443, certificate", "{port: 443, encryption: strong, certificate",
                "line 18, services.3.web.2.encryption: one of these is needed: modern, old-version, no-cipher, rejects-name, client-certificate, hangs-up"
            ),
            Mistake(
                "proxy: {port: 3128}", "proxy: {}, web: [{port: 80}]",
                "line 19, services.4: a service has exactly one of authoritative, recursive, web, proxy, program; here are web, proxy"
            ),
            Mistake(
                ", proxy: {port: 3128}", "",
                "line 19, services.4: a service has exactly one of authoritative, recursive, web, proxy, program; here is none"
            ),
            Mistake(
                "{port: 80}", "{port: 80, respond: {page: 5, text: a}}",
                "line 18, services.3.web.1.respond: a response has exactly one of page, text, status, redirect, late, bad-gateway; here are page, text"
            ),
            Mistake(
                "{port: 80}", "{port: 80, respond: {page: 5, retry-after: 9}}",
                "line 18, services.3.web.1.respond.retry-after: `retry-after` goes with `status` alone"
            ),
            Mistake(
                "{port: 80}", "{port: 80, respond: {status: 100}}",
                "line 18, services.3.web.1.respond.status: 100 is no status of a final answer; it goes from 200 to 599"
            ),
            Mistake(
                "{port: 80}", "{port: 80, respond: {bad-gateway: false}}",
                "line 18, services.3.web.1.respond.bad-gateway: write `bad-gateway: true`"),
            Mistake(
                "{port: 80}", "{port: 80, paths: {login: {page: 1}}}",
                "line 18, services.3.web.1.paths.login: `login` is no path; it begins with / and has no spaces"
            ),
            Mistake(
                "name: example.com", "name: Example.com.",
                "line 16, services.1.authoritative.1.name: write `example.com`, not `Example.com.`"),
            Mistake(
                "\"www A 10.0.1.2\"", "\"www 10.0.1.2\"",
                "line 16, services.1.authoritative.1.records.1: `www 10.0.1.2` is no record; write `www A 192.0.2.1`"
            ),
            Mistake(
                "\"www A 10.0.1.2\"", "\"www AAAA 10.0.1.2\"",
                "line 16, services.1.authoritative.1.records.1: `10.0.1.2` is no address for a record of type AAAA"
            ),
            Mistake(
                "[www.example.com]}", "[www example]}",
                "line 14, certificates.1.subjects.1: `www example` is no name for a certificate: "),
            Mistake(
                "[www.example.com]}", "[]}",
                "line 14, certificates.1.subjects: a certificate is for one name at least"),
            Mistake(
                "[www.example.com]}", "[www.example.com], ends: -40}",
                "line 14, certificates.1.ends: the certificate ends before it begins: -30 to -40 days"
            ),
            Mistake(
                "cause: L1", "cause: expired",
                "line 22, truth.cause: `expired` is no cause; write a code such as S3, or none"),
            Mistake(
                "class: local-network, cause: L1", "cause: L1",
                "line 22, truth: `class` and `cause` go together; leave both out when nothing is wrong"
            ),
            Mistake(
                "cause: L1", "cause: L1, also: [P3, L1]",
                "line 22, truth.also.2: L1 is named already"),
            Mistake(
                "https://www.example.com/", "ftp://www.example.com/",
                "line 23, trial.url: `ftp://www.example.com/` is no page to visit: "),
            Mistake(
                "{node: client, url", "{at: -1, node: client, url",
                "line 23, trial.at: a duration here cannot be negative"),
            Mistake(
                "{node: client, url", "{environment: {1x: a}, node: client, url",
                "line 23, trial.environment.1x: `1x` is no name of a variable"),
        ])
    func form(mistake: Mistake) {
        let text = ScenarioText.small.replacing(mistake.written, with: mistake.instead)
        #expect(text != ScenarioText.small, "the change changes nothing")
        let complaint = ScenarioText.complaint(about: text)
        #expect(complaint.hasPrefix("a.yaml, " + mistake.complaint), "\(complaint)")
    }

    @Test(
        "what the parts of a scenario say of each other must be true",
        arguments: [
            Mistake(
                "name: router, router: true, system: access",
                "name: router, router: true, system: acces",
                "line 8, nodes.2.system: there is no system called acces; there are access"),
            Mistake(
                "gateway: router", "gateway: rooter",
                "line 7, nodes.1.gateway: there is no node called rooter; there are client, router, server"
            ),
            Mistake(
                "gateway: router", "gateway: server",
                "line 7, nodes.1.gateway: server is no neighbour of client; its neighbours: router"),
            Mistake(
                "router: true, ", "",
                "line 7, nodes.1.gateway: router is no router and forwards nothing"),
            Mistake(
                "name: server, system", "name: client, system",
                "line 9, nodes.3.name: `client` is among the nodes already in line 7; names are unique in a file"
            ),
            Mistake(
                "name: wan, ends", "name: lan, ends",
                "line 12, links.2.name: `lan` is among the links already in line 11; names are unique in a file"
            ),
            Mistake(
                "name: proxy, node", "name: site, node",
                "line 19, services.4.name: `site` is among the services already in line 18; names are unique in a file"
            ),
            Mistake(
                "{node: server, interface", "{node: sever, interface",
                "line 12, links.2.ends.2.node: there is no node called sever; there are client, router, server"
            ),
            Mistake(
                "interface: wan0", "interface: lan0",
                "line 12, links.2.ends.1.interface: router has an interface lan0 already, at the link lan"
            ),
            Mistake(
                "interface: wan0", "interface: lo",
                "line 12, links.2.ends.1.interface: lo is in every node already"),
            Mistake(
                "{node: router, interface: wan0", "{node: server, interface: wan0",
                "line 12, links.2.ends.2.node: a link joins two different nodes"),
            Mistake(
                "10.0.0.2/24", "10.0.7.2/24",
                "line 11, links.1.ends.1.addresses.1: 10.0.7.2 is in 10.0.7.0/24, where router at the other end is not; it is in 10.0.0.0/24"
            ),
            Mistake(
                ", \"2001:db8::1/64\"", "",
                "line 12, links.2.ends.2.addresses.2: 2001:db8::2 is in 2001:db8::/64, where router at the other end has no address"
            ),
            Mistake(
                "10.0.0.2/24", "10.0.0.255/24",
                "line 11, links.1.ends.1.addresses.1: 10.0.0.255 is the first or last of 10.0.0.0/24, which no host can have"
            ),
            Mistake(
                "10.0.0.2/24", "10.0.0.1/24",
                "line 11, links.1.ends.2.addresses.1: 10.0.0.1 is an address of client already"),
            Mistake(
                "addresses: [192.0.2.7]}\nlinks", "addresses: [10.0.1.1]}\nlinks",
                "line 9, nodes.3.addresses.1: 10.0.1.1 is an address of a link of router already"),
            Mistake(
                "addresses: [192.0.2.7]}\nlinks", "addresses: [127.0.0.2]}\nlinks",
                "line 9, nodes.3.addresses.1: 127.0.0.2 is in 127.0.0.0/8, whose addresses no host can be given"
            ),
            Mistake(
                "10.0.1.1/24, \"2001:db8::1/64\"]}, {node: server, interface: eth0, addresses: [10.0.1.2/24,",
                "10.0.0.3/24, \"2001:db8::1/64\"]}, {node: server, interface: eth0, addresses: [10.0.0.4/24,",
                "line 12, links.2.ends.1.addresses.1: 10.0.0.0/24 is the block of the link lan"),
            Mistake(
                "{name: wan, ends", "{name: wan, mtu: 1000, ends",
                "line 12, links.2.mtu: the link wan has IPv6 addresses, and IPv6 needs 1280 bytes at least"
            ),
            Mistake(
                "name: proxy, node: router", "name: proxy, node: nobody",
                "line 19, services.4.node: there is no node called nobody; there are client, router, server"
            ),
            Mistake(
                "name: resolver, node: server, addresses: [10.0.1.2]",
                "name: resolver, node: server, addresses: [10.0.1.3]",
                "line 17, services.2.addresses.1: 10.0.1.3 is no address of server"),
            Mistake(
                "name: resolver, node: server, addresses: [10.0.1.2]",
                "name: resolver, node: server",
                "line 17, services.2: names listens on port 53 of 192.0.2.7 already"),
            Mistake(
                "certificate: site}", "certificate: sight}",
                "line 18, services.3.web.2.certificate: there is no certificate called sight; there are site"
            ),
            Mistake(
                "{port: 80}", "{port: 443}",
                "line 18, services.3.web.2.port: port 443 is in this list already"),
            Mistake(
                "{port: 80}", "{port: 80, encryption: old-version}",
                "line 18, services.3.web.1.encryption: port 80 has no certificate, and without TLS nothing is old-version"
            ),
            Mistake(
                "recursive: {forwarders: [192.0.2.7]}", "recursive: {software: dnsmasq}",
                "line 17, services.2.recursive: dnsmasq asks others; name them under `forwarders`"),
            Mistake(
                "recursive: {forwarders",
                "recursive: {software: dnsmasq, encrypted: site, forwarders",
                "line 17, services.2.recursive.encrypted: dnsmasq does not speak TLS; unbound does"),
            Mistake(
                "recursive: {", "recursive: {rules: [{name: \".\", answer: name-error-blocked}], ",
                "line 17, services.2.recursive.rules.1.answer: name-error-blocked needs `software: dnsmasq`"
            ),
            Mistake(
                "component: client", "component: clinet",
                "line 22, truth.component: there is no node, link, service or system called clinet"),
            Mistake(
                "{node: client, url", "{node: clinet, url",
                "line 23, trial.node: there is no node called clinet; there are client, router, server"
            ),
        ])
    func sense(mistake: Mistake) {
        check(mistake)
    }

    @Test("where routes are learned, a router without a system is refused")
    func routerWithoutSystem() {
        let text = ScenarioText.small
            .replacing("router: true, system: access", with: "router: true")
            .replacing("certificates:", with: "routing: learned\ncertificates:")
        #expect(
            ScenarioText.complaint(about: text)
                == "a.yaml, line 8, nodes.2: where routing is learned every router has a system; "
                + "router has none")
    }

    @Test("a host with two neighbours must say which is its gateway")
    func missingGateway() {
        let text = ScenarioText.small
            .replacing(
                "certificates:",
                with: """
                      - {name: third, ends: [{node: client, interface: eth1, addresses: [10.0.2.1/24]}, {node: server, interface: eth1, addresses: [10.0.2.2/24]}]}
                    certificates:
                    """
            ).replacing("gateway: router, ", with: "")
        #expect(
            ScenarioText.complaint(about: text)
                == "a.yaml, line 7, nodes.1: client has neighbours router, server; "
                + "say which is its gateway")
    }

    @Test("one mistake in a long file is found in its line")
    func lineOfBlockStyle() {
        let text = ScenarioText.small.replacing(
            "- " + ScenarioText.fault,
            with: """
                - filter:
                      node: router
                      transport: tcp
                      ports:
                        - 443
                        - 99999
                      action: drop
                """)
        #expect(
            ScenarioText.complaint(about: text)
                == "a.yaml, line 26, faults.1.filter.ports.2: 99999 is no port; "
                + "it goes from 1 to 65535")
    }
}
