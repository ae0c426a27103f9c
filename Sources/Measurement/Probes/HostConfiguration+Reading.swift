import CSockets
import Foundation
import InternetProtocols

extension HostConfiguration {
    /// Reads interfaces, routes, neighbours, resolvers, hosts and proxies as they are now.
    ///
    /// Needs no privileges and sends no packet. Files that are missing count as empty. Routes and
    /// neighbours come from netlink and are empty outside Linux.
    ///
    /// - Parameter environment: Where the proxies are named, as `ProcessInfo`'s environment.
    /// - Throws: ``ProbeError`` when the kernel refuses to tell its tables.
    public static func read(
        environment: [String: String] = [:]
    ) throws(ProbeError) -> HostConfiguration {
        var configuration = HostConfiguration()
        #if os(Linux)
            let links = try interfaces()
            let names = Dictionary(links.map { ($0.index, $0.name) }) { first, _ in first }
            configuration.interfaces = links
            configuration.routes = try routes(names)
            configuration.neighbours = try neighbours(names)
        #else
            configuration.interfaces = portableInterfaces()
        #endif
        configuration.resolver = ResolverConfiguration.read()
        configuration.hosts = HostsEntry.parse(TextFile.read("/etc/hosts"))
        configuration.proxies = ProxyConfiguration(environment: environment)
        return configuration
    }

    #if os(Linux)
        private static func dump(
            _ kind: csockets_dump, bodySize: Int, _ name: String
        ) throws(ProbeError) -> [NetlinkMessage] {
            switch NetlinkMessage.dump(kind, bodySize: bodySize) {
            case .success(let messages): return messages
            case .failure(let error):
                throw .systemCall("reading the kernel's \(name)", errorNumber: error.number)
            }
        }

        private static func interfaces() throws(ProbeError) -> [NetworkInterface] {
            var interfaces: [NetworkInterface] = []
            // struct ifinfomsg; IFLA_IFNAME 3, IFLA_MTU 4, IFLA_OPERSTATE 16, IFLA_LINKINFO 18.
            for message in try dump(CSOCKETS_DUMP_LINKS, bodySize: 16, "interfaces") {
                guard let name = message.text(3) else { continue }
                let flags = message.number(at: 8, size: 4)
                let information = NetlinkMessage.attributes(in: message.attributes[18] ?? [])
                let driver = information[1].map {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                }
                interfaces.append(
                    NetworkInterface(
                        name: name, index: Int(message.number(at: 4, size: 4)),
                        isUp: flags & 0x1 != 0, hasCarrier: flags & 0x10000 != 0,
                        operationalState: operationalState(message.number(16) ?? 0),
                        kind: NetworkInterface.Kind(
                            hardwareType: Int(message.number(at: 2, size: 2)), driver: driver,
                            isWireless: TextFile.exists("/sys/class/net/\(name)/wireless")
                                || TextFile.exists("/sys/class/net/\(name)/phy80211")),
                        mtu: Int(message.number(4) ?? 0)))
            }
            interfaces.sort { $0.index < $1.index }
            // struct ifaddrmsg; IFA_ADDRESS 1, IFA_LOCAL 2, IFA_FLAGS 8.
            for message in try dump(CSOCKETS_DUMP_ADDRESSES, bodySize: 8, "addresses") {
                let index = Int(message.number(at: 4, size: 4))
                guard let place = interfaces.firstIndex(where: { $0.index == index }),
                    let address = message.address(2, zone: interfaces[place].name)
                        ?? message.address(1, zone: interfaces[place].name)
                else { continue }
                let flags = message.number(8) ?? message.number(at: 2, size: 1)
                interfaces[place].addresses.append(
                    NetworkInterface.Address(
                        address: address, prefixLength: Int(message.number(at: 1, size: 1)),
                        scope: scope(message.number(at: 3, size: 1)),
                        // IFA_F_DADFAILED 0x08, IFA_F_DEPRECATED 0x20, IFA_F_TENTATIVE 0x40.
                        isUsable: flags & 0x68 == 0))
            }
            return interfaces
        }

