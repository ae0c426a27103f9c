import CompressedFiles
import InternetProtocols
import Records
import RoutingData

/// Routing data in files of whatever kind: what is known of clients beyond a log.
public enum RoutingFiles {
    /// Reads a routing table: one that was stored, a dump in MRT format, or a list of prefixes with their origins.
    ///
    /// - Parameter progress: is told now and then how many bytes of how many were read.
    /// - Throws: ``RoutingDataError``, and what `progress` throws.
    public static func table(
        path: String, progress: (_ read: Int, _ size: Int?) throws -> Void = { _, _ in }
    ) throws -> RouteTable {
        if RouteTable.isStored(at: path) { return try RouteTable(storedAt: path) }
        if let text = try list(path: path) { return text }
        return try RouteTable.read(dumps: [path]) { try progress($0.bytesRead, $0.size) }.table
    }

    /// What is known of addresses from a table and databases.
    public static func lookup(
        table: RouteTable?, databases: [String]
    ) throws(RoutingDataError) -> AddressLookup {
        var opened: [MaxMindDatabase] = []
        for path in databases { opened.append(try MaxMindDatabase(path: path)) }
        guard table != nil || !opened.isEmpty else { return AddressLookup() }
        return AddressLookup(RoutingDatabase(routes: table, databases: opened))
    }
}
