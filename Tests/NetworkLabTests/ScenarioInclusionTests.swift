import Foundation
import Testing

@testable import NetworkLab

@Suite("Scenarios that include topologies")
struct ScenarioInclusionTests {
    /// What the small scenario has beyond its topology.
    private static let question = """
        schema: 1
        name: question
        title: what is asked
        topology: base.yaml
        truth: {}
        trial: {node: client, url: "https://www.example.com/"}

        """

    /// The small scenario without what only a scenario has.
    private static var base: String {
        ScenarioText.small.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("name:") && !$0.hasPrefix("truth:") && !$0.hasPrefix("trial:") }
            .joined(separator: "\n")
    }

    @Test("the topology's lists come first, and the scenario's behind")
    func order() throws {
        let text =
            Self.question + """
                certificates:
                  - {name: other, subjects: [example.org]}
                faults:
                  - service-stopped: {service: site}

                """
        let scenario = try ScenarioText.read(text, including: ["base.yaml": Self.base])
        #expect(scenario.certificates.map(\.name) == ["site", "other"])
        #expect(
            scenario.faults.map(\.kind) == [
                .interfaceDown(node: "client", interface: "eth0"), .serviceStopped(service: "site"),
            ])
        #expect(scenario.title == "what is asked")
    }

    @Test("an entry with the name of an included one takes its place")
    func replacement() throws {
        let text =
            Self.question + """
                routing: learned
                systems:
                  - {number: 64999, name: access}
                nodes:
                  - {name: router, router: true, system: access, addresses: [192.0.2.99]}
                links:
                  - {name: lan, loss: 1%, ends: [{node: client, interface: eth0, addresses: [10.9.0.2/24]}, {node: router, interface: lan0, addresses: [10.9.0.1/24]}]}
                services:
                  - {name: site, node: server, web: [{port: 8080}]}

                """
        let scenario = try ScenarioText.read(text, including: ["base.yaml": Self.base])
        #expect(scenario.routing == .learned)
        #expect(scenario.systems.map(\.number) == [64999])
        #expect(scenario.nodes.map(\.name) == ["client", "router", "server"])
        #expect(scenario.nodes[1].addresses.map(\.description) == ["192.0.2.99"])
        #expect(scenario.links[0].quality.loss == 0.01)
        #expect(scenario.links[0].left.addresses.map(\.description) == ["10.9.0.2/24"])
        #expect(scenario.services.map(\.name) == ["names", "resolver", "site", "proxy"])
        #expect(scenario.services[2].role == .web([WebServer(port: 8080)]))
    }

    @Test("a mistake in a topology is reported in the topology")
    func place() {
        let base = Self.base.replacing("gateway: router", with: "gateway: server")
        #expect(
            ScenarioText.complaint(about: Self.question, including: ["base.yaml": base])
                == "base.yaml, line 6, nodes.1.gateway: server is no neighbour of client; "
                + "its neighbours: router")
    }

    @Test("a topology has no name, no truth and no trial")
    func form() {
        for key in ["name: x", "truth: {}", "trial: {node: client, url: example.com}"] {
            let word = key.prefix { $0 != ":" }
            let complaint = ScenarioText.complaint(
                about: Self.question, including: ["base.yaml": Self.base + key + "\n"])
            #expect(
                complaint.hasPrefix("base.yaml, line 21: `\(word)` means nothing here"),
                "\(complaint)")
        }
    }

    @Test("files that include each other are refused with the circle")
    func circle() {
        let texts = [
            "base.yaml": "schema: 1\ntopology: ./sub/../second.yaml\n",
            "./sub/../second.yaml": "schema: 1\ntopology: base.yaml\n",
        ]
        #expect(
            ScenarioText.complaint(about: Self.question, including: texts)
                == "./sub/../second.yaml, line 2, topology: files include each other: "
                + "a.yaml → base.yaml → second.yaml → base.yaml")
        #expect(
            ScenarioText.complaint(
                about: Self.question.replacing("base.yaml", with: "a.yaml"))
                == "a.yaml, line 4, topology: files include each other: a.yaml → a.yaml")
    }

    @Test("four topologies in a row are read, a fifth is refused")
    func depth() throws {
        var texts = ["t4.yaml": Self.base]
        for level in 1...3 {
            texts["t\(level).yaml"] = "schema: 1\ntopology: t\(level + 1).yaml\n"
        }
        let text = Self.question.replacing("base.yaml", with: "t1.yaml")
        #expect(try ScenarioText.read(text, including: texts).nodes.count == 3)
        texts["t4.yaml"] = "schema: 1\ntopology: t5.yaml\n"
        texts["t5.yaml"] = Self.base
        #expect(
            ScenarioText.complaint(about: text, including: texts)
                == "t4.yaml, line 2, topology: this is the topology number 5 in a row; 4 are allowed"
        )
    }

    @Test("a topology that is not there is reported where it is named")
    func missing() {
        #expect(
            ScenarioText.complaint(about: Self.question)
                == "a.yaml, line 4, topology: the topology base.yaml cannot be used: "
                + "no such file or directory")
    }

    @Test("files are found from the folder of the file that names them")
    func folders() throws {
        try Self.inFolder { folder in
            let topologies = folder + "/topologies"
            try FileManager.default.createDirectory(
                atPath: topologies, withIntermediateDirectories: true)
            try Self.base.write(
                toFile: topologies + "/base.yaml", atomically: true, encoding: .utf8)
            try "schema: 1\ntopology: base.yaml\n".write(
                toFile: topologies + "/middle.yaml", atomically: true, encoding: .utf8)
            let text = Self.question.replacing("base.yaml", with: "topologies/middle.yaml")
            try text.write(toFile: folder + "/q.yaml", atomically: true, encoding: .utf8)
            #expect(try ScenarioReader.read(file: folder + "/q.yaml").nodes.count == 3)
        }
    }

    @Test("a file that is too large, no text, no file or not there is refused")
    func unreadable() throws {
        try Self.inFolder { folder in
            let large = folder + "/large.yaml"
            let bytes = ScenarioReader.sizeLimit + 1
            try Data(repeating: 0x20, count: bytes).write(to: URL(fileURLWithPath: large))
            #expect(
                throws: ScenarioError.unreadable(
                    file: large, sentence: "it has 1048577 bytes; 1048576 are allowed")
            ) { try ScenarioReader.read(file: large) }
            let binary = folder + "/binary.yaml"
            try Data([0x61, 0xff, 0xfe]).write(to: URL(fileURLWithPath: binary))
            #expect(
                throws: ScenarioError.unreadable(file: binary, sentence: "it is not UTF-8 text")
            ) { try ScenarioReader.read(file: binary) }
            #expect(
                throws: ScenarioError.unreadable(file: folder, sentence: "it is no regular file")
            ) { try ScenarioReader.read(file: folder) }
            #expect(
                throws: ScenarioError.unreadable(
                    file: folder + "/none", sentence: "no such file or directory")
            ) { try ScenarioReader.read(file: folder + "/none") }
            let pipe = folder + "/pipe"
            #expect(mkfifo(pipe, 0o600) == 0)
            #expect(
                throws: ScenarioError.unreadable(file: pipe, sentence: "it is no regular file")
            ) { try ScenarioReader.read(file: pipe) }
        }
    }

    private static func inFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("scenarios-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }
}
