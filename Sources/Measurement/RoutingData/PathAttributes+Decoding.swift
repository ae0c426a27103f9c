import InternetProtocols

extension PathAttributes {
    /// How attributes are written in a dump.
    struct Encoding {
        /// Whether AS numbers take 4 bytes; else 2, and AS4_PATH may have the true ones.
        var isWide: Bool
        /// Whether only the path is wanted.
        var isPathOnly: Bool
    }

    /// Reads attributes, in place of what was there.
    ///
    /// - Parameter bytes: exactly the attributes.
    mutating func decode(
        _ bytes: inout ByteCursor, _ encoding: Encoding
    ) throws(MalformedMRT) {
        clear()
        var widePath: ASPath?
        var wideAggregator: Aggregator?
        while !bytes.isAtEnd {
            let flags = try bytes.byte(.attributes)
            let type = try bytes.byte(.attributes)
            // The flag 0x10 says that the length takes 2 bytes (RFC 4271, section 4.3).
            let length =
                flags & 0x10 != 0
                ? Int(try bytes.number16(.attributes)) : Int(try bytes.byte(.attributes))
            var value = try bytes.part(length, .attributes)
            switch type {
            case 2: try Self.decodePath(&value, isWide: encoding.isWide, into: &path)
            case 17 where !encoding.isWide:
                var path = ASPath()
                try Self.decodePath(&value, isWide: true, into: &path)
                widePath = path
            // Some speakers write 8 bytes where 6 are due: the length tells.
            case 7: aggregator = try Self.aggregator(&value, isWide: value.remaining == 8)
            case 18 where !encoding.isWide:
                wideAggregator = try Self.aggregator(&value, isWide: true)
            case _ where encoding.isPathOnly: break
            default: try decodeOther(type, &value)
            }
        }
        // An aggregator with a number of its own shows that AS4_PATH is out of date (RFC 6793, section 4.2.3).
        let isCurrent =
            aggregator.map { $0.system == ASPath.transition || wideAggregator == nil } ?? true
        if isCurrent {
            if let widePath { path = path.merged(with: widePath) }
            if let wideAggregator, aggregator != nil { aggregator = wideAggregator }
        }
    }

    private mutating func decodeOther(
        _ type: UInt8, _ value: inout ByteCursor
    ) throws(MalformedMRT) {
        switch type {
        case 1: origin = Origin(rawValue: try value.byte(.attributes))
        case 3: nextHop = IPAddress(ipv4: try value.number32(.attributes))
        case 4: multiExitDiscriminator = try value.number32(.attributes)
        case 5: localPreference = try value.number32(.attributes)
        case 6: isAtomicAggregate = true
        case 8:
            guard value.remaining.isMultiple(of: 4) else { throw .attributes }
            while !value.isAtEnd { communities.append(try value.number32(.attributes)) }
        case 14: nextHop = try Self.nextHop(&value) ?? nextHop
        default: break
        }
    }

    /// The path of an AS_PATH or AS4_PATH.
    private static func decodePath(
        _ value: inout ByteCursor, isWide: Bool, into path: inout ASPath
    ) throws(MalformedMRT) {
        path.removeAll()
        while !value.isAtEnd {
            guard let kind = ASPath.SegmentKind(rawValue: try value.byte(.path)) else {
                throw .path
            }
            let count = Int(try value.byte(.path))
            guard value.remaining >= count * (isWide ? 4 : 2) else { throw .path }
            if count == 0 { continue }
            path.begin(kind, count: count)
            for _ in 0..<count {
                path.append(isWide ? try value.number32(.path) : UInt32(try value.number16(.path)))
            }
        }
    }

    private static func aggregator(
        _ value: inout ByteCursor, isWide: Bool
    ) throws(MalformedMRT) -> Aggregator {
        let system =
            isWide ? try value.number32(.attributes) : UInt32(try value.number16(.attributes))
        return Aggregator(
            system: system, address: IPAddress(ipv4: try value.number32(.attributes)))
    }

    /// The first address of MP_REACH_NLRI, which dumps write whole or cut down to length and address
    /// (RFC 6396, section 4.3.4).
    private static func nextHop(_ value: inout ByteCursor) throws(MalformedMRT) -> IPAddress? {
        // The whole attribute begins with an address family below 256, so with a 0; a length is never 0.
        if value.peek == 0 { _ = try value.part(3, .attributes) }
        let length = Int(try value.byte(.attributes))
        var address = try value.part(length, .attributes)
        switch length {
        case 4: return IPAddress(ipv4: try address.number32(.attributes))
        case 16, 32: return IPAddress(ipv6: try address.number128(.attributes))
        default: return nil
        }
    }
}
