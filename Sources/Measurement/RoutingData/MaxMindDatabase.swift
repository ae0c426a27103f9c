import CMaxMindDB
import InternetProtocols

/// A database of what is known of addresses, in MaxMind's format (MaxMind DB file format 2.0): systems, cities,
/// countries; read by libmaxminddb.
///
/// The file is mapped into memory, so that opening costs a look at its search tree and no more. It must not be
/// shortened while it is in use: put a new file in its place by renaming.
///
/// Damage is told, never guessed around: that of the search tree when the file is opened, that of an entry when it
/// is read. Safe to use from many tasks at once.
public final class MaxMindDatabase: Sendable {
    /// Where the answer for an address stands.
    public struct Match: Hashable, Sendable {
        /// The addresses around it that have the same answer.
        public let prefix: IPPrefix
        /// The entry with the answer: networks with one answer share an entry; nil when nothing is known.
        public let entry: UInt32?
    }

    /// The library's own description of the open file, which it only reads after opening.
    ///
    /// Unsafe in name: it is never changed until nobody refers to the database any more.
    private nonisolated(unsafe) let database: UnsafeMutablePointer<MMDB_s>
    /// Where the file is.
    public let path: String
    /// What the database says that it is, such as `GeoLite2-City`.
    public let type: String
    /// When it was made, in seconds since 1970.
    public let built: UInt64
    /// Whether it knows IPv6 addresses.
    public let hasIPv6: Bool

    /// Opens a database.
    ///
    /// - Complexity: linear in the search tree: 25 ms for one of 4.5 million nodes, a large database of cities.
    /// - Throws: ``RoutingDataError/unreadable(path:reason:)`` or
    ///   ``RoutingDataError/damagedDatabase(path:reason:)``.
    public init(path: String) throws(RoutingDataError) {
        let database = UnsafeMutablePointer<MMDB_s>.allocate(capacity: 1)
        let status = MMDB_open(path, UInt32(MMDB_MODE_MMAP), database)
        guard status == MMDB_SUCCESS else {
            database.deallocate()
            let reason = Self.text(status)
            if [MMDB_FILE_OPEN_ERROR, MMDB_IO_ERROR, MMDB_OUT_OF_MEMORY_ERROR].contains(status) {
                throw .unreadable(path: path, reason: reason)
            }
            throw .damagedDatabase(path: path, reason: reason)
        }
        if let flaw = MaxMindSearchTree(database.pointee).flaw {
            MMDB_close(database)
            database.deallocate()
            throw .damagedDatabase(path: path, reason: flaw)
        }
        self.database = database
        self.path = path
        let metadata = database.pointee.metadata
        type = metadata.database_type.map { String(cString: $0) } ?? ""
        built = metadata.build_epoch
        hasIPv6 = metadata.ip_version == 6
    }

    deinit {
        MMDB_close(database)
        database.deallocate()
    }

    /// Finds the answer for an address.
    ///
    /// An IPv4-mapped IPv6 address counts as the IPv4 address.
    ///
    /// - Complexity: a step a bit of the prefix.
    /// - Throws: ``RoutingDataError/damagedDatabase(path:reason:)``.
    public func match(_ address: IPAddress) throws(RoutingDataError) -> Match {
        let bits: UInt128
        let family: IPAddress.Family
        if let ipv4 = AddressBits.ipv4(address) {
            (bits, family) = (AddressBits.left(ipv4: ipv4), .ipv4)
        } else {
            (bits, family) = (address.value, .ipv6)
        }
        var status = MMDB_SUCCESS
        let result =
            family == .ipv4
            ? look(up: UInt32(truncatingIfNeeded: bits >> 96), &status) : look(up: bits, &status)
        if status == MMDB_IPV6_LOOKUP_IN_IPV4_DATABASE_ERROR {
            return Match(prefix: AddressBits.prefix(bits, length: 0, family: family), entry: nil)
        }
        guard status == MMDB_SUCCESS else { throw damaged(Self.text(status)) }
        // In a database of IPv6 addresses those of IPv4 stand behind 96 zeros; one above them has length 0.
        let zeros = family == .ipv4 && hasIPv6 ? 96 : 0
        return Match(
            prefix: AddressBits.prefix(
                bits, length: Int(result.netmask) - zeros, family: family),
            entry: result.found_entry ? result.entry.offset : nil)
    }

    /// Reads an entry, all of it.
    ///
    /// - Parameter entry: one that ``match(_:)`` has given.
    /// - Complexity: linear in the entry.
    /// - Throws: ``RoutingDataError/damagedDatabase(path:reason:)``.
    public func value(of entry: UInt32) throws(RoutingDataError) -> MaxMindValue {
        let list = try list(entry)
        defer { MMDB_free_entry_data_list(list) }
        guard let value = MaxMindValue(list) else { throw damaged("an entry is not whole") }
        return value
    }

    /// Reads of an entry whose network it is and where.
    ///
    /// - Parameters:
    ///   - entry: one that ``match(_:)`` has given.
    ///   - language: the language of names, such as `en` or `pt-BR`; English where a name is not in it.
    /// - Complexity: linear in the entry, a fifth of the time of ``value(of:)-(UInt32)``.
    /// - Throws: ``RoutingDataError/damagedDatabase(path:reason:)``.
    public func facts(
        of entry: UInt32, language: String = "en"
    ) throws(RoutingDataError) -> AddressFacts {
        let list = try list(entry)
        defer { MMDB_free_entry_data_list(list) }
        return AddressFacts(MaxMindList(list), language: language)
    }

    private func list(
        _ entry: UInt32
    ) throws(RoutingDataError) -> UnsafeMutablePointer<MMDB_entry_data_list_s>? {
        var start = MMDB_entry_s(mmdb: UnsafePointer(database), offset: entry)
        var list: UnsafeMutablePointer<MMDB_entry_data_list_s>?
        let status = MMDB_get_entry_data_list(&start, &list)
        guard status == MMDB_SUCCESS else {
            MMDB_free_entry_data_list(list)
            throw damaged(Self.text(status))
        }
        return list
    }

    /// All that is known of an address; nil for nothing.
    ///
    /// - Throws: ``RoutingDataError/damagedDatabase(path:reason:)``.
    public func value(of address: IPAddress) throws(RoutingDataError) -> MaxMindValue? {
        guard let entry = try match(address).entry else { return nil }
        return try value(of: entry)
    }

    private func look(up address: UInt32, _ status: inout Int32) -> MMDB_lookup_result_s {
        var socketAddress = sockaddr_in()
        socketAddress.sin_family = sa_family_t(AF_INET)
        socketAddress.sin_addr.s_addr = address.bigEndian
        return withUnsafePointer(to: socketAddress) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                MMDB_lookup_sockaddr(database, $0, &status)
            }
        }
    }

    private func look(up address: UInt128, _ status: inout Int32) -> MMDB_lookup_result_s {
        var socketAddress = sockaddr_in6()
        socketAddress.sin6_family = sa_family_t(AF_INET6)
        withUnsafeMutableBytes(of: &socketAddress.sin6_addr) {
            $0.storeBytes(of: address.bigEndian, as: UInt128.self)
        }
        return withUnsafePointer(to: socketAddress) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                MMDB_lookup_sockaddr(database, $0, &status)
            }
        }
    }

    private func damaged(_ reason: String) -> RoutingDataError {
        .damagedDatabase(path: path, reason: reason)
    }

    private static func text(_ status: Int32) -> String {
        MMDB_strerror(status).map { String(cString: $0) } ?? "status \(status)"
    }
}
