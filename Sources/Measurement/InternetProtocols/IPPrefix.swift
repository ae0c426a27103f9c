/// A block of addresses that share their first bits (CIDR, RFC 4632).
public struct IPPrefix: Hashable, Sendable {
    /// The first address of the block: all bits behind the prefix are zero.
    public let address: IPAddress
    /// How many leading bits the addresses share.
    public let length: Int

    /// The block of `length` leading bits around an address; nil when the length does not fit.
    public init?(_ address: IPAddress, length: Int) {
        guard (0...address.family.bitWidth).contains(length) else { return nil }
        self.init(address, clampingLength: length)
    }

    /// The block of `length` leading bits around an address, or of the nearest length that fits.
    public init(_ address: IPAddress, clampingLength length: Int) {
        let width = address.family.bitWidth
        let length = min(max(length, 0), width)
        let value = Self.keep(length, of: width, in: address.value)
        self.address =
            address.family == .ipv4
            ? IPAddress(ipv4: UInt32(truncatingIfNeeded: value)) : IPAddress(ipv6: value)
        self.length = length
    }

    /// Whether the address lies in the block; false for the other family.
    public func contains(_ candidate: IPAddress) -> Bool {
        candidate.family == address.family
            && Self.keep(length, of: address.family.bitWidth, in: candidate.value) == address.value
    }

    /// Whether every address of the other block lies in this one.
    public func contains(_ other: IPPrefix) -> Bool {
        other.length >= length && contains(other.address)
    }

    private static func keep(_ length: Int, of width: Int, in value: UInt128) -> UInt128 {
        let dropped = UInt128(width - length)
        return dropped >= 128 ? 0 : (value >> dropped) << dropped
    }
}

extension IPPrefix: LosslessStringConvertible {
    /// Reads `address/length`, or an address alone as a block of one.
    ///
    /// Bits behind the prefix are cut.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = IPAddress(String(parts[0])),
            address.zone == nil
        else { return nil }
        guard parts.count == 2 else {
            self.init(address, length: address.family.bitWidth)
            return
        }
        guard (1...3).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(parts[1])
        else { return nil }
        self.init(address, length: length)
    }

    /// Reads `address/length`, and says in the error what was read instead.
    public init(parsing text: String) throws(InternetProtocolsError) {
        guard let prefix = IPPrefix(text) else { throw .invalidPrefix(text) }
        self = prefix
    }

    /// The text `address/length`.
    public var description: String { "\(address)/\(length)" }
}

extension IPPrefix: Codable {
    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let prefix = IPPrefix(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: InternetProtocolsError.invalidPrefix(text).description)
        }
        self = prefix
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
