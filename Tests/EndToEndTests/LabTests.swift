import Foundation
import Testing

/// Runs the built program in small Internets that are broken in a known way.
///
/// A fixed tenth of Scenarios/, with every class of cause in it; `make lab` runs all of them.
@Suite(
    "culprit why, in the lab",
    .enabled(
        if: Lab.reasonAgainst == nil,
        Comment(rawValue: Lab.reasonAgainst ?? "a lab can be made")))
struct DiagnosisInTheLabTests {
    static let tenth = [
        "healthy/healthy", "healthy/healthy-learned-routes", "local-network/gateway-dead",
        "local-network/captive-portal-redirects", "local-network/clock-slow",
        "dns-lookup/resolver-stopped", "dns-lookup/name-denied", "ip-routing/port-filtered",
        "ip-routing/ipv6-broken", "ip-routing/far-away", "web-server/certificate-expired",
        "web-server/owner-signatures-wrong", "double/portal-and-expired",
    ]

    @Test("is right, and the fault is proved", arguments: tenth)
    func scenario(_ name: String) async throws {
        let ending = try await Lab.culprit(["lab", "run", "--json", Lab.file(name)])
        let transcript = Comment(rawValue: ending.output + ending.errors)
        let lines = ending.output.split(separator: "\n").map(String.init)
        try #require(lines.count == 2, transcript)
        let summary = try JSONDecoder().decode(Summary.self, from: Data(lines[1].utf8))
        #expect(summary.schema == 1)
        #expect(summary.scenarios == 1)
        #expect(summary.accuracy.class == 1, transcript)
        #expect(summary.accuracy.cause == 1, transcript)
        let run = try JSONDecoder().decode(Run.self, from: Data(lines[0].utf8))
        // 0 for a page that came; 3, "undecided", is honest where two causes look alike.
        let isPair = !(run.truth.also ?? []).isEmpty
        #expect(
            (run.truth.reachable ? [0] : isPair ? [1, 3] : [1]).contains(run.exitStatus), transcript
        )
        #expect(ending.status == 0, transcript)
    }

    private struct Run: Decodable {
        struct Truth: Decodable {
            var reachable: Bool
            var also: [String]?
        }
        var truth: Truth
        var exitStatus: Int32
    }

    private struct Summary: Decodable {
        struct Accuracy: Decodable {
            var `class`: Double
            var cause: Double
        }
        var schema: Int
        var scenarios: Int
        var accuracy: Accuracy
    }
}

@Suite(
    "The lab",
    .enabled(
        if: Lab.reasonAgainst == nil,
        Comment(rawValue: Lab.reasonAgainst ?? "a lab can be made")))
struct LabTests {
    @Test("hands on the exit status of a command", arguments: [0, 1, 3])
    func exitStatus(status: Int) async throws {
        let ending = try await Lab.culprit([
            "lab", "shell", Lab.file("healthy/healthy"), "client", "--", "sh", "-c",
            "exit \(status)",
        ])
        #expect(ending.status == Int32(status), Comment(rawValue: ending.errors))
    }

    @Test(
        "is gone with all its processes when its run is ended",
        arguments: [SIGINT, SIGTERM, SIGKILL])
    func killed(signal: Int32) async throws {
        let mark = Marker()
        let text = """
            schema: 1
            name: waiting
            title: a lab that stands and waits
            topology: \(Lab.file("home"))
            services:
              - {name: marker, node: other, program: {command: [sleep, "\(mark.seconds)"]}}
            truth: {cause: none, reachable: true}
            trial: {node: client, url: "https://www.example.com/", at: 3m}
            """
        let file = try Lab.folder() + "/waiting.yaml"
        try Data(text.utf8).write(to: URL(filePath: file))
        let process = try Lab.start(["lab", "run", file])
        try await mark.wait(isThere: true)
        kill(process.processIdentifier, signal)
        try await mark.wait(isThere: false)
    }

