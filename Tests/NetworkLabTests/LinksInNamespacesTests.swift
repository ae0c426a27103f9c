import Foundation
import Testing

@testable import NetworkLab

/// A shell in namespaces of its own, for tests that want the kernel's word.
enum ScratchNamespaces {
    static let areAllowed = run("true").status == 0

    /// Where the forwarder can be had as `culprit lab forward`; nil where it cannot.
    static let culprit: String? = {
        let folder = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent()
        let path =
            ProcessInfo.processInfo.environment["CULPRIT_BINARY"]
            ?? folder.appending(path: "culprit").path(percentEncoded: false)
        guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
        return run("'\(path)' lab forward </dev/null").status == 0 ? path : nil
    }()

    /// Two nodes `a` and `b`; with `wires` between them, or with one cable.
    static func nodes(wires: Bool) -> String {
        let cables =
            wires
            ? """
            ip netns add wires
            ip link add eth0 netns a type veth peer name wa netns wires
            ip link add eth0 netns b type veth peer name wb netns wires
            """ : "ip link add eth0 netns a type veth peer name eth0 netns b"
        return """
            mount -t tmpfs lab /run; mkdir /run/netns
            ip netns add a; ip netns add b
            \(cables)
            ip -n a addr add 10.9.0.1/24 dev eth0
            ip -n b addr add 10.9.0.2/24 dev eth0
            ip -n a link set eth0 up
            ip -n b link set eth0 up

            """
    }

    static func run(_ script: String) -> (status: Int32, output: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "timeout", "60", "unshare", "--user", "--map-root-user", "--net", "--mount", "--pid",
            "--fork", "--kill-child", "--mount-proc", "bash", "-e", "-c", script,
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        guard (try? process.run()) != nil else { return (-1, "there is no unshare") }
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }
}

@Suite(
    "Links in the kernel",
    .enabled(
        if: ScratchNamespaces.areAllowed, "skipped: this system does not let us make namespaces"))
struct LinksInNamespacesTests {
    @Test("the kernel takes the commands, and says what was asked for")
    func shaping() {
        let quality = LinkQuality(rate: 20e6, maximumTransmissionUnit: 1400)
        let words = LinkShaping.rateCommands(quality, interface: "eth0")
        let batch =
            [LinkShaping.segmentation(interface: "eth0")]
            + LinkShaping.maximumTransmissionUnit(quality, interface: "eth0")
        let script =
            ScratchNamespaces.nodes(wires: false)
            + batch.map { "ip -n a \($0)\n" }.joined()
            + (words + words).map { "ip netns exec a \($0.joined(separator: " "))\n" }.joined()
            + "ip -n a -d link show eth0; ip netns exec a tc qdisc show dev eth0\n"
            + LinkShaping.unlimitedCommands(interface: "eth0").map {
                "ip netns exec a \($0.joined(separator: " "))\n"
            }.joined()
            + "echo afterwards; ip netns exec a tc qdisc show dev eth0"
        let (status, output) = ScratchNamespaces.run(script)
        #expect(status == 0, "\(output)")
        #expect(output.contains("mtu 1400"))
        #expect(output.contains("gso_max_segs 1 "))
        #expect(output.contains("tbf"))
        #expect(output.contains("rate 20Mbit burst 12500b"))
        #expect(output.split(separator: "afterwards").last?.contains("tbf") == false)
    }

    @Test("the trial for netem fails only where the kernel has none")
    func netemTrial() {
        let netem = LinkShaping.netemTrial.joined(separator: " ")
        let (status, output) = ScratchNamespaces.run(netem)
        #expect(status == 0 || output.contains("qdisc kind is unknown"), "\(output)")
    }

    @Test("packets are lost on arrival in the asked share, and counted", arguments: [0.25, 1])
    func loss(share: Double) throws {
        let rules = LinkShaping.lossRules(LinkQuality(loss: share), interface: "eth0")
        let load = "ip netns exec b nft -f - <<'END'\n\(rules)END\n"
        let script =
            ScratchNamespaces.nodes(wires: false) + load + load
                + """
                ip netns exec b nft -f - <<'END'
                table inet check {
                    chain seen {
                        type filter hook prerouting priority -300
                        udp dport 9 counter
                    }
                }
                END
                ip netns exec a bash -c \
                    'for i in {1..2000}; do echo x >/dev/udp/10.9.0.2/9; done' 2>/dev/null
                ip netns exec b nft list ruleset
                ip netns exec b nft -f - <<'END'
                \(LinkShaping.noLossRules(interface: "eth0"))END
                echo afterwards; ip netns exec b nft list tables
                """
        let (status, output) = ScratchNamespaces.run(script)
        #expect(status == 0, "\(output)")
        let counts = output.matches(of: /packets (\d+)/).compactMap { Int($0.1) }
        try #require(counts.count == 2, "\(output)")
        #expect(counts[0] + counts[1] >= 2000)
        // Six standard errors: less than one failure in a hundred million runs.
        let error = 6 * (share * (1 - share) * 2000).squareRoot() + 10
        #expect(abs(Double(counts[0]) - share * 2000) < error, "\(output)")
        #expect(output.split(separator: "afterwards").last?.contains("loss") == false)
    }

    @Test(
        "frames come through, after their time and no sooner; a pulled cable is seen at both ends",
        .enabled(
            if: ScratchNamespaces.culprit != nil,
            "skipped: there is no culprit here that can forward frames"))
    func forwarder() throws {
        let binary = try #require(ScratchNamespaces.culprit)
        let script =
            ScratchNamespaces.nodes(wires: true)
                + """
                mkfifo /run/in /run/out
                ip netns exec wires '\(binary)' lab forward </run/in >/run/out &
                forwarder=$!
                exec 3>/run/in 4</run/out
                line='"name":"line","left":"wa","right":"wb"'
                echo "{\\"lines\\":[{$line,\\"delayMilliseconds\\":1}]}" >&3
                read -r said <&4; echo "$said"
                echo '{"lines":[{"name":"line","delayMilliseconds":150}]}' >&3
                read -r said <&4; echo "$said"
                ip -n wires -6 addr show
                wait_for() { for i in {1..100}; do "$@" && return; sleep 0.1; done; return 1; }
                lost() { ip -n "$1" link show eth0 | grep -q NO-CARRIER; }
                whole() { ip -n "$1" link show eth0 | grep -q LOWER_UP; }
                begin=$(date +%s%N)
                # Nobody listens: the answer is a reset, after the way there and back.
                ip netns exec a bash -c 'echo x >/dev/tcp/10.9.0.2/9' 2>&1 | grep -o refused
                echo "took $(( ($(date +%s%N) - begin) / 1000000 )) ms"
                ip -n a link set eth0 down; wait_for lost b; echo cut
                ip -n a link set eth0 up; wait_for whole b; wait_for whole a; echo mended
                ip -n wires link set wb down; wait_for lost a; lost b; echo pulled
                exec 3>&-
                cat <&4; wait "$forwarder"; echo "ended $?"
                """
        let (status, output) = ScratchNamespaces.run(script)
        #expect(status == 0, "\(output)")
        let lines = output.split(separator: "\n").map(String.init)
        #expect(lines.prefix(2) == ["{\"applied\":1}", "{\"applied\":1}"])
        #expect(!output.contains("inet6"))
        for word in ["refused", "cut", "mended", "pulled", "ended 0"] {
            #expect(lines.contains(word), "\(output)")
        }
        let took = try #require(output.firstMatch(of: /took (\d+) ms/).flatMap { Int($0.1) })
        #expect(took >= 300)
        #expect(output.contains("{\"frames\":[[{\"sent\":"))
    }
}
