import Testing

@testable import NetworkLab

extension ScenarioErrorTests {
    @Test(
        "a fault happens to what exists, and can happen to it",
        arguments: [
            Mistake(
                fault: "interface-down: {node: clinet, interface: eth0}",
                "interface-down.node: there is no node called clinet; there are client, router, server"
            ),
            Mistake(
                fault: "carrier-lost: {node: client, interface: eth1}",
                "carrier-lost.interface: there is no interface of client called eth1; there are eth0"
            ),
            Mistake(
                fault: "address-gone: {node: client, interface: lo}",
                "address-gone.interface: there is no interface of client called lo; there are eth0"),
            Mistake(
                fault: "route-lost: {node: router, prefixes: []}",
                "route-lost.prefixes: one block is needed at least"),
            Mistake(
                fault: "prefix-hijacked: {node: router, prefixes: [10.9.0.0/16]}",
                "prefix-hijacked: nobody listens to announcements here; it needs `routing: learned`"
            ),
            Mistake(
                fault: "filter: {node: client, action: drop}",
                "filter: client is no router and forwards nothing; write `hook: input` or `output`"),
            Mistake(
                fault: "filter: {node: router, ports: [443], action: drop}",
                "filter.ports: ports need a `transport`: tcp, udp or any"),
            Mistake(
                fault: "filter: {node: router, transport: any, action: reset}",
                "filter.action: only TCP can be reset; write `transport: tcp`"),
            Mistake(
                fault: "filter: {node: router, hook: input, output-interface: wan0, action: drop}",
                "filter.output-interface: what is for the node itself goes out nowhere; leave it out or change `hook`"
            ),
            Mistake(
                fault: "filter: {node: router, hook: output, input-interface: wan0, action: drop}",
                "filter.input-interface: what a node sends itself comes in nowhere; leave it out or change `hook`"
            ),
            Mistake(
                fault: "filter: {node: router, input-interface: wan7, action: drop}",
                "filter.input-interface: there is no interface of router called wan7; there are lan0, wan0"
            ),
            Mistake(
                fault:
                    "filter: {node: router, family: ipv6, destinations: [10.0.1.0/24], action: drop}",
                "filter.destinations.1: 10.0.1.0/24 is not ipv6, and the filter meets nothing else"),
            Mistake(
                fault: "filter: {node: router, action: lose}",
                "filter.action: one of these is needed: drop, port-unreachable, prohibited, reset"),
            Mistake(
                fault: "black-hole: {link: way, mtu: 1280}",
                "black-hole.link: there is no link called way; there are lan, wan"),
            Mistake(
                fault: "black-hole: {link: lan, mtu: 1500}",
                "black-hole.mtu: the link lan carries 1500 bytes at most; a black hole is smaller"),
            Mistake(
                fault: "black-hole: {link: wan, mtu: 1200}",
                "black-hole.mtu: the link wan has IPv6 addresses, and IPv6 needs 1280 bytes at least"
            ),
            Mistake(
                fault: "link-degraded: {link: wan}",
                "link-degraded: nothing is degraded; give one of delay, jitter, reordering, loss, rate, mtu"
            ),
            Mistake(
                fault: "tunnel-captures: {node: client, interface: eth0, prefixes: [0.0.0.0/1]}",
                "tunnel-captures.interface: client has an interface eth0 already; a tunnel's is a new one"
            ),
            Mistake(
                fault: "clock-wrong: {node: client, by: much}",
                "clock-wrong.by: `much` is no duration; write 300ms, 2s, 3m, 4h or 40d"),
            Mistake(
                fault: "hosts-line: {node: client, address: here, name: www.example.com}",
                "hosts-line.address: `here` is no address; write 192.0.2.1 or \"2001:db8::1\""),
            Mistake(
                fault: "captive-portal: {node: client, interface: eth0, answers: page}",
                "captive-portal.node: client is no router; a portal stands in the way"),
            Mistake(
                fault: "captive-portal: {node: router, interface: lan0, answers: no}",
                "captive-portal.answers: one of these is needed: redirect, page"),
            Mistake(
                fault: "service-stopped: {service: sight}",
                "service-stopped.service: there is no service called sight; there are names, proxy, resolver, site"
            ),
            Mistake(
                fault: "resolver-refuses: {service: site}",
                "resolver-refuses.service: site is no recursive resolver"),
            Mistake(
                fault:
                    "resolver-rule: {service: resolver, name: a.example, answer: name-error-blocked}",
                "resolver-rule.answer: name-error-blocked needs `software: dnsmasq`"),
            Mistake(
                fault: "resolver-rule: {service: resolver, name: a.example}",
                "resolver-rule: a rule has either `answer` or `addresses`"),
            Mistake(
                fault: "resolver-rule: {service: resolver, name: a.example, addresses: []}",
                "resolver-rule.addresses: an address is needed; for none write `answer: no-data`"),
            Mistake(
                fault:
                    "records-replaced: {service: names, zone: example.org, name: www, records: []}",
                "records-replaced.zone: there is no zone of names called example.org; there are example.com"
            ),
            Mistake(
                fault:
                    "records-replaced: {service: names, zone: example.com, name: www, records: [mail A 10.0.1.2]}",
                "records-replaced.records.1: this line is for mail; the fault is about www"),
            Mistake(
                fault:
                    "records-replaced: {service: names, zone: example.com, name: www., records: []}",
                "records-replaced.name: `www.` is no name in a zone; write `www`, or `@` for the zone itself"
            ),
            Mistake(
                fault: "signatures-wrong: {service: site, zone: example.com}",
                "signatures-wrong.service: site answers for no zones"),
            Mistake(
                fault:
                    "certificate-replaced: {service: site, port: 80, certificate: {name: x, subjects: [a.example]}}",
                "certificate-replaced.port: port 80 of site shows no certificate"),
            Mistake(
                fault:
                    "certificate-replaced: {service: site, port: 443, certificate: {name: site, subjects: [a.example]}}",
                "certificate-replaced.certificate.name: another certificate is called site; choose another name"
            ),
            Mistake(
                fault: "encryption-changed: {service: site, port: 8443, encryption: no-cipher}",
                "encryption-changed.port: site does not listen on port 8443; its ports: 80, 443"),
            Mistake(
                fault: "encryption-changed: {service: site, port: 80, encryption: no-cipher}",
                "encryption-changed.encryption: port 80 has no certificate, and without TLS nothing is no-cipher"
            ),
            Mistake(
                fault: "port-closed: {service: names, port: 53}",
                "port-closed.service: names is no web server"),
            Mistake(
                fault: "proxy-wants-password: {service: site}",
                "proxy-wants-password.service: site is no proxy"),
            Mistake(
                fault: "service-stopped: {service: site, port: 443}",
                "service-stopped: `port` means nothing here; the keys are service"),
            Mistake(fault: "black-hole: {link: lan}", "black-hole: `mtu` is missing"),
        ])
    func faults(mistake: Mistake) { check(mistake) }

    @Test(
        "a fault without a kind, of two kinds, of an unknown kind or that ends too early is refused"
    )
    func faultForm() {
        func complaint(_ fault: String) -> String {
            ScenarioText.complaint(
                about: ScenarioText.small.replacing("- " + ScenarioText.fault, with: "- " + fault))
        }
        #expect(
            complaint("{from: 3}")
                == "a.yaml, line 21, faults.1: a fault needs its kind, "
                + "such as `interface-down: {node: client, interface: eth0}`")
        #expect(
            complaint("{service-stopped: {service: site}, resolver-refuses: {service: resolver}}")
                == "a.yaml, line 21, faults.1: a fault has one kind; "
                + "here are service-stopped, resolver-refuses")
        #expect(
            complaint("{service-stopped: {service: site}, from: 5, until: 2s}")
                == "a.yaml, line 21, faults.1.until: the fault ends at 2 s, "
                + "before it has begun at 5 s")
        #expect(
            complaint("meteorite: {node: client}")
                .hasPrefix(
                    "a.yaml, line 21, faults.1: `meteorite` means nothing here; the keys are "))
    }
}
