/// Bytes that are the same wherever the same thing is said, and different where it is not.
///
/// A sequence of fields, each its length in decimal, a colon, and its bytes: no field can run into the next.
struct CanonicalBytes: Sendable {
    private(set) var bytes: [UInt8] = []

    mutating func field(_ content: some Collection<UInt8>) {
        bytes += Array("\(content.count):".utf8)
        bytes += content
    }

    mutating func text(_ text: String) { field(Array(text.utf8)) }

    mutating func integer(_ integer: Int64?) { text(integer.map { "\($0)" } ?? "none") }

    /// The bits, so that no rounding of a format of numbers gets between; both zeros are one.
    mutating func number(_ number: Double) {
        text(String((number == 0 ? 0 : number).bitPattern, radix: 16))
    }

    /// The count and the fields of each, in the order of their bytes.
    mutating func unordered(_ parts: [CanonicalBytes]) {
        integer(Int64(parts.count))
        for part in parts.map(\.bytes).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            field(part)
        }
    }
}
