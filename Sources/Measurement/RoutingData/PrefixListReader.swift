import InternetProtocols

/// Reads prefixes with their origins from text, a line each, in pieces of any size.
///
/// A line is a prefix, white space and the number of the autonomous system that originates it, with or
/// without `AS` in front: `192.0.2.0/24 64500`, `2001:db8::/32 AS64501`. What follows `#` is a remark; empty
/// lines count for nothing.
public struct PrefixListReader: Sendable {
    /// The longest line that is read, in bytes.
    public static let lineLimit = 1_024

    /// Takes a prefix and the number of the autonomous system that originates it.
    public typealias Take = (IPPrefix, UInt32) throws(RoutingDataError) -> Void

    /// The line that has not ended yet.
    private var pending = [UInt8]()
    private var lines = 0

    /// A reader at the beginning of a text.
    public init() {}

    /// Reads the next piece of the text and hands out the entries that end in it.
    ///
    /// - Complexity: linear in the piece.
    public mutating func read(
        _ piece: ArraySlice<UInt8>, take: Take
    ) throws(RoutingDataError) {
        var rest = piece
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            try append(rest[..<end])
            try endLine(take)
            rest = rest[(end + 1)...]
        }
        try append(rest)
    }

    private mutating func append(_ part: ArraySlice<UInt8>) throws(RoutingDataError) {
        guard pending.count + part.count <= Self.lineLimit else {
            throw .lineTooLong(number: lines + 1, limit: Self.lineLimit)
        }
        pending += part
    }

    /// Ends the text, and hands out the entry of a last line without line feed.
    public mutating func finish(take: Take) throws(RoutingDataError) { try endLine(take) }

    private mutating func endLine(_ take: Take) throws(RoutingDataError) {
        lines += 1
        defer { pending.removeAll(keepingCapacity: true) }
        let fields = pending.prefix { $0 != UInt8(ascii: "#") }
            .split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
        if fields.isEmpty { return }
        guard fields.count == 2 else {
            throw malformed("write a prefix and a number: 192.0.2.0/24 64500")
        }
        guard let prefix = IPPrefix(String(decoding: fields[0], as: UTF8.self)) else {
            throw malformed("the prefix is not one; write 192.0.2.0/24 or 2001:db8::/32")
        }
        guard let origin = Self.number(fields[1]) else {
            throw malformed("the number is not one; write 64500 or AS64500, up to 4294967295")
        }
        try take(prefix, origin)
    }

    private func malformed(_ reason: String) -> RoutingDataError {
        .malformedLine(
            number: lines, text: String(decoding: pending, as: UTF8.self), reason: reason)
    }

    /// A number in decimal digits, behind `AS` or alone (RFC 5396, asplain).
    private static func number(_ field: ArraySlice<UInt8>) -> UInt32? {
        var digits = field
        if digits.count > 2, digits.prefix(2).map({ $0 | 0x20 }) == Array("as".utf8) {
            digits = digits.dropFirst(2)
        }
        guard (1...10).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return UInt32(exactly: digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1 - 0x30) })
    }
}
