import Foundation
import InternetProtocols
import Testing

@testable import NetworkLab

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("The drawing of a topology")
struct TopologyDrawingTests {
    /// Topologies of several shapes, each with a name that says what is special about it.
    static let scenarios: [Scenario] = [
        HomeScenario.healthy, HomeScenario.portFiltered, twoProviders, ring, island, crowded,
        withoutSystems, half,
    ]

    @Test("every node and every link is drawn once, in well-formed XML", arguments: scenarios)
    func once(_ scenario: Scenario) throws {
        let drawing = try DrawingReader(TopologyDrawing.svg(of: scenario))
        #expect(drawing.nodes.sorted() == scenario.nodes.map(\.name).sorted())
        #expect(drawing.links.sorted() == scenario.links.map(\.name).sorted())
    }

    @Test("no two nodes overlap, nor do two networks", arguments: scenarios)
    func apart(_ scenario: Scenario) {
        let layout = TopologyLayout(scenario)
        for (index, one) in layout.nodes.enumerated() {
            for other in layout.nodes.dropFirst(index + 1) {
                for frame in one.frames {
                    #expect(
                        !other.frames.contains { $0.overlaps(frame) },
                        "\(one.shape.name) and \(other.shape.name)")
                }
            }
        }
        for (index, one) in layout.networks.enumerated() {
            for other in layout.networks.dropFirst(index + 1) {
                #expect(!one.frame.overlaps(other.frame), "\(one.system) and \(other.system)")
            }
        }
    }

    @Test("a node lies within its own system and outside the others", arguments: scenarios)
    func within(_ scenario: Scenario) {
        let layout = TopologyLayout(scenario)
        for node in layout.nodes {
            let system = scenario.nodes.first { $0.name == node.shape.name }?.system
            for frame in node.frames {
                let around = layout.networks.filter { $0.frame.overlaps(frame) }
                #expect(around.map(\.system.name) == [system].compactMap { $0 })
                #expect(around.allSatisfy { $0.frame.contains(frame) }, "\(node.shape.name)")
            }
        }
    }

    @Test("all lies on the page", arguments: scenarios)
    func onThePage(_ scenario: Scenario) {
        let layout = TopologyLayout(scenario)
        let page = DrawingRectangle(
            x: 0, y: 0, width: layout.size.width, height: layout.size.height)
        #expect(layout.nodes.flatMap(\.frames).allSatisfy(page.contains))
        #expect(layout.networks.map(\.frame).allSatisfy(page.contains))
        #expect(
            layout.links.flatMap(\.points).allSatisfy {
                0 < $0.x && $0.x < page.width && 0 < $0.y && $0.y < page.height
            })
    }

    @Test("a link ends at the edges of its two nodes", arguments: scenarios)
    func ends(_ scenario: Scenario) throws {
        let layout = TopologyLayout(scenario)
        for link in layout.links {
            for (end, point) in zip(link.link.ends, [link.points.first, link.points.last]) {
                let point = try #require(point)
                let node = try #require(layout.nodes.first { $0.shape.name == end.node })
                let touching = DrawingRectangle(
                    x: point.x - 0.5, y: point.y - 0.5, width: 1, height: 1)
                #expect(node.frame.overlaps(touching), "\(link.link.name) at \(end.node)")
            }
        }
    }

    @Test("links run straight up, down or sideways, and never through a box", arguments: scenarios)
    func clear(_ scenario: Scenario) {
        let layout = TopologyLayout(scenario)
        for link in layout.links {
            for (one, other) in zip(link.points, link.points.dropFirst()) {
                #expect(one.x == other.x || one.y == other.y)
                let line = DrawingRectangle(
                    x: min(one.x, other.x) + 0.1, y: min(one.y, other.y) + 0.1,
                    width: max(abs(one.x - other.x) - 0.2, 0.01),
                    height: max(abs(one.y - other.y) - 0.2, 0.01))
                for node in layout.nodes {
                    #expect(
                        !node.frame.overlaps(line),
                        "\(link.link.name) runs through \(node.shape.name)"
                    )
                }
            }
        }
    }

    @Test("what is broken is marked where it is, and said below")
    func marked() throws {
        var scenario = HomeScenario.healthy
        scenario.faults = [
            Fault(.carrierLost(node: "client", interface: "eth0")),
            Fault(.blackHole(link: "isp-core", maximumTransmissionUnit: 1280)),
            Fault(.defaultRouteLost(node: "home")), Fault(.serviceStopped(service: "site")),
        ]
        let drawing = try DrawingReader(TopologyDrawing.svg(of: scenario))
        #expect(drawing.broken.sorted() == ["link-isp-core", "link-lan", "node-home", "node-web"])
        for fault in scenario.faults {
            #expect(drawing.texts.contains(fault.sentence))
        }
        #expect(drawing.marks == 4)
    }

    @Test("a sound network has no mark and says so")
    func unmarked() throws {
        let drawing = try DrawingReader(TopologyDrawing.svg(of: HomeScenario.healthy))
        #expect(drawing.broken.isEmpty)
        #expect(drawing.marks == 0)
        #expect(drawing.texts.contains("nothing is broken"))
    }

    @Test("the title, the trial, the systems, the services and the right answer can be read")
    func words() throws {
        let texts = try DrawingReader(TopologyDrawing.svg(of: HomeScenario.portFiltered)).texts
        #expect(texts.contains("The transit provider drops what goes to port 443 of the site"))
        #expect(texts.contains("port-filtered: client asks culprit why https://www.example.com/"))
        #expect(texts.contains("transit · AS64510"))
        #expect(texts.contains("site: pages at 80, 443 TLS"))
        #expect(
            texts.contains(
                "Right answer: ip-routing, cause P3, in core; one device cannot tell it from S1 and P2."
            ))
    }

    @Test("the quality of a link stands beside it")
    func quality() throws {
        var scenario = HomeScenario.healthy
        scenario.links[1].quality = LinkQuality(
            delay: 6, jitter: 1, loss: 0.01, rate: 50e6, maximumTransmissionUnit: 1492)
        let texts = try DrawingReader(TopologyDrawing.svg(of: scenario)).texts
        #expect(texts.contains("6 ± 1 ms, 1 % lost"))
        #expect(texts.contains("50 Mbit/s, MTU 1492"))
    }

    @Test("words that mean something to XML stay words")
    func escaped() throws {
        var scenario = HomeScenario.healthy
        scenario.title = "a <b> & \"c\" \u{1} 'd'"
        let texts = try DrawingReader(TopologyDrawing.svg(of: scenario)).texts
        #expect(texts.contains("A <b> & \"c\" \u{FFFD} 'd'"))
    }

    @Test("the same scenario is drawn the same, in light and in dark colours")
    func stable() {
        let text = TopologyDrawing.svg(of: HomeScenario.portFiltered)
        #expect(text == TopologyDrawing.svg(of: HomeScenario.portFiltered))
        #expect(text.contains("@media (prefers-color-scheme:dark)"))
    }
}

