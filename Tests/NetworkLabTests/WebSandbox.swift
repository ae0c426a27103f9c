import Foundation

@testable import NetworkLab

/// Namespaces in which service plans are run and asked by curl.
///
/// `server` is a router between `client` and `world`, which is 192.0.2.7; most tests need it alone.
struct WebSandbox {
    /// What curl saw.
    struct Answer: CustomStringConvertible {
        /// curl's exit status: 0 for any answer, 7 refused, 35 TLS failed, 60 certificate.
        var exit: Int
        var status: Int
        var bytes: Int
        var seconds: Double
        var redirect: String
        var retryAfter: String
        var complaint: String
        var description: String { "exit \(exit), \(status), \(bytes) bytes, \(complaint)" }
    }

    /// One question: the node that asks, and curl's arguments.
    struct Question {
        var node = "server"
        var arguments: [String]
    }

    /// What came of a run.
    struct Outcome {
        var answers: [Answer]
        /// The ports that had a listener when all plans' ports were there, sorted.
        var listening: [Int]
        /// Everything that was printed, for when something is missing.
        var transcript: String
    }

    static let hasIPv6 = FileManager.default.fileExists(atPath: "/proc/net/if_inet6")

    private static let enter = [
        "unshare", "--user", "--map-root-user", "--net", "--mount", "--pid", "--fork",
        "--kill-child", "--mount-proc",
    ]

    /// Why nothing can be run here, or nil.
    static let obstacle: String? = {
        let needed = """
            for program in ip nft ss nginx curl; do
              command -v $program >/dev/null || { echo "no $program"; exit 1; }
            done
            [ -e /usr/lib/nginx/modules/ngx_stream_module.so ] || { echo no stream module; exit 1; }
            mount -t tmpfs lab /run && mkdir /run/netns && ip netns add a && echo usable
            """
        let said = (try? Command.output(enter + ["sh", "-c", needed])) ?? "env does not run"
        return said.hasSuffix("usable\n") ? nil : "needs namespaces and web tools: \(said)"
    }()

    /// Starts the plans, waits until they listen, and asks.
    ///
    /// - Parameters:
    ///   - rules: nftables rules of the server's namespace.
    ///   - roots: What curl trusts.
    static func run(
        _ plans: [ServicePlan], rules: String = "", roots: String, ask questions: [Question]
    ) throws -> Outcome {
        let folder = try TemporaryFolder()
        for plan in plans {
            for path in plan.folders {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true)
            }
            for (path, text) in plan.files {
                try text.write(toFile: path, atomically: true, encoding: .utf8)
            }
        }
        let count = plans.flatMap(\.ports).count
        let script =
            setUp(rules: rules)
            + plans.map { "on \($0.node) \(quoted($0.command)) </dev/null &\n" }.joined() + """
                for attempt in $(seq 500); do
                  [ "$(listeners | wc -l)" -ge \(count) ] && break
                  sleep 0.01
                done
                listeners | while read -r state queue size local rest; do
                  echo "@port ${local##*:}"
                done

                """ + questions.map { ask($0, roots: roots) }.joined()
        let file = "\(folder.path)/script"
        try script.write(toFile: file, atomically: true, encoding: .utf8)
        return read(try Command.output(enter + ["bash", file]))
    }

    private static func setUp(rules: String) -> String {
        """
        mount -t tmpfs lab /run && mkdir /run/netns
        on() { node=$1; shift; ip netns exec "$node" "$@"; }
        listeners() { on server ss -ltnH; on world ss -ltnH; }
        ip netns add server; ip netns add client; ip netns add world
        ip -n server link set lo up
        ip link add lan0 netns server type veth peer name eth0 netns client
        ip -n server addr add 10.0.0.1/24 dev lan0; ip -n server link set lan0 up
        ip -n client addr add 10.0.0.2/24 dev eth0; ip -n client link set eth0 up
        ip -n client route add default via 10.0.0.1
        ip link add wan0 netns server type veth peer name eth0 netns world
        ip -n server addr add 192.0.2.1/24 dev wan0; ip -n server link set wan0 up
        ip -n world addr add 192.0.2.7/24 dev eth0; ip -n world link set eth0 up
        ip -n world route add default via 192.0.2.1
        on server sysctl -qw net.ipv4.ip_forward=1
        on server nft -f - <<'RULES'
        \(rules)
        RULES

        """
    }

    private static let form =
        "=answer\\t%{exitcode}\\t%{http_code}\\t%{size_download}\\t%{time_total}\\t"
        + "%{redirect_url}\\t%header{retry-after}\\t%{errormsg}\\n"

    private static func ask(_ question: Question, roots: String) -> String {
        let words = [
            "curl", "--silent", "--output", "/dev/null", "--max-time", "8", "--noproxy", "*",
            "--cacert", roots, "--write-out", form,
        ]
        return "on \(question.node) " + quoted(words + question.arguments) + "\n"
    }

    private static func quoted(_ words: [String]) -> String {
        words.map { "'\($0.replacing("'", with: "'\\''"))'" }.joined(separator: " ")
    }

    private static func read(_ transcript: String) -> Outcome {
        var outcome = Outcome(answers: [], listening: [], transcript: transcript)
        for line in transcript.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map { String($0) }
            if line.hasPrefix("@port "), let port = Int(line.dropFirst(6)) {
                outcome.listening.append(port)
            } else if fields.count >= 8, fields[0] == "=answer" {
                outcome.answers.append(
                    Answer(
                        exit: Int(fields[1]) ?? -1, status: Int(fields[2]) ?? -1,
                        bytes: Int(fields[3]) ?? -1, seconds: Double(fields[4]) ?? -1,
                        redirect: fields[5], retryAfter: fields[6], complaint: fields[7]))
            }
        }
        outcome.listening.sort()
        return outcome
    }
}
