import DMEP
import Ontology

/// Random documents that obey every rule, the same for the same seed.
struct RandomDocuments {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    mutating func often() -> Bool { below(3) > 0 }
    mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
    mutating func list<Value>(_ most: Int, _ make: (inout Self) -> Value) -> [Value] {
        (0..<below(most + 1)).map { _ in make(&self) }
    }
    mutating func maybe<Value>(_ make: (inout Self) -> Value) -> Value? {
        often() ? make(&self) : nil
    }

    mutating func document() -> Document {
        switch below(8) {
        case 0: .directoryUpdate(update())
        case 1:
            .directoryUpdateResponse(
                DirectoryUpdateResponse(isSuccess: often(), reason: maybe { $0.text() }))
        case 2:
            .serviceMapRequest(
                ServiceMapRequest(
                    version: text(), clientVersion: text(), agentType: text(),
                    agentURI: maybe { $0.text() },
                    autonomousSystem: maybe { UInt32(truncatingIfNeeded: $0.next()) }))
        case 3:
            .serviceMap(
                ServiceMap(
                    advertisements: list(3) { $0.advertisement() },
                    retractions: list(3) { $0.retraction() }, hashKey: maybe { $0.text() }))
        case 4: .ontology(ontology())
        default: .messages(batch())
        }
    }

    mutating func batch() -> MessageBatch {
        MessageBatch(
            version: text(), clientAgent: text(), clientVersion: text(), time: time(),
            messages: [message()] + list(3) { $0.message() })
    }

    // MARK: Words

    /// Texts with everything that an encoding could trip over, but white space at their ends.
    mutating func text() -> String {
        let parts = [
            "a", "OK", "FAIL", "<b>", "&amp;", "]]>", "\"", "'", "x y", "tab\tx", "line\nx",
            "return\rx", "\u{1}", "\u{0}", "\u{1F}", "\u{7F}", "\u{85}", "\u{2028}", "\u{FFFE}",
            "\u{FFFF}", "\u{FEFF}", "_x0001_", "_x005F_", "_x", "__", "_x00", "01_", "é",
            "e\u{301}",
            "字", "😀", "|", ",", "\\", "\\u0041", "/", "=", ";", "%", "\u{301}",
        ]
        return (0...below(4)).map { _ in pick(parts) }.joined()
    }

    mutating func name() -> String {
        let homes = [
            "http://capri.csail.mit.edu/2006/capri/core#",
            "http://capri.csail.mit.edu/2006/capri/common#", "https://culprit.example/o#", "urn:x:",
            "https://culprit.example/", "http://www.w3.org/XML/1998/namespace#", "",
        ]
        let ends = ["status", "AS_Hop", "a-b.c", "9lives", "ünder", "with space", "_x0020_", "x|y"]
        return pick(homes) + pick(ends)
    }

    mutating func path() -> PropertyPath {
        PropertyPath(names: [name()] + list(3) { $0.name() })
    }

    mutating func time() -> Int64 {
        pick([0, 1, 1_168_356_307_879, Int64.max, Int64(next() >> 22)])
    }

    mutating func amount() -> Double {
        pick([
            0, 0.1, 1000, 1e-300, 1.7976931348623157e308, .leastNonzeroMagnitude,
            0.30000000000000004,
        ])
    }

    mutating func fraction() -> Double { Double(next() >> 11) / 9007199254740992 }
}
