import CompressedFiles
import InternetProtocols
import Records
import RoutingData

/// Routing data in files of whatever kind: what is known of clients beyond a log.
public enum RoutingFiles {
    /// Reads what is known of addresses.
    ///
    /// - Parameters:
    ///   - routes: a routing table that was kept, a dump in MRT format, or a list of prefixes with their origins.
    ///   - kept: where the table is kept, to be read at once the next time.
    ///   - databases: MaxMind databases; what several know is taken from the first.
    ///   - progress: is told now and then how many bytes of a dump were read.
    /// - Throws: ``RoutingDataError``, and what `progress` throws.
    public static func lookup(
        routes: String?, keptAt kept: String? = nil, databases: [String] = [],
        progress: (_ file: String, _ read: Int, _ size: Int?) throws -> Void = { _, _, _ in }
    ) throws -> AddressLookup {
        var opened: [MaxMindDatabase] = []
        for path in databases { opened.append(try MaxMindDatabase(path: path)) }
        var table: RouteTable?
        if let routes {
            table = try self.table(path: routes) { read, size in try progress(routes, read, size) }
        }
        if let kept { try table?.store(at: kept) }
        guard table != nil || !opened.isEmpty else { return AddressLookup() }
        return AddressLookup(RoutingDatabase(routes: table, databases: opened))
    }

    private static func table(
        path: String, progress: (_ read: Int, _ size: Int?) throws -> Void
    ) throws -> RouteTable {
        if RouteTable.isStored(at: path) { return try RouteTable(storedAt: path) }
        if let table = try list(path: path) { return table }
        return try RouteTable.read(dumps: [path]) { try progress($0.bytesRead, $0.size) }.table
    }
}
