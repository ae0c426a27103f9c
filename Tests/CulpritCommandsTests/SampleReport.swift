import AgentRoles
import Ontology

/// A report as the user agent makes it, with values that were chosen, not measured.
enum SampleReport {
    static let deadResolver = DiagnosisReport(
        diagnosis: Diagnosis(
            target: "https://www.example.com/", isReachable: false,
            verdict: .init(
                className: "dns-lookup", cause: "D1", name: "resolver-dead", probability: 0.9712),
            explanations: [
                .init(
                    className: "dns-lookup", cause: "D1", name: "resolver-dead",
                    probability: 0.9712),
                .init(
                    className: "local-network", cause: "L5", name: "local-firewall",
                    probability: 0.0201),
            ], indistinguishable: [], ruledOut: ["L1", "L2", "D3"],
            evidence: [
                .init(
                    test: "interface.state", result: "up", subject: "eth0", milliseconds: 0.42,
                    cost: 1, statement: "an interface is up", detail: "eth0 up", weight: 0.2),
                .init(
                    test: "dns.resolver", result: "timeout", subject: "192.0.2.53",
                    milliseconds: 3600.4, cost: 25, statement: "the name server does not answer",
                    detail: "timeout", weight: 4.1),
                .init(
                    test: "internet.tcp", result: "reached", subject: "1.1.1.1:443",
                    milliseconds: 12, cost: 45, statement: "other places on the Internet answer",
                    detail: "1.1.1.1:443 connected after 12 ms", weight: -0.3),
            ],
            notAsked: [
                .init(
                    test: "trace.target", label: "trace the route to the site",
                    reason: "the site's address is not known", expectedGain: 0, isRemote: false),
                .init(
                    test: "peer.same-network", label: "have another device on this network try",
                    reason: "it needs another device", expectedGain: 0.012, isRemote: true),
            ],
            statement: "Your name server 192.0.2.53 does not answer; names cannot be looked up.",
            advice: "You: use another name server.", affected: "this device", ending: .confident,
            elapsedMilliseconds: 3712.6),
        steps: [], isDecided: true,
        titles: [
            "L1": "the link is down", "L2": "no usable address", "L5": "a firewall",
            "D1": "the name server does not answer", "D3": "the name does not exist",
        ], classLabels: ["local-network": "local network", "dns-lookup": "name lookup"],
        network: [], probes: 2, price: 75)

    static let healthy = DiagnosisReport(
        diagnosis: Diagnosis(
            target: "https://www.example.com/", isReachable: true,
            verdict: .init(className: "none", cause: "none", name: "none", probability: 0.998),
            explanations: [
                .init(className: "none", cause: "none", name: "none", probability: 0.998)
            ], indistinguishable: [], ruledOut: [],
            evidence: [
                .init(
                    test: "dns.system", result: "resolved", subject: "www.example.com",
                    milliseconds: 4.2, cost: 30, statement: "the name was looked up", detail: ""),
                .init(
                    test: "http.target", result: "ok", subject: "https://www.example.com/",
                    milliseconds: 31, cost: 130, statement: "the page came", detail: "status 200"),
            ], notAsked: [], statement: "The page loads in 0.05 s.", advice: "Nothing to do.",
            affected: "this device", ending: .confident, elapsedMilliseconds: 52),
        steps: [], isDecided: true, titles: [:], classLabels: [:], network: [], probes: 0,
        price: 0)

    /// Two causes that the evidence cannot tell apart.
    static let pair = changing(deadResolver) {
        Diagnosis(
            target: $0.target, isReachable: false,
            verdict: .init(
                className: "web-server", cause: "S1", name: "host-down", probability: 0.61),
            explanations: [
                .init(
                    className: "web-server", cause: "S1", name: "host-down", probability: 0.61),
                .init(
                    className: "ip-routing", cause: "P2", name: "route-broken", probability: 0.33),
            ], indistinguishable: ["P2"], ruledOut: [], evidence: $0.evidence,
            notAsked: $0.notAsked, statement: "The server does not answer.", advice: "Wait.",
            affected: $0.affected, ending: .exhausted, elapsedMilliseconds: 4_100)
    }

    static func changing(
        _ report: DiagnosisReport, decided: Bool = true, _ change: (Diagnosis) -> Diagnosis
    ) -> DiagnosisReport {
        DiagnosisReport(
            diagnosis: change(report.diagnosis), steps: report.steps, isDecided: decided,
            titles: report.titles.merging(
                ["S1": "the server is down", "P2": "the route is broken"]) { $1 },
            classLabels: report.classLabels, network: report.network, probes: report.probes,
            price: report.price)
    }
}
