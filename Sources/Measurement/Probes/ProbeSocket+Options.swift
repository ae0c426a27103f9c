import CSockets
import Foundation
import InternetProtocols

extension ProbeSocket {
    /// Switches the error queue on or off, where there is one.
    func setErrorQueue(_ isEnabled: Bool) {
        _ = call(
            { csockets_set_error_queue($0, family.number, isEnabled ? 1 : 0) }, closed: EBADF)
    }

    /// Lets packets live for this many hops.
    func setTimeToLive(_ hops: Int) throws(ProbeError) {
        let error = call(
            { csockets_set_time_to_live($0, family.number, Int32(clamping: hops)) },
            closed: EBADF)
        guard error == 0 else { throw .systemCall("setting the time to live", errorNumber: error) }
    }

    /// Makes closing send a reset, so that nothing lingers.
    func setAbortiveClose() {
        _ = call({ csockets_set_abortive_close($0) }, closed: EBADF)
    }

    /// Binds to the source; returns the error number of the bind.
    ///
    /// The interface is set by SO_BINDTODEVICE, which recent kernels allow to everybody; older
    /// ones refuse, and then the source address of that interface is bound instead.
    func bind(to source: ProbeSource) throws(ProbeError) -> Int32 {
        var address = source.address
        if let name = source.interface {
            let error = call(
                { csockets_bind_to_interface($0, family.number, name) }, closed: EBADF)
            switch error {
            case 0: break
            case EPERM, EACCES:
                guard let found = address ?? InterfaceAddresses.first(of: name, family: family)
                else { throw .interfaceUnusable(name) }
                address = found
            case ENODEV, ENXIO: throw .interfaceUnusable(name)
            default: throw .systemCall("binding to the interface \(name)", errorNumber: error)
            }
        }
        guard let address else { return 0 }
        guard address.family == family else {
            throw .familyMismatch(source: address.description, target: family.rawValue)
        }
        var endpoint = try csockets_endpoint(IPEndpoint(address, port: 0))
        return call({ csockets_bind($0, &endpoint) }, closed: EBADF)
    }

    /// Bytes written and not yet acknowledged; nil when the system does not say.
    var unacknowledgedBytes: Int? {
        let count = call({ csockets_unacknowledged_bytes($0) }, closed: -1)
        return count < 0 ? nil : Int(count)
    }

    /// What the stack knows of the connection.
    var statistics: TCPStatistics? {
        var info = csockets_tcp_info()
        guard call({ csockets_tcp_statistics($0, &info) }, closed: EBADF) == 0
        else { return nil }
        return TCPStatistics(info)
    }
}

extension IPAddress.Family {
    /// The number of the family in socket calls.
    var number: Int32 { self == .ipv4 ? AF_INET : AF_INET6 }
}

extension IPEndpoint {
    /// The endpoint of a socket call; nil for other families.
    init?(_ raw: csockets_endpoint) {
        let bytes = withUnsafeBytes(of: raw.address) { Array($0) }
        switch raw.family {
        case AF_INET:
            self.init(IPAddress(bytes[0], bytes[1], bytes[2], bytes[3]), port: raw.port)
        case AF_INET6:
            let zone = raw.scope == 0 ? nil : InterfaceAddresses.name(of: raw.scope)
            guard let address = IPAddress(bytes: bytes, zone: zone) else { return nil }
            self.init(address, port: raw.port)
        default: return nil
        }
    }
}

extension csockets_endpoint {
    /// The endpoint for a socket call, its zone turned into an interface index.
    init(_ endpoint: IPEndpoint) throws(ProbeError) {
        self.init()
        family = endpoint.address.family.number
        port = endpoint.port
        let bytes = endpoint.address.bytes
        withUnsafeMutableBytes(of: &address) { $0.copyBytes(from: bytes) }
        if let zone = endpoint.address.zone {
            let index = UInt32(zone) ?? if_nametoindex(zone)
            guard index != 0 else { throw .interfaceUnusable(zone) }
            scope = index
        }
    }
}

extension ICMPError {
    /// The error of a queue entry; nil for entries that are no errors, as time stamps.
    init?(_ raw: csockets_error) {
        let origin: Origin
        switch raw.origin {
        case 1: origin = .local
        case 2: origin = .icmp
        case 3: origin = .icmpv6
        default: return nil
        }
        self.init(
            origin: origin, offender: IPEndpoint(raw.offender)?.address, type: raw.type,
            code: raw.code, errorNumber: raw.error, information: raw.info)
    }
}

extension TCPStatistics {
    init(_ info: csockets_tcp_info) {
        self.init()
        roundTripTime = info.rtt
        roundTripVariation = info.rttvar
        // The kernel's mark for "not yet measured".
        smallestRoundTripTime = info.min_rtt == .max ? 0 : info.min_rtt
        retransmissionTimeout = info.rto
        retransmittedSegments = info.total_retrans
        retransmittedBytes = info.bytes_retrans
        unacknowledgedSegments = info.unacked
        pathMTU = info.pmtu
        sendMaximumSegment = info.snd_mss
        congestionWindow = info.snd_cwnd
        deliveryRate = info.delivery_rate
        acknowledgedBytes = info.bytes_acked
        receivedBytes = info.bytes_received
        outOfOrderSegments = info.rcv_ooopack
        backoffs = info.backoff
        retransmits = info.retransmits
    }
}