    @Test("is gone with all its processes when its shell is killed")
    func killedShell() async throws {
        let mark = Marker()
        let process = try Lab.start([
            "lab", "shell", Lab.file("healthy/healthy"), "client", "--", "sleep", mark.seconds,
        ])
        try await mark.wait(isThere: true)
        kill(process.processIdentifier, SIGKILL)
        try await mark.wait(isThere: false)
    }

    @Test("stays up until it is taken down, and its nodes can be entered meanwhile")
    func upAndDown() async throws {
        let file = Lab.file("dns-lookup/name-denied")
        let environment = ["XDG_RUNTIME_DIR": try Lab.folder()]
        let up = try await Lab.culprit(["lab", "up", file], environment: environment)
        try #require(up.status == 0, Comment(rawValue: up.output + up.errors))
        #expect(up.output.contains("proved: "))
        let again = try await Lab.culprit(["lab", "up", file], environment: environment)
        #expect(again.status == 4)
        let inside = try await Lab.culprit(
            ["lab", "shell", file, "client", "--", "getent", "ahosts", "www.example.com"],
            environment: environment)
        #expect(inside.status == 2, "the resolver denies the name, so getent finds nothing")
        let down = try await Lab.culprit(["lab", "down", file], environment: environment)
        #expect(down.output == "name-denied is down\n")
        let gone = try await Lab.culprit(["lab", "down", file], environment: environment)
        #expect(gone.status == 2)
        #expect(gone.errors.contains("standing: none"))
    }

    @Test("reports a fault that cannot be shown as not applied, never as passed")
    func notApplied() async throws {
        // What comes in from the site's own network does not go to the site.
        let text = """
            schema: 1
            name: idle-filter
            title: a filter where nothing passes
            topology: \(Lab.file("home"))
            faults:
              - filter: {node: hosting, hook: forward, input-interface: web0, destinations: [198.51.100.80/32], action: drop}
            truth: {class: ip-routing, cause: P3}
            trial: {node: client, url: "https://www.example.com/"}
            """
        let file = try Lab.folder() + "/idle.yaml"
        try Data(text.utf8).write(to: URL(filePath: file))
        let ending = try await Lab.culprit(["lab", "run", "--json", file])
        #expect(ending.status == 1)
        #expect(ending.output.contains("notApplied"), Comment(rawValue: ending.output))
        #expect(ending.output.contains("no packet met the filter"))
    }

    @Test("says in which line a scenario is wrong")
    func wrongScenario() async throws {
        let file = try Lab.folder() + "/wrong.yaml"
        let text = """
            schema: 1
            name: wrong
            title: wrong
            nodes:
              - {name: client, colour: red}
            truth: {cause: none}
            trial: {node: client, url: "https://www.example.com/"}
            """
        try Data(text.utf8).write(to: URL(filePath: file))
        let ending = try await Lab.culprit(["lab", "run", file])
        #expect(ending.status == 2)
        #expect(ending.errors.contains("line 5"), Comment(rawValue: ending.errors))
        #expect(ending.errors.contains("colour"))
    }

    @Test("draws every scenario's topology")
    func graph() async throws {
        let ending = try await Lab.culprit([
            "lab", "graph", Lab.file("ip-routing/port-filtered"),
        ])
        #expect(ending.status == 0)
        #expect(ending.output.hasPrefix("<"))
        #expect(ending.output.contains("</svg>"))
    }

    @Test("hunts the same scenarios again with the same seed")
    func hunt() async throws {
        let arguments = ["lab", "hunt", "--seed", "7", "--count", "2", "--json"]
        var names = [[String]]()
        for _ in 0..<2 {
            let ending = try await Lab.culprit(arguments + ["--save", try Lab.folder()])
            let found = ending.output.split(separator: "\n").compactMap {
                line -> String? in
                let words = line.split(separator: "\"")
                return words.first { $0.hasPrefix("hunt-7-") }.map(String.init)
            }
            names.append(found.sorted())
        }
        #expect(names[0].count == 2)
        #expect(names[0] == names[1])
    }
}
