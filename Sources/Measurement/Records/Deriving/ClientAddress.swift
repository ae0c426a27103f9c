import InternetProtocols

/// Reads the addresses of clients as logs write them.
enum ClientAddress {
    /// The address in a field: alone, with a port, in brackets, or the first of several between commas.
    ///
    /// An IPv4-mapped IPv6 address is the IPv4 address. Nil for names and for everything else.
    static func parse(_ field: ByteSlice) -> IPAddress? {
        if let four = ipv4(field) { return IPAddress(ipv4: four) }
        var text = field.trimmed
        if let comma = text.firstIndex(of: 0x2c) { text = text.prefix(comma).trimmed }
        guard text.count >= 2, text.count <= 128 else { return nil }
        if text[0] == 0x5b {
            guard let bracket = text.firstIndex(of: 0x5d) else { return nil }
            text = ByteSlice(text.start + 1, count: bracket - 1)
        } else if let colon = text.firstIndex(of: 0x3a),
            text.firstIndex(of: 0x3a, from: colon + 1) == nil
        {
            text = text.prefix(colon)
        }
        if let four = ipv4(text) { return IPAddress(ipv4: four) }
        guard text.firstIndex(of: 0x3a) != nil,
            let address = IPAddress(String(decoding: text.buffer, as: UTF8.self))
        else { return nil }
        return address.mappedIPv4 ?? address.withoutZone
    }

    /// Four decimal numbers without leading zeros between points.
    @inline(__always)
    static func ipv4(_ text: ByteSlice) -> UInt32? {
        guard text.count >= 7, text.count <= 15 else { return nil }
        var address: UInt32 = 0
        var number: UInt32 = 0
        var digits = 0
        var points = 0
        for index in 0..<text.count {
            let byte = text[index]
            if byte.isDigit {
                guard digits == 0 || number > 0 else { return nil }
                number = number * 10 + UInt32(byte - 0x30)
                digits += 1
                guard number <= 255 else { return nil }
            } else if byte == 0x2e, digits > 0, points < 3 {
                address = address << 8 | number
                (number, digits, points) = (0, 0, points + 1)
            } else {
                return nil
            }
        }
        return points == 3 && digits > 0 ? address << 8 | number : nil
    }
}
