import Foundation

extension FaultCase {
    /// Whether the slow cases run too.
    static let slowOnesRun = ProcessInfo.processInfo.environment["CULPRIT_SLOW_TESTS"] == "1"

    /// The faults without which the project is not done, and all others that are quick.
    static let all: [FaultCase] = nothingBroken + local + names + path + server

    private static let nothingBroken: [FaultCase] = [
        .init("healthy", .reachable),
        .init("healthy-http", .reachable, url: "http://www.example.com/"),
    ]

    private static let local: [FaultCase] = [
        .init("link-down", .cause("L1")),
        .init("carrier-lost", .cause("L1")),
        .init("no-address", .cause("L2")),
        .init("no-default-route", .cause("L3")),
        .init("gateway-dead", .cause("L4")),
        .init("own-firewall", .cause("L5")),
        .init("captive-portal", .cause("L6")),
        .init("captive-portal-page", .cause("L6")),
        .init("proxy-works", .reachable),
        .init("proxy-dead", .cause("L7")),
        .init("proxy-wants-password", .cause("L7")),
        .init("clock-slow", .cause("L9")),
        .init("clock-fast", .cause("L9")),
        .init("hosts-file", .cause("L10")),
        .init("hosts-file-loopback", .cause("L10")),
    ]

    private static let names: [FaultCase] = [
        .init("resolver-refused", .cause("D1")),
        .init("resolver-silent", .cause("D1")),
        .init("resolver-servfail", .cause("D2")),
        .init("resolver-refuses", .cause("D2")),
        // Every resolver says SERVFAIL: the resolvers' doing or the owner's.
        .init("bad-signature", .oneOf(["D2", "S13"])),
        .init("name-unknown", .cause("D3")),
        .init("name-without-address", .cause("D4")),
        .init("name-denied", .cause("D5")),
        .init("name-denied-openly", .cause("D5")),
        .init("name-forged", .cause("D6")),
        .init("name-private", .oneOf(["S13", "D6", "D7"])),
    ]

    private static let path: [FaultCase] = [
        .init("upstream-silent", .cause("P1")),
        .init("uplink-down", .cause("P1")),
        .init("no-route-to-site", .oneOf(["P2", "S1"])),
        .init("port-filtered", .oneOf(["P3", "S1", "P2"])),
        .init("site-filtered", .oneOf(["P3", "S1", "P2"])),
        .init("port-prohibited", .cause("P4")),
        .init("port-reset", .oneOf(["P4", "S2"])),
        .init("black-hole", .cause("P5")),
        .init("ipv6-broken", .reachable),
        .init("ipv6-broken", .slowBecause("P6"), arguments: ["--slow"]),
    ]

    private static let server: [FaultCase] = [
        .init("host-down", .oneOf(["S1", "P2", "P3"])),
        .init("port-closed", .oneOf(["S2", "P4"])),
        .init("certificate-expired", .cause("S3")),
        .init("certificate-not-yet-valid", .cause("S3")),
        .init("certificate-other-name", .cause("S4")),
        .init("certificate-self-signed", .cause("S5")),
        .init("certificate-unknown-issuer", .cause("S5")),
        .init("tls-old-version", .cause("S6")),
        .init("tls-no-cipher", .cause("S6")),
        .init("tls-rejects-name", .cause("S6")),
        .init("status-503", .cause("S7")),
        .init("status-502", .cause("S7")),
        .init("status-403", .cause("S8")),
        .init("status-404", .cause("S8")),
        .init("status-451", .cause("S8")),
        .init("redirect-loop", .cause("S9")),
        .init("hangs-up", .oneOf(["S14", "P4"])),
    ]

    /// Cases that take long to prove or to diagnose.
    static let slow: [FaultCase] = [
        .init("name-slow", .slowBecause("D8"), arguments: ["--slow"]),
        .init("loss", .slowBecause("P7"), arguments: ["--slow"]),
        .init("server-slow", .slowBecause("S10"), arguments: ["--slow"]),
        .init("replica-dead", .slowBecause("S11"), arguments: ["--slow"]),
        .init("replica-dead", .reachable),
    ]
}
