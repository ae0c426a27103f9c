import InternetProtocols

extension HostConfiguration {
    /// The usable routes for all addresses of a family that have a gateway, best metric first.
    ///
    /// Dead routes and routes over a link that is down are among them, behind the others.
    public func defaultGateways(_ family: IPAddress.Family) -> [NetworkRoute] {
        routes.filter { route in
            route.destination.length == 0 && route.destination.address.family == family
                && route.kind == .unicast && route.gateway != nil
        }.sorted { ($0.isUnusable ? 1 : 0, $0.metric) < ($1.isUnusable ? 1 : 0, $1.metric) }
    }

    /// The route that a packet to the address takes; nil when there is none.
    ///
    /// The local table comes first as in the kernel's rules; then the longest prefix and the
    /// smallest metric. Dead routes count only where nothing else is left; a route over a link that
    /// is down counts as ever, as it does for the kernel (ip-sysctl, ignore_routes_with_linkdown).
    /// Policy rules are not read: a VPN with a table of its own is not seen here. Linear in the
    /// routes.
    public func route(to address: IPAddress) -> NetworkRoute? {
        let target = address.withoutZone
        let fitting = routes.filter { route in
            route.destination.contains(target) && route.kind != .throw
                && (address.zone == nil || route.interface == nil
                    || route.interface == address.zone)
        }
        func best(_ candidates: [NetworkRoute]) -> NetworkRoute? {
            candidates.min { left, right in
                (left.isDead ? 1 : 0, -left.destination.length, left.metric)
                    < (right.isDead ? 1 : 0, -right.destination.length, right.metric)
            }
        }
        return best(fitting.filter { $0.table == 255 && $0.kind == .local })
            ?? best(fitting.filter { $0.table != 255 })
            ?? best(fitting)
    }

    /// The addresses that the hosts file gives a name, in its order.
    public func hostsAddresses(for name: String) -> [IPAddress] {
        let wanted = name.lowercased()
        return hosts.filter { $0.names.contains(wanted) }.map(\.address)
    }

    /// What the kernel knows of a neighbour; nil when it knows nothing.
    public func neighbour(_ address: IPAddress) -> NetworkNeighbour? {
        neighbours.first { neighbour in
            neighbour.address == address
                || (address.zone == nil && neighbour.address.withoutZone == address)
        }
    }

    /// The interface with this name.
    public func interface(named name: String) -> NetworkInterface? {
        interfaces.first { $0.name == name }
    }
}

extension NetworkRoute {
    /// Whether the route cannot carry packets now: dead, or over a link that is down.
    public var isUnusable: Bool { isDead || isLinkDown }
}
