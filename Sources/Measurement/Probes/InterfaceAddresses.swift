import CSockets
import Foundation
import InternetProtocols

/// The addresses of interfaces by getifaddrs(3), which every Unix has.
enum InterfaceAddresses {
    /// One address with the interface that holds it.
    struct Entry {
        let interface: String
        let flags: UInt32
        let address: IPAddress?
        let prefixLength: Int
    }

    /// All entries, those without an address included; empty when the system refuses.
    static func all() -> [Entry] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0 else { return [] }
        defer { freeifaddrs(first) }
        var entries: [Entry] = []
        var next = first
        while let current = next?.pointee {
            entries.append(
                Entry(
                    interface: String(cString: current.ifa_name),
                    flags: UInt32(current.ifa_flags), address: address(current.ifa_addr),
                    prefixLength: address(current.ifa_netmask)?.value.nonzeroBitCount ?? 0))
            next = current.ifa_next
        }
        return entries
    }

    /// An address to send from through this interface, the widest reaching first.
    static func first(of interface: String, family: IPAddress.Family) -> IPAddress? {
        let addresses = all().filter { $0.interface == interface }.compactMap(\.address)
            .filter { $0.family == family }
        return addresses.first { !$0.isLinkLocal } ?? addresses.first
    }

    /// The name of the interface with this index; the number in text when it has none.
    static func name(of index: UInt32) -> String {
        var buffer = [CChar](repeating: 0, count: Int(IF_NAMESIZE) + 1)
        guard if_indextoname(index, &buffer) != nil else { return String(index) }
        return String(
            decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func address(_ raw: UnsafeMutablePointer<sockaddr>?) -> IPAddress? {
        raw.flatMap { IPEndpoint(csockets_endpoint_from($0)) }?.address
    }
}
