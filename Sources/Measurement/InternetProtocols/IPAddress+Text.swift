extension IPAddress: CustomStringConvertible, LosslessStringConvertible {
    /// Reads a dotted-decimal IPv4 address or an IPv6 address in a form of RFC 4291, section 2.2.
    ///
    /// Strict: four decimal numbers without leading zeros for IPv4, groups of one to four
    /// hexadecimal digits for IPv6, a zone of at most 64 printable bytes only behind IPv6.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 128 else { return nil }
        if let value = Self.readIPv4(bytes[...]) {
            self.init(ipv4: value)
            return
        }
        var address = bytes[...]
        var zone: String?
        if let percent = bytes.firstIndex(of: UInt8(ascii: "%")) {
            let zoneBytes = bytes[(percent + 1)...]
            guard (1...64).contains(zoneBytes.count),
                zoneBytes.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "%") })
            else { return nil }
            address = bytes[..<percent]
            zone = String(decoding: zoneBytes, as: UTF8.self)
        }
        guard let value = Self.readIPv6(address) else { return nil }
        self.init(ipv6: value, zone: zone)
    }

    /// Reads an address, and says in the error what was read instead.
    public init(parsing text: String) throws(InternetProtocolsError) {
        guard let address = IPAddress(text) else { throw .invalidAddress(text) }
        self = address
    }

    /// The canonical text: dotted decimal, or RFC 5952 with the zone behind `%`.
    public var description: String {
        guard family == .ipv6 else {
            return bytes.map { String($0) }.joined(separator: ".")
        }
        let suffix = zone.map { "%" + $0 } ?? ""
        if let mapped = mappedIPv4 { return "::ffff:" + mapped.description + suffix }
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
        let gap = Self.longestRunOfZeros(groups)
        let hexadecimal = groups.map { String($0, radix: 16) }
        guard gap.count > 1 else { return hexadecimal.joined(separator: ":") + suffix }
        return hexadecimal[..<gap.lowerBound].joined(separator: ":") + "::"
            + hexadecimal[gap.upperBound...].joined(separator: ":") + suffix
    }

    private static func longestRunOfZeros(_ groups: [UInt16]) -> Range<Int> {
        var best = 0..<0
        var start = 0
        for index in 0...groups.count where index == groups.count || groups[index] != 0 {
            if index - start > best.count { best = start..<index }
            start = index + 1
        }
        return best
    }

    static func readIPv4(_ text: ArraySlice<UInt8>) -> UInt32? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.count), part.count == 1 || part.first != UInt8(ascii: "0"),
                part.allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            let number = part.reduce(UInt32(0)) { $0 * 10 + UInt32($1 - 0x30) }
            guard number <= 255 else { return nil }
            value = value << 8 | number
        }
        return value
    }

    private static func readIPv6(_ text: ArraySlice<UInt8>) -> UInt128? {
        let colon = UInt8(ascii: ":")
        let doubles = text.indices.dropLast().filter { text[$0] == colon && text[$0 + 1] == colon }
        guard doubles.count <= 1 else { return nil }
        guard let double = doubles.first else {
            guard let groups = readGroups(text, endsAddress: true), groups.count == 8
            else { return nil }
            return groups.reduce(0) { $0 << 16 | UInt128($1) }
        }
        let before = text[..<double]
        let behind = text[(double + 2)...]
        guard let head = before.isEmpty ? [] : readGroups(before, endsAddress: false),
            let tail = behind.isEmpty ? [] : readGroups(behind, endsAddress: true),
            head.count + tail.count <= 7
        else { return nil }
        let gap = [UInt16](repeating: 0, count: 8 - head.count - tail.count)
        return (head + gap + tail).reduce(0) { $0 << 16 | UInt128($1) }
    }

    /// Groups between single colons; the last may be a dotted IPv4 address, worth two groups.
    private static func readGroups(_ text: ArraySlice<UInt8>, endsAddress: Bool) -> [UInt16]? {
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if endsAddress, index == parts.count - 1, let dotted = readIPv4(part) {
                groups += [UInt16(dotted >> 16), UInt16(dotted & 0xffff)]
                continue
            }
            guard (1...4).contains(part.count) else { return nil }
            var group: UInt16 = 0
            for byte in part {
                guard let digit = byte.hexadecimalDigit else { return nil }
                group = group << 4 | UInt16(digit)
            }
            groups.append(group)
        }
        return groups.count <= 8 ? groups : nil
    }
}

extension IPAddress: Codable {
    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let address = IPAddress(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: InternetProtocolsError.invalidAddress(text).description)
        }
        self = address
    }

    /// Writes the canonical text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension UInt8 {
    /// The value of this ASCII byte as a hexadecimal digit, or nil.
    package var hexadecimalDigit: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }
}