extension TopologyDrawingTests {
    /// Two networks at the same distance, one above the other.
    private static var twoProviders: Scenario {
        var scenario = HomeScenario.healthy
        scenario.name = "two providers"
        scenario.systems.append(AutonomousSystem(number: 64530, name: "elsewhere"))
        scenario.nodes += [
            Node(name: "thief", isRouter: true, system: "elsewhere"),
            Node(name: "booty", system: "elsewhere"),
        ]
        scenario.links += [
            HomeScenario.link("elsewhere", "core t0 100.65.6.1/24", "thief c0 100.65.6.2/24"),
            HomeScenario.link("booty", "thief b0 100.70.0.1/24", "booty eth0 100.70.0.2/24"),
        ]
        return scenario
    }

    /// A second way from the provider to the hosting company.
    private static var ring: Scenario {
        var scenario = twoProviders
        scenario.name = "ring"
        scenario.links.append(
            HomeScenario.link("back", "thief h0 100.71.0.1/24", "hosting t0 100.71.0.2/24"))
        return scenario
    }

    /// A node without any cable.
    private static var island: Scenario {
        var scenario = HomeScenario.healthy
        scenario.name = "island"
        scenario.nodes.append(Node(name: "island"))
        return scenario
    }

    /// Nobody says who belongs to whom.
    private static var withoutSystems: Scenario {
        var scenario = twoProviders
        scenario.name = "without systems"
        scenario.systems = []
        for index in scenario.nodes.indices { scenario.nodes[index].system = nil }
        return scenario
    }

    /// Of the near half nobody says to whom it belongs.
    private static var half: Scenario {
        var scenario = twoProviders
        scenario.name = "half"
        for index in scenario.nodes.indices
        where ["access", "transit"].contains(scenario.nodes[index].system) {
            scenario.nodes[index].system = nil
        }
        return scenario
    }

    /// Long names, services on routers, much to say at every link.
    private static var crowded: Scenario {
        var scenario = twoProviders
        scenario.name = "crowded"
        for index in scenario.links.indices {
            scenario.links[index].quality = LinkQuality(
                delay: 123.4, jitter: 5.6, reordering: 0.01, loss: 0.025, rate: 256e3,
                maximumTransmissionUnit: 1280)
        }
        for node in ["home", "isp", "core", "client"] {
            scenario.services.append(
                Service(
                    name: "a-service-with-a-long-name-\(node)", node: node,
                    role: .recursive(
                        RecursiveResolver(
                            software: .dnsmasq,
                            forwarders: HomeScenario.addresses("192.0.2.53 192.0.2.54")))))
        }
        return scenario
    }
}

/// What an XML parser finds in a drawing.
private final class DrawingReader: NSObject, XMLParserDelegate {
    private(set) var nodes = [String]()
    private(set) var links = [String]()
    private(set) var broken = [String]()
    private(set) var texts = [String]()
    private(set) var marks = 0
    private var text = ""

    init(_ document: String) throws {
        super.init()
        let parser = XMLParser(data: Data(document.utf8))
        parser.delegate = self
        guard parser.parse() else {
            throw parser.parserError ?? CocoaError(.fileReadCorruptFile)
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        text = ""
        let style = (attributes["class"] ?? "").split(separator: " ")
        let identifier = attributes["id"] ?? ""
        if style.contains("node") { nodes.append(String(identifier.dropFirst(5))) }
        if style.contains("link") { links.append(String(identifier.dropFirst(5))) }
        if style.contains("broken"), !identifier.isEmpty { broken.append(identifier) }
        if style.contains("mark") { marks += 1 }
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        if name == "text" || name == "title" { texts.append(text) }
        text = ""
    }
}
