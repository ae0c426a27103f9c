import Foundation
import Testing

/// Runs the built program in a small Internet that is broken in a known way.
///
/// Needs network namespaces and the Debian packages iproute2, nftables, nginx-light, openssl, curl,
/// bind9-dnsutils, util-linux and python3. The network is described in Network/README.md.
@Suite(
    "culprit why, in a small Internet of network namespaces",
    .enabled(
        if: TestNetwork.reasonAgainst == nil,
        Comment(rawValue: TestNetwork.reasonAgainst ?? "a network can be made")))
struct DiagnosisInTheNetworkTests {
    @Test("names the cause of a fault", arguments: FaultCase.all)
    func cause(of fault: FaultCase) async throws {
        try await check(fault)
    }

    @Test(
        "names the cause of a fault that takes its time",
        .enabled(if: FaultCase.slowOnesRun, "set CULPRIT_SLOW_TESTS=1"), arguments: FaultCase.slow)
    func causeInTheEnd(of fault: FaultCase) async throws {
        try await check(fault)
    }

    private func check(_ fault: FaultCase) async throws {
        let command =
            [try CulpritBinary.path(), "why", "--json"] + fault.arguments + [fault.url]
        let ending = try await TestNetwork.run(fault.fault, command)
        let transcript = Comment(
            rawValue: String(decoding: ending.output, as: UTF8.self) + "\n" + ending.errors)
        try #require(ending.status != TestNetwork.couldNotBeMade, transcript)
        try #require(ending.status != TestNetwork.faultNotInForce, transcript)
        let answer = try #require(
            try? JSONDecoder().decode(WhyAnswer.self, from: ending.output), transcript)
        #expect(answer.schema == 1)
        #expect(answer.target.contains("www.example.com"), transcript)
        let cause = answer.verdict.cause ?? "none"
        #expect(answer.verdict.class == FaultCase.className(of: cause), transcript)
        switch fault.conclusion {
        case .reachable:
            #expect(ending.status == 0, transcript)
            #expect(answer.reachable, transcript)
            #expect(answer.verdict.class == "none", transcript)
        case .cause(let truth):
            #expect(ending.status == 1, transcript)
            #expect(!answer.reachable, transcript)
            #expect(cause == truth, transcript)
        case .oneOf(let causes):
            // Status 3 says "undecided", which is honest where two causes look alike.
            #expect([1, 3].contains(ending.status), transcript)
            #expect(!answer.reachable, transcript)
            #expect(causes.contains(cause), transcript)
            #expect(([cause] + answer.indistinguishable).contains(causes[0]), transcript)
        case .slowBecause(let truth):
            #expect([0, 1].contains(ending.status), transcript)
            #expect(cause == truth, transcript)
        }
    }
}
