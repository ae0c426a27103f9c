import CompressedFiles

/// The records of an MRT file one after the other (RFC 6396, section 2), in bounded memory.
struct MRTRecordStream {
    /// What stands before the body of a record.
    struct Header {
        /// Seconds since 1970.
        let time: UInt32
        /// What the record holds.
        let kind: MRTRecordKind
    }

    private let source: ByteSource
    private let limit: Int
    private var buffer = [UInt8](repeating: 0, count: 256 << 10)
    private var pending = 0..<0
    /// How many bytes of the file, decompressed, were passed.
    private(set) var offset = 0

    /// The records of a source; a body longer than `limit` ends the reading.
    init(_ source: ByteSource, limit: Int) {
        self.source = source
        self.limit = limit
    }

    /// Reads the next record.
    ///
    /// - Parameter body: gets what stands behind the header.
    /// - Returns: nil at the end of the file.
    mutating func next(into body: inout [UInt8]) throws(RoutingDataError) -> Header? {
        let start = offset
        body.removeAll(keepingCapacity: true)
        try take(12, into: &body)
        if body.isEmpty { return nil }
        guard body.count == 12 else {
            throw .truncatedDump(path: source.path, offset: start, missing: 12 - body.count)
        }
        func number(_ place: Int) -> UInt32 {
            body[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) }
        }
        let length = Int(number(8))
        let header = Header(
            time: number(0),
            kind: MRTRecordKind(
                type: UInt16(number(4) >> 16), subtype: UInt16(number(4) & 0xffff)))
        guard length <= limit else {
            throw .implausibleRecord(
                path: source.path, offset: start, length: length, limit: limit)
        }
        body.removeAll(keepingCapacity: true)
        try take(length, into: &body)
        guard body.count == length else {
            throw .truncatedDump(
                path: source.path, offset: start, missing: length - body.count)
        }
        return header
    }

    /// Adds the next bytes, fewer only at the end of the file.
    private mutating func take(
        _ count: Int, into body: inout [UInt8]
    ) throws(RoutingDataError) {
        var missing = count
        while missing > 0 {
            if pending.isEmpty {
                let count: Int
                do throws(CompressedFileError) {
                    count = try fill()
                } catch {
                    throw .unreadableFile(error)
                }
                if count == 0 { return }
                pending = 0..<count
            }
            let taken = min(missing, pending.count)
            body.append(contentsOf: buffer[pending.prefix(taken)])
            pending = pending.lowerBound + taken..<pending.upperBound
            offset += taken
            missing -= taken
        }
    }

    private mutating func fill() throws(CompressedFileError) -> Int {
        var result = Result<Int, CompressedFileError>.success(0)
        buffer.withUnsafeMutableBytes { bytes in
            do throws(CompressedFileError) {
                result = .success(try source.read(into: bytes))
            } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }
}

/// What a record of an MRT file holds, by its numbers (RFC 6396, section 4).
public struct MRTRecordKind: Hashable, Sendable {
    /// The type: 12 for TABLE_DUMP, 13 for TABLE_DUMP_V2.
    public var type: UInt16
    /// The subtype, which says what it is among those of its type.
    public var subtype: UInt16

    /// The kind with these numbers.
    public init(type: UInt16, subtype: UInt16) {
        self.type = type
        self.subtype = subtype
    }
}

extension MRTRecordKind: CustomStringConvertible {
    /// The name where it is known, else the numbers.
    public var description: String {
        let names: [UInt16: String] = [
            1: "PEER_INDEX_TABLE", 2: "RIB_IPV4_UNICAST", 3: "RIB_IPV4_MULTICAST",
            4: "RIB_IPV6_UNICAST", 5: "RIB_IPV6_MULTICAST", 6: "RIB_GENERIC", 7: "GEO_PEER_TABLE",
            8: "RIB_IPV4_UNICAST_ADDPATH", 9: "RIB_IPV4_MULTICAST_ADDPATH",
            10: "RIB_IPV6_UNICAST_ADDPATH", 11: "RIB_IPV6_MULTICAST_ADDPATH",
            12: "RIB_GENERIC_ADDPATH",
        ]
        switch type {
        case 12: return "TABLE_DUMP \(subtype)"
        case 13: return "TABLE_DUMP_V2 \(names[subtype] ?? String(subtype))"
        case 16, 17: return "BGP4MP \(subtype)"
        default: return "type \(type), subtype \(subtype)"
        }
    }
}
