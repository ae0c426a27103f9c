import Foundation
import Testing

@testable import NetworkLab

@Suite("The process that forwards frames")
struct FrameForwarderTests {
    /// Runs the forwarder in this process with an input that ends.
    static func run(_ input: String) -> (status: Int32, output: String, errors: String) {
        let (source, sink, complaint) = (Pipe(), Pipe(), Pipe())
        source.fileHandleForWriting.write(Data(input.utf8))
        try? source.fileHandleForWriting.close()
        let status = FrameForwarder.run(
            input: source.fileHandleForReading.fileDescriptor,
            output: sink.fileHandleForWriting.fileDescriptor,
            errors: complaint.fileHandleForWriting.fileDescriptor)
        let texts = [sink, complaint].map { pipe in
            try? pipe.fileHandleForWriting.close()
            return String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        }
        return (status, texts[0], texts[1])
    }

    @Test("an input that ends at once is the end")
    func noInput() {
        #expect(Self.run("").status == 0)
    }

    @Test(
        "a configuration that cannot be used is refused with a sentence that says why",
        arguments: [
            ("hello\n", "not JSON"),
            (#"{"lines":[{"name":"up","delay":3}]}"# + "\n", "lacks delayMilliseconds"),
            (#"{"lines":[{"name":"up","delayMilliseconds":"3"}]}"# + "\n", "unexpected at lines"),
            (#"{"lines":[{"name":"up","delayMilliseconds":3}]}"# + "\n", "left and right"),
            (#"{"lines":[{"name":"up","delayMilliseconds":-3}]}"# + "\n", "0 to 60000"),
            (
                #"{"lines":[{"name":"up","delayMilliseconds":3,"reordering":2}]}"# + "\n",
                "a share"
            ),
            (
                #"{"lines":[{"name":"up","delayMilliseconds":0,"reordering":0.5}]}"# + "\n",
                "give it a delay"
            ),
            (
                #"{"lines":[{"name":"up","left":"none0","right":"none1","#
                    + #""delayMilliseconds":3}]}"# + "\n",
                "there is no interface none0"
            ),
            (
                #"{"lines":[{"name":"up","left":"x","right":"x","delayMilliseconds":3}]}"# + "\n",
                "an end of two lines"
            ),
            (#"{"lines":["#, "ends within"),
            (
                #"{"lines":[]}"# + "\n" + #"{"lines":[{"name":"up","delayMilliseconds":3}]}"#
                    + "\n",
                "no line named up"
            ),
        ])
    func badConfiguration(input: String, reason: String) {
        let result = Self.run(input)
        #expect(result.status == 2)
        #expect(result.errors.contains(reason), "\(result.errors)")
        #expect(result.errors.hasPrefix("culprit lab forward: "))
    }

    @Test("a configuration survives the way through JSON")
    func roundTrip() throws {
        let quality = LinkQuality(delay: 20, jitter: 2, reordering: 0.01)
        let configuration = ForwarderConfiguration(lines: [
            .init(name: "uplink", left: "w0l", right: "w0r", quality: quality, seed: 4),
            .init(name: "access", delayMilliseconds: 5),
        ])
        let json = try JSONEncoder().encode(configuration)
        #expect(!json.contains(UInt8(ascii: "\n")))
        #expect(try ForwarderConfiguration(json: json) == configuration)
        #expect(
            configuration.lines[0].delayQuality
                == DelayQuality(delay: 20e6, jitter: 2e6, reordering: 0.01))
    }

    /// All sequences of eight events at two nodes, each looked at as the kernel would show it.
    @Test("a cable has a carrier exactly when both of its nodes are up, whatever came before")
    func carriers() {
        for events in 0..<(1 << 8) {
            var carrier = WireCarrier(left: "left", right: "right")
            var node = ["left": true, "right": true]
            var wire = ["left": true, "right": true]
            for step in 0..<8 {
                let end = events >> step & 1 == 0 ? "left" : "right"
                node[end]?.toggle()
                // Two looks at the most: one to switch on again, one to see what that shows.
                for _ in 0..<2 {
                    let change = carrier.change(
                        leftHasCarrier: node["left"] == true && wire["left"] == true,
                        rightHasCarrier: node["right"] == true && wire["right"] == true)
                    switch change {
                    case .off(let interface): wire[interface] = false
                    case .on(let interface): wire[interface] = true
                    case nil: break
                    }
                }
                #expect(wire["left"] == true || wire["right"] == true)
                let isWhole = node["left"] == true && node["right"] == true
                for end in ["left", "right"] where node[end] == true {
                    #expect((wire[end] == true) == isWhole)
                }
            }
        }
    }
}