        private static func routes(_ names: [Int: String]) throws(ProbeError) -> [NetworkRoute] {
            // struct rtmsg; RTA_DST 1, RTA_OIF 4, RTA_GATEWAY 5, RTA_PRIORITY 6, RTA_PREFSRC 7,
            // RTA_MULTIPATH 9, RTA_TABLE 15, RTA_VIA 18.
            var routes: [NetworkRoute] = []
            for message in try dump(CSOCKETS_DUMP_ROUTES, bodySize: 12, "routes") {
                let table = Int(message.number(15) ?? message.number(at: 4, size: 1))
                let flags = message.number(at: 8, size: 4)
                // 253 to 255 are the tables default, main and local; 0x200 marks a cached clone.
                guard (253...255).contains(table), flags & 0x200 == 0,
                    let family = IPAddress.Family(number: message.number(at: 0, size: 1))
                else { continue }
                let all = family == .ipv4 ? IPAddress(ipv4: 0) : IPAddress(ipv6: 0)
                guard
                    let destination = IPPrefix(
                        message.address(1) ?? all, length: Int(message.number(at: 1, size: 1)))
                else { continue }
                var route = NetworkRoute(
                    destination: destination, interface: nil,
                    metric: Int(message.number(6) ?? 0), source: message.address(7),
                    kind: NetworkRoute.Kind(number: message.number(at: 7, size: 1)), table: table)
                for hop in nextHops(message, flags: flags, names: names) {
                    route.gateway = hop.gateway
                    route.interface = hop.interface
                    // RTNH_F_DEAD 1, RTNH_F_LINKDOWN 16.
                    route.isDead = hop.flags & 1 != 0
                    route.isLinkDown = hop.flags & 16 != 0
                    routes.append(route)
                }
            }
            return routes
        }

        private static func nextHops(
            _ message: NetlinkMessage, flags: UInt64, names: [Int: String]
        ) -> [(gateway: IPAddress?, interface: String?, flags: UInt64)] {
            func gateway(_ attributes: NetlinkMessage, _ zone: String?) -> IPAddress? {
                // RTA_VIA carries a two-byte family before the address.
                attributes.address(5, zone: zone)
                    ?? attributes.attributes[18].flatMap { IPAddress(bytes: $0.dropFirst(2)) }
            }
            guard let paths = message.attributes[9] else {
                let interface = message.number(4).flatMap { names[Int($0)] }
                return [(gateway(message, interface), interface, flags)]
            }
            // struct rtnexthop: length 2, flags 1, hops 1, index 4, then attributes.
            var hops: [(gateway: IPAddress?, interface: String?, flags: UInt64)] = []
            var rest = paths
            while rest.count >= 8 {
                let head = NetlinkMessage(type: 0, body: Array(rest.prefix(8)), attributes: [:])
                let length = Int(head.number(at: 0, size: 2))
                guard length >= 8, length <= rest.count else { break }
                let interface = names[Int(head.number(at: 4, size: 4))]
                let inner = NetlinkMessage(
                    type: 0, body: [],
                    attributes: NetlinkMessage.attributes(in: Array(rest[8..<length])))
                hops.append((gateway(inner, interface), interface, head.number(at: 2, size: 1)))
                rest = Array(rest.dropFirst((length + 3) & ~3))
            }
            return hops
        }

        private static func neighbours(
            _ names: [Int: String]
        ) throws(ProbeError) -> [NetworkNeighbour] {
            // struct ndmsg; NDA_DST 1, NDA_LLADDR 2.
            try dump(CSOCKETS_DUMP_NEIGHBOURS, bodySize: 12, "neighbours").compactMap { message in
                guard let interface = names[Int(message.number(at: 4, size: 4))],
                    IPAddress.Family(number: message.number(at: 0, size: 1)) != nil,
                    let address = message.address(1, zone: interface),
                    !address.isMulticast, !address.isUnspecified
                else { return nil }
                let hardware = message.attributes[2].flatMap { bytes in
                    bytes.isEmpty || bytes.allSatisfy { $0 == 0 }
                        ? nil
                        : bytes.map { MessageDigest.hexadecimal([$0]) }.joined(separator: ":")
                }
                return NetworkNeighbour(
                    address: address, interface: interface,
                    state: NetworkNeighbour.State(number: message.number(at: 8, size: 2)),
                    linkLayerAddress: hardware)
            }
        }

