import CompressedFiles
import InternetProtocols

/// Reads the routes of a routing table dump, one by one (MRT: TABLE_DUMP and TABLE_DUMP_V2; RFC 6396, sections
/// 4.2 and 4.3; several routes of one peer, RFC 8050), plain or compressed.
///
/// What is malformed is counted in ``summary`` and passed over: a route alone if the next one can be found, else
/// the rest of its record. Memory is that of the longest record, at most ``Configuration/recordLimit``, and of the
/// table of peers.
///
/// ```swift
/// var reader = RIBReader(try ByteSource(path: "rib.gz"))
/// var route = RIBRoute()
/// while try reader.next(into: &route) { print(route.prefix, route.attributes.path) }
/// ```
public struct RIBReader {
    /// What is read, and how much at most.
    public struct Configuration: Hashable, Sendable {
        /// The longest record that is read, in bytes; a longer one ends the reading, as it cannot be real.
        public var recordLimit: Int
        /// Whether of all attributes only the path is wanted, which is quicker.
        public var readsPathsOnly: Bool

        /// Records of at most 16 MiB, all attributes.
        public init(recordLimit: Int = 16 << 20, readsPathsOnly: Bool = false) {
            self.recordLimit = recordLimit
            self.readsPathsOnly = readsPathsOnly
        }
    }

    /// Routes of one record that are still to come.
    struct Entries {
        let time: UInt32
        let prefix: IPPrefix
        let hasPathIdentifiers: Bool
        var left: Int
        var bytes: ByteCursor
    }

    private var stream: MRTRecordStream
    private let path: String
    private let configuration: Configuration
    private var body = [UInt8]()
    var peers: [RIBRoute.Peer]?
    var entries: Entries?
    /// What was read so far, and what not.
    public private(set) var summary = RIBSummary()

    /// A reader of a source that nobody else reads.
    public init(_ source: ByteSource, configuration: Configuration = Configuration()) {
        path = source.path
        stream = MRTRecordStream(source, limit: configuration.recordLimit)
        self.configuration = configuration
    }

    /// Reads the next route.
    ///
    /// - Parameter route: takes it; its arrays are used again.
    /// - Returns: false at the end of the file, and then always.
    /// - Throws: ``RoutingDataError`` where the file ends within a record, is damaged, or no MRT file; all
    ///   routes before were given.
    public mutating func next(into route: inout RIBRoute) throws(RoutingDataError) -> Bool {
        while true {
            if entries != nil {
                if nextEntry(into: &route) {
                    summary.routeCount += 1
                    return true
                }
                continue
            }
            guard let header = try stream.next(into: &body) else {
                guard summary.recordCount > 0 else {
                    throw .noRoutes(path: path, reason: "it is empty")
                }
                return false
            }
            summary.recordCount += 1
            do throws(MalformedMRT) {
                if try take(header, into: &route) {
                    summary.routeCount += 1
                    return true
                }
            } catch {
                summary.malformed[error, default: 0] += 1
            }
        }
    }

    /// Takes a record: true if it is a route, which was put into `route`.
    private mutating func take(
        _ header: MRTRecordStream.Header, into route: inout RIBRoute
    ) throws(MalformedMRT) -> Bool {
        switch (header.kind.type, header.kind.subtype) {
        case (12, 1), (12, 2):
            var bytes = ByteCursor(body)
            try readTableDump(
                &bytes, family: header.kind.subtype == 1 ? .ipv4 : .ipv6, into: &route)
            route.time = header.time
            return true
        case (13, 1):
            var bytes = ByteCursor(body)
            // Routes after a damaged table would be those of other peers.
            peers = nil
            peers = try Self.readPeers(&bytes)
        case (13, 2), (13, 4), (13, 8), (13, 10):
            guard peers != nil else { throw .peer }
            entries = try Self.readPrefix(
                ByteCursor(body), subtype: header.kind.subtype, time: header.time)
        default:
            summary.skipped[header.kind, default: 0] += 1
        }
        return false
    }

    /// Takes the next route of the record under way; false if there is none or it is malformed.
    private mutating func nextEntry(into route: inout RIBRoute) -> Bool {
        do throws(MalformedMRT) {
            return try readEntry(into: &route)
        } catch {
            summary.malformed[error, default: 0] += 1
            return false
        }
    }

    func encoding(isWide: Bool) -> PathAttributes.Encoding {
        PathAttributes.Encoding(isWide: isWide, isPathOnly: configuration.readsPathsOnly)
    }
}
