/// Damages encoded documents in the ways that accidents and attackers do, the same for the same seed.
///
/// It knows markup and braces just well enough to hit what matters: it flips bits, cuts, splices two documents,
/// repeats and removes elements, turns numbers into impossible ones, and nests.
public struct DocumentMutator: Sendable {
    private var state: UInt64

    /// No mutated document becomes larger than this, in bytes, unless it was.
    public static let largest = 1 << 18

    /// Makes a mutator; equal seeds give equal mutations.
    public init(seed: UInt64) { state = seed }

    /// A damaged copy of `bytes`; parts of it may come from `other`.
    ///
    /// One to four kinds of damage come together.
    ///
    /// - Complexity: linear in the size of the result.
    public mutating func mutate(_ bytes: [UInt8], splicing other: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...below(4) where !bytes.isEmpty { damage(&bytes, other) }
        return bytes
    }

    private mutating func damage(_ bytes: inout [UInt8], _ other: [UInt8]) {
        let position = below(bytes.count)
        switch below(12) {
        case 0: bytes[position] ^= 1 << UInt8(below(8))
        case 1: bytes[position] = UInt8(below(256))
        case 2: if below(4) == 0 { bytes.removeSubrange(position...) }
        case 3: bytes.removeSubrange(position..<min(bytes.count, position + 1 + below(16)))
        case 4: splice(&bytes, other, at: position)
        case 5, 6: replaceNumber(&bytes, from: position)
        case 7: repeatElement(&bytes, from: position)
        case 8: bytes.removeSubrange(element(in: bytes, from: position))
        case 9: moveElement(&bytes, from: position)
        case 10: nest(&bytes, at: position)
        default: bytes.insert(contentsOf: pick(Self.fragments).utf8, at: position)
        }
    }

    private mutating func splice(_ bytes: inout [UInt8], _ other: [UInt8], at position: Int) {
        guard !other.isEmpty else { return }
        if below(2) == 0 {
            bytes.replaceSubrange(position..., with: other[below(other.count)...])
        } else {
            bytes.insert(
                contentsOf: other[element(in: other, from: below(other.count))], at: position)
        }
    }

    /// Replaces the next run of digits, with sign, point and exponent.
    private mutating func replaceNumber(_ bytes: inout [UInt8], from position: Int) {
        let isDigit: (UInt8) -> Bool = { (48...57).contains($0) }
        guard let start = bytes[position...].firstIndex(where: isDigit) else { return }
        let end =
            bytes[start...].firstIndex { !isDigit($0) && $0 != UInt8(ascii: ".") } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: pick(Self.numbers).utf8)
    }

    private mutating func repeatElement(_ bytes: inout [UInt8], from position: Int) {
        let range = element(in: bytes, from: position)
        guard !range.isEmpty else { return }
        let most = max(1, (Self.largest - bytes.count) / range.count)
        let times = below(200) == 0 ? min(20_000, most) : min(1 + below(3), most)
        let copy = Array(bytes[range])
        var copies = [UInt8]()
        for _ in 0..<times { copies += copy }
        bytes.insert(contentsOf: copies, at: range.upperBound)
    }

    private mutating func moveElement(_ bytes: inout [UInt8], from position: Int) {
        let range = element(in: bytes, from: position)
        let moved = Array(bytes[range])
        bytes.removeSubrange(range)
        bytes.insert(contentsOf: moved, at: below(bytes.count + 1))
    }

    private mutating func nest(_ bytes: inout [UInt8], at position: Int) {
        let times = below(20) == 0 ? 10_000 : 1 + below(64)
        let parts =
            bytes.first == UInt8(ascii: "<")
            ? ["<a>", "</a>"] : pick([["[", "]"], ["{\"a\":", "}"]])
        guard bytes.count + times * (parts[0].utf8.count + parts[1].utf8.count) <= Self.largest
        else { return }
        let range = element(in: bytes, from: position)
        bytes.insert(
            contentsOf: String(repeating: parts[1], count: times).utf8, at: range.upperBound)
        bytes.insert(
            contentsOf: String(repeating: parts[0], count: times).utf8, at: range.lowerBound)
    }

    /// What begins at the next `<` or `{` and ends where its kind of bracket is balanced, or some bytes.
    private mutating func element(in bytes: [UInt8], from position: Int) -> Range<Int> {
        let opening: [UInt8] = [UInt8(ascii: "<"), UInt8(ascii: "{")]
        guard let start = bytes[position...].firstIndex(where: opening.contains) else {
            return position..<min(bytes.count, position + 8)
        }
        if bytes[start] == UInt8(ascii: "{") { return start..<objectEnd(in: bytes, from: start) }
        return start..<elementEnd(in: bytes, from: start)
    }

    private func objectEnd(in bytes: [UInt8], from start: Int) -> Int {
        var depth = 0
        for index in start..<bytes.count {
            if bytes[index] == UInt8(ascii: "{") { depth += 1 }
            if bytes[index] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return index + 1 }
        }
        return bytes.count
    }

    private func elementEnd(in bytes: [UInt8], from start: Int) -> Int {
        var depth = 0, index = start
        while index < bytes.count {
            guard let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")),
                let close = bytes[open...].firstIndex(of: UInt8(ascii: ">"))
            else { return bytes.count }
            let isEnd = bytes[open + 1] == UInt8(ascii: "/")
            let isWhole = bytes[close - 1] == UInt8(ascii: "/")
            depth += isEnd ? -1 : (isWhole ? 0 : 1)
            if depth <= 0 { return close + 1 }
            index = close + 1
        }
        return bytes.count
    }

    private static let numbers = [
        "0", "1", "-1", "2", "0.5", "1e999", "-1e999", "NaN", "nan", "inf", "1e-400", "0x10",
        "99999999999999999999", "9223372036854775807", "9223372036854775808",
        "18446744073709551615",
        "4294967296", "0.9995", "1.0009", "+1", "1-2", "2-1", "", "00000000000000000000000001",
    ]

    private static let fragments = [
        "<!DOCTYPE x>", "<!ENTITY a \"b\">", "&a;", "&amp;", "&#0;", "&#1;", "&#x10FFFF;",
        "<![CDATA[",
        "]]>", "<!--", "-->", "<?x?>", "xmlns=\"u\"", " xmlns:com=\"v#\"", "_x0001_", "_x0020_",
        "\\u0000",
        "\\ud800", "\"\"", "null", "true", ",", ":", "|", " ", "\u{FEFF}", "\u{FFFE}", "\u{301}",
        "\u{0}",
        "\"a\":1,", "<property name=\"\"/>", "<componentRef ref=\"com-1\"/>", "mod 0", "\r",
    ]

    private mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    private mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