        private static func operationalState(_ number: UInt64) -> String {
            let names = [
                "unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up",
            ]
            return number < names.count ? names[Int(number)] : "unknown"
        }

        private static func scope(_ number: UInt64) -> String {
            switch number {
            case 0: "global"
            case 200: "site"
            case 253: "link"
            case 254: "host"
            default: "nowhere"
            }
        }
    #else
        private static func portableInterfaces() -> [NetworkInterface] {
            var interfaces: [NetworkInterface] = []
            for entry in InterfaceAddresses.all() {
                if !interfaces.contains(where: { $0.name == entry.interface }) {
                    let isUp = entry.flags & UInt32(IFF_UP) != 0
                    let isRunning = entry.flags & UInt32(IFF_RUNNING) != 0
                    let isTunnel = entry.flags & UInt32(IFF_POINTOPOINT) != 0
                    let isLoopback = entry.flags & UInt32(IFF_LOOPBACK) != 0
                    interfaces.append(
                        NetworkInterface(
                            name: entry.interface, index: Int(if_nametoindex(entry.interface)),
                            isUp: isUp, hasCarrier: isRunning,
                            operationalState: isRunning ? "up" : "down",
                            kind: isLoopback ? .loopback : isTunnel ? .tunnel : .ethernet, mtu: 0))
                }
                if let address = entry.address,
                    let place = interfaces.firstIndex(where: { $0.name == entry.interface })
                {
                    interfaces[place].addresses.append(
                        NetworkInterface.Address(
                            address: address, prefixLength: entry.prefixLength,
                            scope: address.isLinkLocal ? "link" : "global"))
                }
            }
            return interfaces.sorted { $0.index < $1.index }
        }
    #endif
}

extension IPAddress.Family {
    fileprivate init?(number: UInt64) {
        switch number {
        case UInt64(AF_INET): self = .ipv4
        case UInt64(AF_INET6): self = .ipv6
        default: return nil
        }
    }
}

extension NetworkInterface.Kind {
    /// What the hardware type (ARPHRD, linux/if_arp.h) and the driver's name mean.
    init(hardwareType: Int, driver: String?, isWireless: Bool) {
        let tunnels: Set<String> = [
            "wireguard", "tun", "ppp", "vti", "vti6", "xfrm", "ipip", "sit", "gre", "gretap",
            "ip6gre", "ip6tnl", "ipvti", "geneve", "amt",
        ]
        if isWireless {
            self = .wireless
        } else if let driver, tunnels.contains(driver) {
            self = .tunnel
        } else if driver == "bridge" {
            self = .bridge
        } else {
            self =
                switch hardwareType {
                case 772: .loopback
                case 1: .ethernet
                case 801...803: .wireless
                // PPP, tunnels of IP in IP, SIT, GRE, and "none" as tun and WireGuard have it.
                case 512, 768, 769, 776, 778, 823, 0xfffe: .tunnel
                default: .other
                }
        }
    }
}

extension NetworkRoute.Kind {
    /// RTN_UNICAST and so on (linux/rtnetlink.h).
    fileprivate init(number: UInt64) {
        self =
            switch number {
            case 1: .unicast
            case 2: .local
            case 6: .blackhole
            case 7: .unreachable
            case 8: .prohibited
            case 9: .throw
            default: .other
            }
    }
}

extension NetworkNeighbour.State {
    /// NUD_INCOMPLETE and so on (linux/neighbour.h).
    fileprivate init(number: UInt64) {
        self =
            switch number {
            case 0x01: .incomplete
            case 0x02: .reachable
            case 0x04: .stale
            case 0x08: .delay
            case 0x10: .probe
            case 0x20: .failed
            case 0x40: .noARP
            case 0x80: .permanent
            default: .none
            }
    }
}
